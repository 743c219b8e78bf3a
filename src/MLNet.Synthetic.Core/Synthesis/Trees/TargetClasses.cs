// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The classes that the rows of one node of a tree are told apart by. Keeps working memory: one for each tree that grows.</summary>
internal abstract class TargetClasses
{
    /// <summary>Most classes a node can have.</summary>
    public const int Most = 256;

    /// <summary>The classes of a column's rows.</summary>
    public static TargetClasses Of(TrainingColumn column, int mostBins) => column.Fine is ushort[] fine
        ? new OfNumbers(fine, column.FineSteps, mostBins)
        : new OfCategories(column.Code);

    /// <summary>Numbers the classes that occur in a node from 0.</summary>
    /// <param name="rows">Rows of the node, (m).</param>
    /// <param name="classes">Receives the class of each row, (m).</param>
    /// <param name="counts">Receives the rows of each class, (256).</param>
    /// <returns>Number of classes.</returns>
    public abstract int Number(ReadOnlySpan<int> rows, Span<byte> classes, Span<int> counts);

    private sealed class OfCategories(byte[] codes) : TargetClasses
    {
        private readonly short[] _number = new short[Most];

        public override int Number(ReadOnlySpan<int> rows, Span<byte> classes, Span<int> counts)
        {
            counts.Clear();
            foreach (int row in rows)
                counts[codes[row]]++;
            int found = 0;
            for (int code = 0; code < Most; code++)
            {
                if (counts[code] == 0)
                    continue;
                _number[code] = (short)found;
                counts[found++] = counts[code];
            }

            counts[found..].Clear();
            for (int i = 0; i < rows.Length; i++)
                classes[i] = (byte)_number[codes[rows[i]]];
            return found;
        }
    }

    /// <summary>
    /// Numbers are cut anew in each node, into 1.5 ∛m classes for m rows, so that the tree sees spread, skew and spikes at any scale and large nodes in more detail; the missing value is a class of its own.
    /// </summary>
    private sealed class OfNumbers(ushort[] fine, int steps, int most) : TargetClasses
    {
        private const int Fewest = 4;
        private const double PerCubeRoot = 1.5;
        private readonly int[] _counts = new int[steps];
        private readonly ushort[] _bins = new ushort[steps];

        public override int Number(ReadOnlySpan<int> rows, Span<byte> classes, Span<int> counts)
        {
            int missing = steps - 1, low = missing, high = -1;
            foreach (int row in rows)
            {
                int step = fine[row];
                _counts[step]++;
                if (step == missing)
                    continue;
                low = Math.Min(low, step);
                high = Math.Max(high, step);
            }

            int without = _counts[missing], found = 0;
            if (high >= 0)
            {
                int bins = Math.Min(most, Math.Max(Fewest, (int)Math.Round(PerCubeRoot * Math.Cbrt(rows.Length))));
                found = EqualMass.Group(_counts.AsSpan(low, high + 1 - low), rows.Length - without, bins, _bins.AsSpan(low));
            }

            if (without > 0)
                _bins[missing] = (ushort)found++;

            counts.Clear();
            for (int i = 0; i < rows.Length; i++)
            {
                int step = fine[rows[i]];
                _counts[step] = 0;
                int bin = _bins[step];
                classes[i] = (byte)bin;
                counts[bin]++;
            }

            return found;
        }
    }
}
