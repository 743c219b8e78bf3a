// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.ML;

namespace MLNet.Synthetic.Cli;

/// <summary>The rows of a view as CSV or JSON Lines: drawn and formatted on several threads, written in order.</summary>
/// <remarks>
/// Every cursor of the view has a thread that formats its rows into pieces of bytes, of one batch each; the pieces are written in the order of their batches, as ML.NET asks. Where a piece ends
/// depends on the rows only, so that the bytes are the same for any number of threads, packed (a gzip member for each piece) or not. A thread is at most <see cref="PiecesAhead"/> pieces ahead.
/// </remarks>
internal sealed class TextRows(IDataView view, IReadOnlyList<ColumnFormat> formats, OutputOptions options, IProgress<RunProgress>? progress)
{
    private const int RowsInPiece = 4096, PiecesAhead = 16;

    /// <summary>Writes all rows.</summary>
    /// <param name="write">Writes a piece; called in order, by the calling thread.</param>
    /// <param name="cancellation">Asks to stop.</param>
    /// <returns>Number of rows.</returns>
    public long WriteTo(Action<ReadOnlyMemory<byte>> write, CancellationToken cancellation)
    {
        var cursors = view.GetRowCursorSet(OutputColumn.Needed(formats, view.Schema), options.Threads);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Line[] lines = [.. cursors.Select(cursor => new Line(cursor, new BlockingCollection<Piece>(PiecesAhead)))];
        Task[] work = [.. lines.Select(line => Task.Factory.StartNew(
            () => Format(line, isShared: lines.Length > 1, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
        try
        {
            write(Header());
            return Merge(lines, work, write, cancellation);
        }
        finally
        {
            stop.Cancel();
            ((IAsyncResult)Task.WhenAll(work)).AsyncWaitHandle.WaitOne();          // faults were thrown where their piece was due
            foreach (var line in lines)
            {
                line.Pieces.Dispose();
                line.Cursor.Dispose();
            }
        }
    }

    private long Merge(Line[] lines, Task[] work, Action<ReadOnlyMemory<byte>> write, CancellationToken cancellation)
    {
        long rows = 0, total = view.GetRowCount() ?? 0;
        var heads = lines.Select((line, k) => Next(line, work[k], cancellation)).ToArray();
        while (heads.Any(head => head is not null))
        {
            int first = 0;
            for (int k = 1; k < heads.Length; k++)
            {
                if (heads[first] is null || heads[k]?.Batch < heads[first]!.Batch)
                    first = k;
            }

            write(heads[first]!.Bytes);
            rows += heads[first]!.Rows;
            progress?.Report(new("write rows", rows, Math.Max(rows, total)));
            heads[first] = Next(lines[first], work[first], cancellation);
        }

        cancellation.ThrowIfCancellationRequested();
        return rows;
    }

    /// <summary>The next piece of a thread; null: there is none.</summary>
    private static Piece? Next(Line line, Task work, CancellationToken cancellation)
    {
        if (line.Pieces.TryTake(out var piece, Timeout.Infinite, cancellation))
            return piece;
        work.GetAwaiter().GetResult();
        return null;
    }

    private ReadOnlyMemory<byte> Header()
    {
        using var bytes = new MemoryStream();
        using var writer = Open([.. formats.Select(OutputColumn.Empty)], bytes);
        writer.WriteHeader();
        writer.Complete();
        return Packed(bytes);
    }

    private void Format(Line line, bool isShared, CancellationToken cancellation)
    {
        try
        {
            using var bytes = new MemoryStream();
            var cursor = line.Cursor;
            var columns = OutputColumn.Of(formats, cursor, isShared);
            using var writer = Open(columns, bytes);
            long batch = 0;
            int rows = 0;
            while (cursor.MoveNext())
            {
                if (rows == RowsInPiece || (rows > 0 && cursor.Batch != batch))
                    Hand();
                batch = cursor.Batch;
                foreach (var column in columns)
                    column.Read();
                writer.Write();
                rows++;
            }

            if (rows > 0)
                Hand();

            void Hand()
            {
                writer.Complete();
                line.Pieces.Add(new(batch, rows, Packed(bytes)), cancellation);
                bytes.SetLength(0);
                rows = 0;
            }
        }
        finally
        {
            line.Pieces.CompleteAdding();
        }
    }

    private RowWriter Open(OutputColumn[] columns, Stream bytes)
        => options.Format == FileFormat.JsonLines ? new JsonLinesRowWriter(columns, bytes) : new CsvRowWriter(columns, bytes, options);

    private ReadOnlyMemory<byte> Packed(MemoryStream bytes)
    {
        if (!FileFormats.IsGzip(options.Path))
            return bytes.ToArray();
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes.GetBuffer(), 0, (int)bytes.Length);
        return packed.ToArray();
    }

    /// <summary>A cursor and the pieces made of its rows.</summary>
    private sealed record Line(DataViewRowCursor Cursor, BlockingCollection<Piece> Pieces);

    /// <summary>Formatted rows of one batch.</summary>
    private sealed record Piece(long Batch, int Rows, ReadOnlyMemory<byte> Bytes);
}
