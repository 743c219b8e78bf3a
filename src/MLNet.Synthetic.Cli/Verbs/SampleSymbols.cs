// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.CommandLine;

namespace MLNet.Synthetic.Cli;

/// <summary>Options of which rows are sampled, shared by the verbs.</summary>
internal sealed class SampleSymbols
{
    private readonly Option<long?> _rows = new("--rows", "-n") { HelpName = "N", Description = "Rows to write; as many as were learned from unless given" };
    private readonly Option<string?> _where = new("--where") { HelpName = "CONDITIONS", Description = "What every row meets, as in \"Age>60 and Sex=Female\"" };

    private readonly Option<string?> _shares = new("--shares") { HelpName = "SHARES", Description = "How the values of one column are shared out, as in \"Churn: yes=0.5, no=0.5\"" };

    public SampleSymbols() => _rows.Validators.Add(result =>
    {
        if (result.Tokens.Count == 1 && long.TryParse(result.Tokens[0].Value, out long rows) && rows < 1)
            result.AddError("--rows must be at least 1.");
    });

    /// <summary>The options.</summary>
    public IEnumerable<Symbol> All => [_rows, _where, _shares];

    /// <summary>How many rows; null: not given.</summary>
    public long? Rows(ParseResult parsed) => parsed.GetValue(_rows);

    /// <summary>What is asked of the rows, read before any work.</summary>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public SampleOptions Options(ParseResult parsed) => new()
    {
        Conditions = Read(parsed, _where, SampleCondition.Parse) ?? [],
        Shares = Read(parsed, _shares, SampleShares.Parse),
    };

    private static T? Read<T>(ParseResult parsed, Option<string?> option, Func<string, T> read) where T : class
    {
        try
        {
            return parsed.GetValue(option) is string text ? read(text) : null;
        }
        catch (ArgumentException e)
        {
            throw new UsageException($"{option.Name}: {CommandLine.Sentence(e)}");
        }
    }
}
