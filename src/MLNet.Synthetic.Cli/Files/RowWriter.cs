// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.IO.Compression;
using System.Text;
using Microsoft.ML;

namespace MLNet.Synthetic.Cli;

/// <summary>Writes rows in one layout, one after the other, so that any number of them takes the memory of a few.</summary>
internal abstract class RowWriter : IDisposable
{
    private const int RowsBetweenReports = 4096;

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
        if (options.IsStandardOutput)
            return Rows(columns => ForText(columns, options, output));

        string target = Path.GetFullPath(options.Path), temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            long rows;
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                if (options.Format == FileFormat.Parquet)
                {
                    rows = Rows(columns => new ParquetRowWriter(columns, file, cancellation));
                }
                else
                {
                    using var packed = FileFormats.IsGzip(target) ? new GZipStream(file, CompressionLevel.Optimal) : null;
                    using var text = new StreamWriter(packed ?? (Stream)file, new UTF8Encoding(false), bufferSize: 1 << 16) { NewLine = "\n" };
                    rows = Rows(columns => ForText(columns, options, text));
                }
            }

            File.Move(temporary, target, overwrite: true);
            return rows;
        }
        finally
        {
            File.Delete(temporary);
        }

        long Rows(Func<OutputColumn[], RowWriter> open)
        {
            using var cursor = view.GetRowCursor(view.Schema.Where(c => !c.IsHidden && formats.Any(f => f.Name == c.Name)));
            var columns = OutputColumn.Of(formats, cursor);
            using var writer = open(columns);
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

    private static RowWriter ForText(OutputColumn[] columns, OutputOptions options, TextWriter text)
        => options.Format == FileFormat.JsonLines ? new JsonLinesRowWriter(columns, text) : new CsvRowWriter(columns, text, options);
}
