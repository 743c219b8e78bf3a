// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MLNet.Synthetic.Cli;

namespace MLNet.Synthetic.Tests;

/// <summary>A folder of its own, and the tool run in it.</summary>
internal sealed class Workplace : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("mlsynth-").FullName;

    public string this[string file] => Path.Combine(Folder, file);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>Writes a file.</summary>
    public string Write(string file, string text)
    {
        File.WriteAllText(this[file], text, new UTF8Encoding(false));
        return this[file];
    }

    /// <summary>Runs a command line.</summary>
    public static Outcome Run(params string[] args) => Run(CancellationToken.None, args);

    /// <summary>Runs a command line that may be stopped.</summary>
    public static Outcome Run(CancellationToken cancellation, params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = CommandLine.Run(args, output, error, cancellation);
        return new(code, output.ToString(), error.ToString());
    }

    /// <summary>Customers: numbers with and without decimals, categories with a comma in one, dates, missing cells, an id, and a label that depends on age.</summary>
    public static string Customers(int rows, int seed = 1)
    {
        var random = new Rng(seed);
        var text = new StringBuilder("Id,Age,Balance,City,Joined,Churn\n");
        for (int i = 0; i < rows; i++)
        {
            int age = 18 + random.Next(60);
            string balance = random.Next(10) == 0 ? "" : (age * 10 + random.Next(10_000) / 100.0).ToString("0.00", CultureInfo.InvariantCulture);
            string city = random.Next(4) switch { 0 => "\"Washington, D.C.\"", 1 => "Bern", _ => "Oslo" };
            var joined = new DateTime(2020, 1, 1).AddDays(random.Next(1000));
            string churn = random.Next(100) < age - 15 ? "yes" : "no";
            text.Append(CultureInfo.InvariantCulture, $"{1000 + i},{age},{balance},{city},{joined:yyyy-MM-dd},{churn}\n");
        }

        return text.ToString();
    }
}

/// <summary>What a run of the tool gave.</summary>
internal sealed record Outcome(int Code, string Output, string Error)
{
    public JsonObject Json => JsonNode.Parse(Output)!.AsObject();

    /// <summary>The same, if the tool was content.</summary>
    public Outcome Done()
    {
        Assert.AreEqual(ExitCode.Done, Code, Error + Output);
        return this;
    }
}
