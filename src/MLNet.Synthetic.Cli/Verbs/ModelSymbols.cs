// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.CommandLine;

namespace MLNet.Synthetic.Cli;

/// <summary>Options of what is learned, shared by the verbs.</summary>
internal sealed class ModelSymbols
{
    private readonly Option<string?> _label = new("--label", "-l") { HelpName = "COLUMN", Description = "Name of the column that models are to predict" };
    private readonly Option<string> _algorithm = new("--algorithm", "-a") { HelpName = string.Join('|', Algorithms.Names), Description = "What learns the table", DefaultValueFactory = _ => Algorithms.Names[0] };

    public ModelSymbols() => _algorithm.AcceptOnlyFromAmong(Algorithms.Names);

    /// <summary>The options.</summary>
    public IEnumerable<Symbol> All => [_label, _algorithm];

    /// <summary>Name of the label; null: none.</summary>
    public string? Label(ParseResult parsed) => parsed.GetValue(_label);

    /// <summary>Settings of the algorithm, which pick it.</summary>
    public SynthesisOptions Options(ParseResult parsed) => Algorithms.Options(parsed.GetRequiredValue(_algorithm));
}
