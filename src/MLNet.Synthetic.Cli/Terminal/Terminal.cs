// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using Spectre.Console;

namespace MLNet.Synthetic.Cli;

/// <summary>What people and machines see: results on standard output; progress, warnings and errors on standard error.</summary>
internal sealed class Terminal(TextWriter output, TextWriter error, bool isTerminal)
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly HashSet<string> _said = [];
    private readonly Lock _lock = new();
    private List<string>? _held;
    private bool _quiet, _json, _dataOnOutput;

    /// <summary>Tells no progress and no results, only warnings and errors.</summary>
    public static Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "No progress and no messages; warnings and errors still show" };

    /// <summary>Tells the result as one JSON object.</summary>
    public static Option<bool> Json { get; } = new("--json") { Description = "Print the result as one JSON object on standard output" };

    /// <summary>Standard output, for rows.</summary>
    public TextWriter Output => output;

    /// <summary>Takes over the options that all verbs share.</summary>
    public void Configure(ParseResult parsed) => (_quiet, _json) = (parsed.GetValue(Quiet), parsed.GetValue(Json));

    /// <summary>Keeps standard output for rows: messages go to standard error.</summary>
    /// <exception cref="UsageException">It is also to hold JSON.</exception>
    public void ReserveOutput()
    {
        if (_json)
            throw new UsageException("--json and '-o -' both need standard output. Write the rows to a file.");
        _dataOnOutput = true;
    }

    /// <summary>Tells a result to a person.</summary>
    public void Say(string text)
    {
        if (!_quiet && !_json)
            (_dataOnOutput ? error : output).WriteLine(Printable(text));
    }

    /// <summary>Tells what to look at, once.</summary>
    public void Warn(string text)
    {
        lock (_lock)
        {
            if (!_said.Add(text))
                return;
            if (_held is not null)
                _held.Add($"warning: {Printable(text)}");
            else
                error.WriteLine($"warning: {Printable(text)}");
        }
    }

    /// <summary>Tells the result to a machine, if one asked.</summary>
    public void Result(JsonObject result)
    {
        if (_json)
            output.WriteLine(result.ToJsonString(s_json));
    }

    /// <summary>An ML.NET context whose warnings show here.</summary>
    public MLContext CreateContext(int seed)
    {
        var ml = new MLContext(seed);
        ml.Log += (_, message) =>
        {
            if (message.Kind == ChannelMessageKind.Warning)
                Warn(message.RawMessage);
        };
        ml.Synthetic.RegisterNetworks();                              // files that hold a network are read without libtorch
        return ml;
    }

    /// <summary>Does a long piece of work, showing how far it has come: bars with remaining time on a terminal, else a plain line now and then.</summary>
    public T Work<T>(Func<IProgress<RunProgress>?, T> work)
    {
        if (_quiet)
            return work(null);
        if (!isTerminal)
            return work(new PlainProgress(error));

        lock (_lock)
            _held = [];
        try
        {
            var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(error) });
            return console.Progress().AutoClear(true)
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .Start(context => work(new BarProgress(context)));
        }
        finally
        {
            lock (_lock)
            {
                foreach (string line in _held)
                    error.WriteLine(line);
                _held = null;
            }
        }
    }

    /// <summary>Without control characters other than line breaks: names come from data, and a terminal obeys escape sequences.</summary>
    private static string Printable(string text) => string.Concat(text.Select(c => char.IsControl(c) && c is not ('\n' or '\r') ? ' ' : c));
}
