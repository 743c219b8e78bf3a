// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Rows of mixed columns as points of a Euclidean space in which every column weighs the same.</summary>
/// <remarks>
/// A number becomes the share of training rows below it (equal ones count half), so that neither its unit nor a long tail matters; one that is missing takes the middle and is marked by a
/// coordinate of its own. A category becomes one coordinate for each of its 30 most frequent levels, one for all others and one for missing. The coordinates of a column are scaled to a total
/// variance of 1 in the training rows, but by no more than 4: hardly varying columns weigh less. A column that does not vary is left out.
/// </remarks>
internal sealed class RankEmbedding
{
    private const int MostLevels = 30;
    private const double LargestScale = 4;
    private readonly Part[] _parts;

    public RankEmbedding(Table train) => _parts = [.. train.Columns.Select(Part.Of).Where(p => p.Width > 0)];

    /// <summary>Number of coordinates, d; 0: no column varies.</summary>
    public int Columns => _parts.Sum(p => p.Width);

    /// <summary>Points of the rows of a table, (n, d).</summary>
    public Matrix Points(Table table)
    {
        var points = new Matrix(table.Count, Columns);
        int first = 0;
        foreach (var part in _parts)
        {
            part.Write(table[part.Column], points, first);
            first += part.Width;
        }

        return points;
    }

    /// <summary>The coordinates of one column.</summary>
    private abstract record Part(string Column, int Width)
    {
        public double Scale { get; private init; } = 1;

        public abstract void Write(TableColumn column, Matrix points, int first);

        public static Part Of(TableColumn train)
        {
            Part part = train is CategoryColumn categories ? LevelPart.Of(categories) : RankPart.Of(train);
            var points = new Matrix(train.Count, part.Width);
            part.Write(train, points, 0);
            double variance = Enumerable.Range(0, part.Width).Sum(j => Variance(points, j));
            return variance > 0 ? part with { Scale = Math.Min(LargestScale, 1 / Math.Sqrt(variance)) } : part with { Width = 0 };
        }

        private static double Variance(Matrix points, int column)
        {
            double sum = 0, squares = 0;
            for (int i = 0; i < points.Rows; i++)
            {
                sum += points[i, column];
                squares += points[i, column] * points[i, column];
            }

            return Math.Max(0, squares / points.Rows - sum / points.Rows * (sum / points.Rows));
        }
    }

    private sealed record RankPart(string Column, double[] Sorted) : Part(Column, 2)
    {
        private const double Middle = 0.5;

        public static new RankPart Of(TableColumn train)
        {
            double[] sorted = [.. Cells.Numbers(train).Where(v => !double.IsNaN(v)).Order()];
            return new(train.Name, sorted);
        }

        public override void Write(TableColumn column, Matrix points, int first)
        {
            double[] values = Cells.Numbers(column);
            for (int i = 0; i < values.Length; i++)
            {
                bool missing = double.IsNaN(values[i]);
                points[i, first] = Scale * (missing || Sorted.Length == 0 ? Middle : Rank(values[i]));
                points[i, first + 1] = missing ? Scale : 0;
            }
        }

        private double Rank(double value) => (Sorted.CountBelow(value) + Sorted.CountUpTo(value)) / (2.0 * Sorted.Length);
    }

    private sealed record LevelPart(string Column, int[] Places, int Width) : Part(Column, Width)
    {
        public static LevelPart Of(CategoryColumn train)
        {
            var counts = new int[train.Levels.Length];
            foreach (int code in train.Codes)
            {
                if (code >= 0)
                    counts[code]++;
            }

            int[] frequent = [.. Enumerable.Range(0, counts.Length).Where(c => counts[c] > 0).OrderByDescending(c => counts[c]).Take(MostLevels)];
            var places = new int[counts.Length];
            Array.Fill(places, frequent.Length);                      // all others
            for (int place = 0; place < frequent.Length; place++)
                places[frequent[place]] = place;
            return new(train.Name, places, frequent.Length + 2);
        }

        public override void Write(TableColumn column, Matrix points, int first)
        {
            int[] codes = ((CategoryColumn)column).Codes;
            for (int i = 0; i < codes.Length; i++)
                points[i, first + (codes[i] < 0 ? Width - 1 : Places[codes[i]])] = Scale;
        }
    }
}
