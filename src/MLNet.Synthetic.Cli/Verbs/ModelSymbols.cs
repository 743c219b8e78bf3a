// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.CommandLine;

namespace MLNet.Synthetic.Cli;

/// <summary>Options of what is learned, shared by the verbs.</summary>
internal sealed class ModelSymbols
{
    private readonly Option<string?> _label = new("--label", "-l") { HelpName = "COLUMN", Description = "Name of the column that models are to predict" };
    private readonly Option<string> _algorithm = new("--algorithm", "-a") { HelpName = string.Join('|', Algorithms.Names), Description = "What learns the table", DefaultValueFactory = _ => Algorithms.Names[0] };

    private readonly Option<int?> _epochs = new("--epochs") { HelpName = "N", Description = "Most passes over the rows, of an algorithm that trains a network" };
    private readonly Option<string?> _checkpoint = new("--checkpoint") { HelpName = "FILE", Description = "File from which the training of a network goes on when it was interrupted" };

    public ModelSymbols() => _algorithm.AcceptOnlyFromAmong(Algorithms.Names);

    /// <summary>The options.</summary>
    public IEnumerable<Symbol> All => [_label, _algorithm, _epochs, _checkpoint];

    /// <summary>Name of the label; null: none.</summary>
    public string? Label(ParseResult parsed) => parsed.GetValue(_label);

    /// <summary>Settings of the algorithm, which pick it.</summary>
    /// <exception cref="UsageException">It trains no network, and is told how.</exception>
    public SynthesisOptions Options(ParseResult parsed)
    {
        string algorithm = parsed.GetRequiredValue(_algorithm);
        var options = Algorithms.Options(algorithm);
        if (options is NetworkOptions network)
            return network with { Epochs = parsed.GetValue(_epochs) ?? network.Epochs, CheckpointFile = parsed.GetValue(_checkpoint) };
        if (parsed.GetValue(_epochs) is not null || parsed.GetValue(_checkpoint) is not null)
            throw new UsageException($"'{algorithm}' trains no network: it takes neither --epochs nor --checkpoint.");
        return options;
    }
}
