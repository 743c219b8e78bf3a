// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.CommandLine;

namespace MLNet.Synthetic.Cli;

/// <summary>Options of which rows are sampled, shared by the verbs.</summary>
internal sealed class SampleSymbols
{
    private readonly Option<long?> _rows = new("--rows", "-n") { HelpName = "N", Description = "Rows to write; as many as were learned from unless given" };
    private readonly Option<string?> _where = new("--where") { HelpName = "CONDITIONS", Description = "What every row meets, as in \"Age>60 and Sex=Female\"" };

    public SampleSymbols() => _rows.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && long.TryParse(result.Tokens[0].Value, out long rows) && rows < 1)
            result.AddError("--rows must be at least 1.");
    });

    /// <summary>The options.</summary>
    public IEnumerable<Symbol> All => [_rows, _where];

    /// <summary>How many rows; null: not given.</summary>
    public long? Rows(ParseResult parsed) => parsed.GetValue(_rows);

    /// <summary>What every row meets.</summary>
    /// <exception cref="UsageException">The conditions cannot be read.</exception>
    public IReadOnlyList<SampleCondition> Conditions(ParseResult parsed)
    {
        try
        {
            return parsed.GetValue(_where) is string text ? SampleCondition.Parse(text) : [];
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"--where: {e.Message}");
        }
    }
}
