// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.CommandLine;
using System.Text.Json.Nodes;

namespace MLNet.Synthetic.Cli;

/// <summary>Options of what is learned, shared by the verbs.</summary>
internal sealed class ModelSymbols
{
    private readonly Option<string?> _label = new("--label", "-l") { HelpName = "COLUMN", Description = "Name of the column that models are to predict" };
    private readonly Option<string> _algorithm = new("--algorithm", "-a") { HelpName = string.Join('|', Algorithms.Names), Description = "What learns the table", DefaultValueFactory = _ => Algorithms.Names[0] };
    private readonly Option<double?> _share = new("--target-dcr-share") { HelpName = "SHARE", Description = "Trees: how near rows may come to the real ones, from 0.5 (no nearer than fresh rows); looks for the setting that has it, and says what it costs" };

    private readonly Option<int?> _epochs = new("--epochs") { HelpName = "N", Description = "Most passes over the rows, of an algorithm that trains a network" };
    private readonly Option<string?> _checkpoint = new("--checkpoint") { HelpName = "FILE", Description = "File from which the training of a network goes on when it was interrupted" };

    public ModelSymbols() => _algorithm.AcceptOnlyFromAmong(Algorithms.Names);

    /// <summary>The options.</summary>
    public IEnumerable<Symbol> All => [_label, _algorithm, _share, _epochs, _checkpoint];

    /// <summary>Name of the label; null: none.</summary>
    public string? Label(ParseResult parsed) => parsed.GetValue(_label);

    /// <summary>Settings of the algorithm, which pick it.</summary>
    /// <exception cref="UsageException">The algorithm does not take an option that is given, or not this value.</exception>
    public SynthesisOptions Options(ParseResult parsed)
    {
        string algorithm = parsed.GetRequiredValue(_algorithm);
        var options = Algorithms.Options(algorithm);
        if (options is NetworkOptions network)
            options = network with { Epochs = parsed.GetValue(_epochs) ?? network.Epochs, CheckpointFile = parsed.GetValue(_checkpoint) };
        else if (parsed.GetValue(_epochs) is not null || parsed.GetValue(_checkpoint) is not null)
            throw new UsageException($"'{algorithm}' trains no network: it takes neither --epochs nor --checkpoint.");
        if (parsed.GetValue(_share) is not double share)
            return options;
        if (options is not SequentialTreesOptions trees)
            throw new UsageException("--target-dcr-share is for --algorithm trees: other algorithms have no knob for privacy.");
        return share is >= 0.5 and < 1
            ? new TabularOptions { TargetDcrShare = share, Trees = trees }
            : throw new UsageException("--target-dcr-share is from 0.5 (no nearer to the real rows than fresh ones) to below 1, e.g. 0.52.");
    }

    /// <summary>Says how a DCR share was reached and what it costs, where one was asked for.</summary>
    public static void SaySearch(SynthesisSummary summary, Terminal terminal, JsonObject result)
    {
        if (summary.PrivacySearch is not { } search)
            return;
        terminal.Say(search.ToString());
        result["privacySearch"] = new JsonObject
        {
            ["targetDcrShare"] = search.TargetDcrShare, ["stopStrength"] = search.StopStrength, ["dcrShare"] = search.Found.DcrShare,
            ["low"] = search.Found.Interval.Low, ["high"] = search.Found.Interval.High, ["isReached"] = search.IsReached, ["heldOutRows"] = search.HeldOutRows,
            ["metric"] = search.Cost?.Metric, ["real"] = search.Cost?.Real, ["before"] = search.Cost?.Before, ["after"] = search.Cost?.After,
        };
    }
}
