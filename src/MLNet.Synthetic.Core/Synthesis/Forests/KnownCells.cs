// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What is known of some rows, as the laws of a forest weigh it.</summary>
internal sealed class KnownCells
{
    private readonly TableSchema _schema;
    private readonly byte[][] _codes;                                 // of each known column
    private readonly int _rows;

    private KnownCells(TableSchema schema, int rows, (int, long[])[] columns, byte[][] codes) => (_schema, _rows, Columns, _codes) = (schema, rows, columns, codes);

    /// <summary>Places of the known columns, with the point of each row, (m).</summary>
    public (int Column, long[] Points)[] Columns { get; }

    /// <summary>The cells of a table.</summary>
    /// <exception cref="ArgumentException">A column is not in the schema or of another type.</exception>
    public static KnownCells Of(Table table, int rows, TableSchema schema, LeafLaw[] laws)
    {
        foreach (var column in table.Columns)
            _ = schema[column.Name];
        var (columns, codes) = (new List<(int, long[])>(), new List<byte[]>());
        for (int j = 0; j < laws.Length; j++)
        {
            if (GivenColumns.Find(table, schema.Columns[j].Name) is not { } found)
                continue;
            double[] numbers = laws[j].Codes.Codec.Encode(found);
            columns.Add((j, Array.ConvertAll(numbers, laws[j].PointOf)));
            codes.Add(Array.ConvertAll(numbers, laws[j].Codes.CodeOf));
        }

        return new(schema, rows, [.. columns], [.. codes]);
    }

    /// <summary>The code of each column in a row; −1 where nothing is known, or a value that training never met.</summary>
    public void Codes(int row, int[] codes)
    {
        Array.Fill(codes, -1);
        for (int k = 0; k < Columns.Length; k++)
        {
            if (Columns[k].Points[row] != LeafLaw.Unseen)
                codes[Columns[k].Column] = _codes[k][row];
        }
    }

    /// <summary>How many values of a row training never met.</summary>
    public int Unseen(int row) => Columns.Count(c => c.Points[row] == LeafLaw.Unseen);

    /// <summary>Columns with values that training never met, and how many.</summary>
    public IEnumerable<(string Name, int Count)> UnseenByColumn()
        => Columns.Select(c => (_schema.Columns[c.Column].Name, c.Points.AsSpan().Count(LeafLaw.Unseen))).Where(c => c.Item2 > 0);

    /// <summary>Rows of which the same is known, by their first row.</summary>
    public int[][] Groups() => [.. Enumerable.Range(0, _rows).GroupBy(row => row, new SamePoints(Columns)).Select(g => g.ToArray())];

    private sealed class SamePoints((int Column, long[] Points)[] columns) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) => Array.TrueForAll(columns, c => c.Points[x] == c.Points[y]);

        public int GetHashCode(int row)
        {
            var hash = new HashCode();
            foreach (var (_, points) in columns)
                hash.Add(points[row]);
            return hash.ToHashCode();
        }
    }
}
