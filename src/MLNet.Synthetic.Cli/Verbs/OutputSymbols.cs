// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.CommandLine;

namespace MLNet.Synthetic.Cli;

/// <summary>Options of where rows are written, shared by the verbs.</summary>
internal sealed class OutputSymbols
{
    private readonly Option<string> _path = new("--output", "-o") { HelpName = "FILE", Description = "File to write (.csv, .tsv, .parquet, .jsonl, also .csv.gz and .jsonl.gz); - is standard output", Required = true };
    private readonly Option<string?> _format = new("--format") { HelpName = "csv|parquet|jsonl", Description = "Format to write; by the ending of the file unless given" };
    private readonly Option<string?> _flag = new("--flag") { HelpName = "NAME", Description = "Add a column that is true for synthetic rows" };

    public OutputSymbols() => _format.AcceptOnlyFromAmong("csv", "parquet", "jsonl");

    /// <summary>The options.</summary>
    public IEnumerable<Symbol> All => [_path, _format, _flag];

    /// <summary>Name of the column that marks synthetic rows; null: none.</summary>
    public string? Flag(ParseResult parsed) => parsed.GetValue(_flag);

    /// <summary>Where to write, checked before any work.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="read">How the input is read: the output has the same separator and decimal sign.</param>
    /// <param name="inputs">Files that must not be overwritten.</param>
    /// <exception cref="UsageException">The rows cannot be written like that.</exception>
    public OutputOptions Options(ParseResult parsed, TableReadOptions read, params string?[] inputs)
    {
        string path = parsed.GetRequiredValue(_path);
        bool toOutput = path == OutputOptions.StandardOutput;
        var format = parsed.GetValue(_format) switch
        {
            "csv" => FileFormat.Csv,
            "parquet" => FileFormat.Parquet,
            "jsonl" => FileFormat.JsonLines,
            _ when toOutput => FileFormat.Csv,
            _ => Known(path),
        };
        if (toOutput && format == FileFormat.Parquet)
            throw new UsageException("Parquet cannot be written to standard output. Name a file, or use --format csv or jsonl.");
        if (!toOutput && format == FileFormat.Parquet && FileFormats.IsGzip(path))
            throw new UsageException($"Parquet packs itself: write '{path[..^3]}'.");
        if (!toOutput)
        {
            string full = Path.GetFullPath(path);
            if (inputs.Any(input => input is not null && Path.GetFullPath(input) == full))
                throw new UsageException($"'{path}' is also read. Write to another file.");
            if (Directory.Exists(full))
                throw new UsageException($"'{path}' is a folder. Name a file in it.");
            if (Path.GetDirectoryName(full) is string folder && !Directory.Exists(folder))
                throw new UsageException($"There is no folder '{folder}' to write to.");
        }

        char separator = read.Separator ?? (FileFormats.IsTabbed(path) ? '\t' : read.DecimalComma ? ';' : ',');
        return new(path, format, separator, read.DecimalComma, read.Missing.Count > 0 ? read.Missing[0] : "");
    }

    /// <summary>Columns of the output: those of the input, and the flag.</summary>
    public IReadOnlyList<ColumnFormat> Columns(ParseResult parsed, IReadOnlyList<ColumnFormat> formats)
    {
        if (Flag(parsed) is not string flag)
            return formats;
        return formats.Any(f => f.Name == flag)
            ? throw new UsageException($"There is already a column '{flag}'. Give --flag another name.")
            : [.. formats, new(flag, CellType.Flag)];
    }

    private static FileFormat Known(string path)
    {
        try
        {
            return FileFormats.Of(path);
        }
        catch (SyntheticDataException e)
        {
            throw new UsageException(e.Message);
        }
    }
}
