// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>The verb <c>fidelity</c>: how alike the rows of comma-separated files are, and how well a classifier tells them apart.</summary>
/// <remarks>Blanks around fields are dropped; a field is missing when it is empty, <c>NA</c> or <c>?</c>; a column is numeric when all its other fields in the training file are numbers.</remarks>
internal static class FidelityVerb
{
    public static int Run(string[] arguments)
    {
        if (arguments is not [var trainFile, var testFile, var syntheticFile, .. var options])
        {
            Console.Error.WriteLine("fidelity TRAIN.csv TEST.csv SYNTHETIC.csv [--label y] [--categorical a,b] [--ignore c] [--seed 1] [--threads 2]");
            return 1;
        }

        string? Option(string name) => Array.IndexOf(options, name) is >= 0 and var at && at + 1 < options.Length ? options[at + 1] : null;
        string[] List(string name) => Option(name)?.Split(',') ?? [];
        var train = Read(trainFile, null);
        Table test = Read(testFile, train), synthetic = Read(syntheticFile, train);
        int? threads = Option("--threads") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
        var run = new RunContext(new Rng(long.Parse(Option("--seed") ?? "1", CultureInfo.InvariantCulture)), info: Console.WriteLine, warning: Console.WriteLine, maxDegreeOfParallelism: threads);
        var data = EvaluationData.Of(train, synthetic, test, Option("--label"), List("--categorical"), List("--ignore"), run: run);
        Console.WriteLine($"{train.Count} training, {test.Count} holdout, {synthetic.Count} synthetic rows; compared at {data.Rows}");
        Show(() => FidelityEvaluation.Measure(data, run), out var fidelity);
        Console.WriteLine(fidelity.SdMetrics);
        Show(() => DetectionEvaluation.Measure(new Microsoft.ML.MLContext(seed: 1), data, run), out var detection);
        Console.WriteLine(string.Join(", ", detection.TellingColumns.Take(4)));
        return 0;
    }

    private static void Show<T>(Func<T> measure, out T section) where T : ReportSection
    {
        var clock = Stopwatch.StartNew();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        section = measure();
        Console.WriteLine(FormattableString.Invariant($"\n{section.Title}: {clock.Elapsed.TotalSeconds:0.0} s, {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds:0.0} s of CPU"));
        foreach (var score in section.Scores)
            Console.WriteLine(FormattableString.Invariant($"  {score.Key,-28} {score.Value,9:0.00000} [{score.Interval}]  floor {score.Floor,9:0.00000} [{score.FloorInterval}]  {score.Verdict.InWords()}  {score.Note}"));
        foreach (string finding in section.Findings)
            Console.WriteLine($"  - {finding}");
    }

    internal static Table Read(string path, Table? like)
    {
        using Stream file = File.OpenRead(path);
        using var reader = new StreamReader(path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        string[][] lines = [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(',', StringSplitOptions.TrimEntries))];
        return new([.. lines[0].Select((name, j) => Column(name, [.. lines[1..].Select(l => l[j].Trim('"'))], like?[name]))]);
    }

    private static TableColumn Column(string name, string[] fields, TableColumn? like)
    {
        bool isNumeric = like is null ? fields.All(f => IsMissing(f) || double.TryParse(f, CultureInfo.InvariantCulture, out _)) : like is NumericColumn;
        if (isNumeric)
            return new NumericColumn(name, [.. fields.Select(f => double.TryParse(f, CultureInfo.InvariantCulture, out double value) ? value : double.NaN)]);
        string[] levels = [.. fields.Where(f => !IsMissing(f)).Distinct().Order(StringComparer.Ordinal)];
        return new CategoryColumn(name, [.. fields.Select(f => IsMissing(f) ? CategoryColumn.MissingCode : Array.BinarySearch(levels, f, StringComparer.Ordinal))], levels);
    }

    private static bool IsMissing(string field) => field is "" or "NA" or "?";
}
