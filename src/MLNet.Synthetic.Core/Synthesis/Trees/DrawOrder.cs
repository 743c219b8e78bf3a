// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The order in which columns are learned and drawn.</summary>
internal static class DrawOrder
{
    private const int MostRows = 20_000, NumberClasses = 6, CategoryClasses = 32;

    /// <summary>Places of the columns, in order: the label, the columns named first, then the rest as asked.</summary>
    public static int[] Of(TrainingColumn[] columns, SequentialTreesOptions options, RunContext run)
    {
        int[] places = [.. Enumerable.Range(0, columns.Length)];
        List<int> order = [.. places.Where(j => columns[j].Codes.Schema.Role == ColumnRole.Label)];
        order.AddRange(options.FirstColumnNames.Select(name => Array.FindIndex(columns, c => c.Codes.Schema.Name == name)).Except(order));
        int[] rest = [.. places.Except(order)];
        order.AddRange(options.Order switch
        {
            ColumnOrder.NumbersFirst => rest.OrderBy(j => columns[j].Codes.IsOrdered ? 0 : columns[j].Codes.MissingDonor),
            ColumnOrder.MostShared => MostShared(columns, order, rest, run),
            _ => rest,
        });
        return [.. order];
    }

    /// <summary>Column after column, the one that shares most information with all before it; at first, with all others.</summary>
    private static List<int> MostShared(TrainingColumn[] columns, List<int> before, int[] rest, RunContext run)
    {
        int d = columns.Length;
        var shared = SharedInformation(columns, run);
        var left = rest.OrderBy(j => columns[j].Codes.Schema.Name, StringComparer.Ordinal).ToList();   // of equals the first, wherever it stands in the table
        var order = new List<int>();
        while (left.Count > 0)
        {
            int[] known = [.. before, .. order];
            int next = left.MaxBy(j => (known.Length == 0 ? Enumerable.Range(0, d) : known).Sum(other => shared[j, other]));
            left.Remove(next);
            order.Add(next);
        }

        return order;
    }

    /// <summary>Mutual information of each pair of columns in nats, (d, d), numbers cut into six classes, less its mean under independence, (a − 1) (b − 1) / 2 n for a and b classes (Miller 1955).</summary>
    private static double[,] SharedInformation(TrainingColumn[] columns, RunContext run)
    {
        int d = columns.Length;
        byte[][] classes = new byte[d][];
        run.ForChunks(d, 1, (j, _, _) => classes[j] = ClassesOf(columns[j]));
        var shared = new double[d, d];
        run.ForChunks(d, 1, (a, _, _) =>
        {
            for (int b = 0; b < a; b++)
                shared[a, b] = shared[b, a] = Information(classes[a], classes[b]);
        });
        return shared;
    }

    private static byte[] ClassesOf(TrainingColumn column)
    {
        int step = Math.Max(1, column.Rows / MostRows);               // evenly spaced rows are enough
        int[] rows = [.. Enumerable.Range(0, (column.Rows + step - 1) / step).Select(i => i * step)];
        if (!column.Codes.IsOrdered)
            return Array.ConvertAll(rows, row => Math.Min(column.Code[row], (byte)(CategoryClasses - 1)));
        var classes = new byte[rows.Length];
        TargetClasses.Of(column, NumberClasses).Number(rows, classes, new int[TargetClasses.Most]);
        return classes;
    }

    private static double Information(byte[] a, byte[] b)
    {
        int n = a.Length, ka = a.Max() + 1, kb = b.Max() + 1;
        var both = new int[ka * kb];
        for (int i = 0; i < n; i++)
            both[a[i] * kb + b[i]]++;
        var (ofA, ofB) = (new int[ka], new int[kb]);
        for (int x = 0; x < ka; x++)
        {
            for (int y = 0; y < kb; y++)
            {
                ofA[x] += both[x * kb + y];
                ofB[y] += both[x * kb + y];
            }
        }

        double sum = 0;
        for (int x = 0; x < ka; x++)
        {
            for (int y = 0; y < kb; y++)
            {
                if (both[x * kb + y] is int count and > 0)
                    sum += (double)count / n * Math.Log((double)count * n / ((double)ofA[x] * ofB[y]));
            }
        }

        return sum - (ofA.Count(c => c > 0) - 1.0) * (ofB.Count(c => c > 0) - 1) / (2.0 * n);
    }
}
