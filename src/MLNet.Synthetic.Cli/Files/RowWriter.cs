// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic.Cli;

/// <summary>Writes rows in one layout, one after the other, so that any number of them takes the memory of a few.</summary>
internal abstract class RowWriter : IDisposable
{
    private const int RowsBetweenReports = 4096;

    /// <summary>Writes what stands before the first row.</summary>
    public virtual void WriteHeader()
    {
    }

    /// <summary>Writes the row that the columns hold.</summary>
    public abstract void Write();

    /// <summary>Writes what is still held back.</summary>
    public abstract void Complete();

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>Writes a view to a file or to standard output. A file is there whole or not at all.</summary>
    /// <param name="view">The rows.</param>
    /// <param name="formats">How each column is written, in order.</param>
    /// <param name="options">Where to.</param>
    /// <param name="output">Standard output.</param>
    /// <param name="progress">Told how many rows are written.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <returns>Number of rows.</returns>
    public static long WriteAll(
        IDataView view, IReadOnlyList<ColumnFormat> formats, OutputOptions options, TextWriter output, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        if (options.Format == FileFormat.Parquet)
            return WholeFile.Write(options.Path, file => WriteParquet(view, formats, file, progress, cancellation));
        var text = new TextRows(view, formats, options, progress);
        return options.IsStandardOutput
            ? text.WriteTo(piece => output.Write(System.Text.Encoding.UTF8.GetString(piece.Span)), cancellation)
            : WholeFile.Write(options.Path, file => text.WriteTo(piece => file.Write(piece.Span), cancellation));
    }

    private static long WriteParquet(IDataView view, IReadOnlyList<ColumnFormat> formats, Stream file, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        using var cursor = view.GetRowCursor(OutputColumn.Needed(formats, view.Schema));
        var columns = OutputColumn.Of(formats, cursor);
        using var writer = new ParquetRowWriter(columns, file, cancellation);
        long rows = 0, total = view.GetRowCount() ?? 0;
        while (cursor.MoveNext())
        {
            foreach (var column in columns)
                column.Read();
            writer.Write();
            if (++rows % RowsBetweenReports == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(new("write rows", rows, Math.Max(rows, total)));
            }
        }

        cancellation.ThrowIfCancellationRequested();
        writer.Complete();
        return rows;
    }
}
