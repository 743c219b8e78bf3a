// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.CommandLine;

namespace MLNet.Synthetic.Cli;

/// <summary>Options of how files are read, shared by the verbs.</summary>
internal sealed class InputSymbols
{
    private const int MostCursors = 16;                               // each holds a block of drawn rows and its text
    private readonly Option<string[]> _categorical = List("--categorical", "COLUMNS", "Columns that hold categories although they look like numbers or free text, separated by commas");
    private readonly Option<string[]> _ids = List("--id", "COLUMNS", "Columns that number the rows: not learned, and numbered 1, 2, ... in the output");
    private readonly Option<string[]> _ignore = List("--ignore", "COLUMNS", "Columns to leave out");
    private readonly Option<string[]> _missing = new("--missing") { HelpName = "TEXT", Description = "A text that stands for a missing value, besides an empty cell; may be repeated", DefaultValueFactory = _ => [] };
    private readonly Option<string?> _separator = SeparatorOption("Separator of values in CSV: a character or 'tab'; found in the header unless given");
    private readonly Option<bool> _decimalComma = new("--decimal-comma") { Description = "Numbers have a decimal comma, as in 1.234,5" };
    private readonly Option<int?> _threads = ThreadsOption();
    private readonly Option<int?> _seed = new("--seed") { HelpName = "N", Description = "Seed: the same gives the same rows; drawn and told unless given" };

    /// <summary>The options.</summary>
    public IEnumerable<Symbol> All => [_categorical, _ids, _ignore, _missing, _separator, _decimalComma, _seed, _threads];

    /// <summary>How to read files.</summary>
    public TableReadOptions Read(ParseResult parsed) => new()
    {
        Categorical = parsed.GetValue(_categorical) ?? [],
        Ids = parsed.GetValue(_ids) ?? [],
        Ignore = parsed.GetValue(_ignore) ?? [],
        Missing = parsed.GetValue(_missing) ?? [],
        Separator = Separator(parsed.GetValue(_separator)),
        DecimalComma = parsed.GetValue(_decimalComma),
    };

    /// <summary>Most threads; null: all.</summary>
    public int? Threads(ParseResult parsed) => parsed.GetValue(_threads);

    /// <summary>The seed, drawn unless given.</summary>
    public int Seed(ParseResult parsed) => parsed.GetValue(_seed) ?? System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue);

    /// <summary>The option of a separator.</summary>
    public static Option<string?> SeparatorOption(string description)
    {
        var separator = new Option<string?>("--separator") { HelpName = "CHAR", Description = description };
        separator.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && result.Tokens[0].Value is not ("tab" or "\\t" or { Length: 1 } and not ("\"" or "\n" or "\r")))
                result.AddError("--separator must be one character or 'tab'.");
        });
        return separator;
    }

    /// <summary>The separator that a word stands for.</summary>
    public static char? Separator(string? word) => word switch
    {
        null => null,
        "tab" or "\\t" => '\t',
        _ => word[0],
    };

    /// <summary>How many threads format rows.</summary>
    public static int Cursors(int? threads) => Math.Min(threads ?? Environment.ProcessorCount, MostCursors);

    /// <summary>The option of how many threads.</summary>
    public static Option<int?> ThreadsOption()
    {
        var threads = new Option<int?>("--threads") { HelpName = "N", Description = "Most threads; the rows do not depend on it" };
        threads.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int number) && number < 1)
                result.AddError("--threads must be at least 1.");
        });
        return threads;
    }

    /// <summary>An option that takes names separated by commas, and may be repeated.</summary>
    public static Option<string[]> List(string name, string helpName, string description) => new(name)
    {
        HelpName = helpName,
        Description = description,
        CustomParser = result => [.. result.Tokens.SelectMany(t => t.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))],
        DefaultValueFactory = _ => [],
    };
}
