// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Cli;

/// <summary>How a table is laid out in a file.</summary>
internal enum FileFormat
{
    /// <summary>Comma-separated values, or another separator.</summary>
    Csv,

    /// <summary>Apache Parquet.</summary>
    Parquet,

    /// <summary>JSON Lines: one object a line.</summary>
    JsonLines,
}

/// <summary>Formats by the names of files.</summary>
internal static class FileFormats
{
    /// <summary>The format of a file by its ending, also before <c>.gz</c>.</summary>
    /// <exception cref="SyntheticDataException">The ending is not known.</exception>
    public static FileFormat Of(string path) => Ending(path) switch
    {
        ".csv" or ".tsv" or ".tab" or ".txt" => FileFormat.Csv,
        ".parquet" or ".pq" => FileFormat.Parquet,
        ".jsonl" or ".ndjson" => FileFormat.JsonLines,
        _ => throw new SyntheticDataException($"The format of '{path}' is not known by its ending. Use .csv, .tsv, .parquet or .jsonl (.csv.gz and .jsonl.gz too), or say --format."),
    };

    /// <summary>Whether a file is compressed by gzip.</summary>
    public static bool IsGzip(string path) => path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether values of a file are separated by tabs, by its ending.</summary>
    public static bool IsTabbed(string path) => Ending(path) is ".tsv" or ".tab";

    private static string Ending(string path) => Path.GetExtension(IsGzip(path) ? path[..^3] : path).ToLowerInvariant();
}
