// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.CommandLine;
using System.Text.Json.Nodes;

namespace MLNet.Synthetic.Cli;

/// <summary>What to do about a label, if anything.</summary>
internal sealed class CompareVerb() : Verb(
    "compare", "Cross-validate oversampling, synthesis and thresholds on a table, and say which to take",
    "mlsynth compare data.csv --label y",
    "mlsynth compare data.csv --label y --folds 5 --repeats 1 --minutes 2 --json")
{
    private readonly Argument<string> _data = new("data") { Description = "File of real rows: CSV, Parquet or JSON Lines" };
    private readonly Option<string> _label = new("--label", "-l") { HelpName = "COLUMN", Description = "Name of the column that models are to predict", Required = true };
    private readonly Option<string?> _metric = new("--metric") { HelpName = "NAME", Description = "What counts; Matthews correlation for classes and R squared for quantities unless given" };
    private readonly Option<int> _folds = new("--folds") { HelpName = "N", Description = "Folds of the cross-validation", DefaultValueFactory = _ => new CompareOptions().NumberOfFolds };
    private readonly Option<int> _repeats = new("--repeats") { HelpName = "N", Description = "Times the folds are dealt anew", DefaultValueFactory = _ => new CompareOptions().Repeats };
    private readonly Option<double> _minutes = new("--minutes") { HelpName = "N", Description = "Time budget: what does not fit is left out, and said so", DefaultValueFactory = _ => new CompareOptions().TimeBudget.TotalMinutes };
    private readonly InputSymbols _input = new();

    /// <inheritdoc/>
    protected override IEnumerable<Symbol> Symbols => [_data, _label, _metric, _folds, _repeats, _minutes, .. _input.All];

    /// <inheritdoc/>
    public override int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string path = parsed.GetRequiredValue(_data), label = parsed.GetRequiredValue(_label);
        if (parsed.GetValue(_minutes) is not (> 0 and < 100_000))
            throw new UsageException("--minutes must be above 0.");
        if (parsed.GetValue(_folds) < 2 || parsed.GetValue(_repeats) < 1)
            throw new UsageException("--folds must be at least 2, and --repeats at least 1.");
        int seed = _input.Seed(parsed);

        var result = terminal.Work(progress =>
        {
            progress?.Report(new("read", 0, 1));
            var loaded = LoadedTable.Read(path, _input.Read(parsed), cancellation: cancellation);
            loaded.RequireLabel(label, path);
            var ml = terminal.CreateContext(seed);
            var task = new LabelledTable(loaded.Table, label);
            return ml.Synthetic.Compare(task.View, label, task.Pipeline(ml), new CompareOptions
            {
                Metric = parsed.GetValue(_metric),
                NumberOfFolds = parsed.GetValue(_folds),
                Repeats = parsed.GetValue(_repeats),
                TimeBudget = TimeSpan.FromMinutes(parsed.GetValue(_minutes)),
                Seed = seed,
                Progress = progress,
                Cancellation = cancellation,
            });
        });

        terminal.Say(result.ToString().TrimEnd());
        terminal.Result(new()
        {
            ["verb"] = "compare", ["label"] = label, ["metric"] = result.Metric, ["recommended"] = result.Recommended.Name, ["recommendation"] = result.Recommendation, ["seed"] = seed,
            ["candidates"] = new JsonArray([.. result.Candidates.Select(c => new JsonObject
            {
                ["name"] = c.Name, ["value"] = c.Utility?.Mean, ["difference"] = c.Difference?.Mean, ["beyondChance"] = c.IsBeyondChance, ["copies"] = c.Copies, ["error"] = c.Error,
            })]),
        });
        return ExitCode.Done;
    }
}
