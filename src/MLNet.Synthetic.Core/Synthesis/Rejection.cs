// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Draws rows anew until each is accepted, or too many have been drawn in vain.</summary>
/// <remarks>The accepted rows are distributed as drawn rows are that are accepted (von Neumann 1951): no approximation, only work.</remarks>
internal sealed class Rejection
{
    private const int SmallestBatch = 256, FewestRows = 1000;

    /// <summary>The rows: each the first of its candidates that was accepted, or the first of all where none was.</summary>
    public required Table Table { get; init; }

    /// <summary>Rows none of whose candidates was accepted, ascending.</summary>
    public required int[] Open { get; init; }

    /// <summary>Rows whose first candidate was not accepted.</summary>
    public required int Rejected { get; init; }

    /// <summary>Candidates in all.</summary>
    public required long Drawn { get; init; }

    /// <summary>Candidates that were accepted.</summary>
    public required long Accepted { get; init; }

    /// <summary>Draws rows.</summary>
    /// <param name="rows">Rows wanted.</param>
    /// <param name="interchangeable">Whether any accepted candidate will do for any row.</param>
    /// <param name="mostDrawsPerRow">Candidates in all, for each row wanted (of at least 1,000 rows): where to give up.</param>
    /// <param name="draw">Draws one candidate for each row number it is given.</param>
    /// <param name="accepts">Tells of each row of a table of candidates, by its place there, whether it is accepted.</param>
    /// <param name="run">The candidates of attempt t come from the stream forked by t.</param>
    public static Rejection Draw(
        int rows, bool interchangeable, int mostDrawsPerRow, Func<int[], RunContext, Table> draw, Func<Table, int[], Predicate<int>> accepts, RunContext run)
    {
        var pieces = new List<Table>();
        var place = new int[rows];                                    // row → its place in the pieces laid end to end
        int[] open = [.. Enumerable.Range(0, rows)];
        long drawn = 0, accepted = 0, most = (long)mostDrawsPerRow * Math.Max(rows, FewestRows);
        int placed = 0, rejected = 0;
        for (int attempt = 0; attempt == 0 || (open.Length > 0 && drawn < most); attempt++)
        {
            run.Cancellation.ThrowIfCancellationRequested();
            int[] targets = attempt == 0 ? open : Targets(open, (double)accepted / drawn, Math.Max(rows, FewestRows));
            var candidates = draw(targets, run.With(run.Random.Fork("attempt").Fork(attempt)));
            var isAccepted = accepts(candidates, targets);
            bool[] fits = [.. Enumerable.Range(0, targets.Length).Select(i => isAccepted(i))];
            drawn += targets.Length;
            accepted += fits.Count(f => f);
            if (attempt == 0)
            {
                open = [.. open.Where(i => !fits[i])];
                for (int i = 0; i < rows; i++)
                    place[i] = i;
                (rejected, placed) = (open.Length, rows);
                pieces.Add(candidates);
                continue;
            }

            var isOpen = open.ToHashSet();
            var kept = new List<int>();                               // candidates of this attempt that some row takes
            for (int i = 0; i < targets.Length && kept.Count < open.Length; i++)
            {
                int row = interchangeable ? open[kept.Count] : targets[i];
                if (!fits[i] || !isOpen.Remove(row))
                    continue;
                place[row] = placed + kept.Count;
                kept.Add(i);
            }

            open = [.. open.Where(isOpen.Contains)];
            pieces.Add(candidates.Take([.. kept]));
            placed += kept.Count;
        }

        return new() { Table = pieces.Count == 1 ? pieces[0] : TableRows.Concat(pieces).Take(place), Open = open, Rejected = rejected, Drawn = drawn, Accepted = accepted };
    }

    /// <summary>The open rows, over and over, as many as should give each an accepted candidate.</summary>
    private static int[] Targets(int[] open, double acceptance, int most)
    {
        double wanted = acceptance == 0 ? most : 1.5 * open.Length / acceptance;
        var targets = new int[(int)Math.Clamp(wanted, Math.Min(SmallestBatch, most), most)];
        for (int i = 0; i < targets.Length; i++)
            targets[i] = open[i % open.Length];
        return targets;
    }
}
