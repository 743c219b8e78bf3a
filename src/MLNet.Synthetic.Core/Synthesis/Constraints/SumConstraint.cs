// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A total and its parts.</summary>
internal sealed class SumConstraint(string total, IReadOnlyList<string> parts) : TableConstraint([total, .. parts ?? throw new ArgumentNullException(nameof(parts))], fewest: 2)
{
    private const double RelativeRounding = 1e-6;                     // several times that of a float

    public string Total => ColumnNames[0];

    public IReadOnlyList<string> Parts { get; } = [.. parts];

    /// <inheritdoc/>
    public override string ToString() => $"{Total} = {string.Join(" + ", Parts)}";

    internal override RowRule Learn(Table table, TableSchema schema)
    {
        foreach (string name in ColumnNames)
        {
            if (table[name] is not NumericColumn || schema[name].Kind == ColumnKind.Category)
                throw WrongKind(table[name], "numbers");
        }

        return new Rule(this, schema[Total], [.. Parts.Select(p => schema[p])]);
    }

    private sealed class Rule(SumConstraint sum, ColumnSchema total, ColumnSchema[] parts) : RowRule(sum)
    {
        public override Predicate<int> Over(Table table)
        {
            double[] totals = ((NumericColumn)table[total.Name]).Values;
            double[][] cells = [.. parts.Select(p => ((NumericColumn)table[p.Name]).Values)];
            return row =>
            {
                double added = 0, largest = 0;
                foreach (double[] part in cells)
                {
                    added += part[row];
                    largest = Math.Max(largest, Math.Abs(part[row]));
                }

                if (double.IsNaN(added) || double.IsNaN(totals[row]))
                    return true;
                double rounding = total.Decimals is int digits ? 0.5 * Math.Pow(10, -digits) + 1e-12 * largest : RelativeRounding * largest;
                return Math.Abs(totals[row] - added) <= rounding;
            };
        }

        /// <summary>Shifts parts, one after the other within their ranges, until they add up to a total within its own range or to one that is not free; the total then is their sum.</summary>
        public override void Repair(Table table, int row, Predicate<string> isFree)
        {
            double[][] cells = [.. parts.Select(p => ((NumericColumn)table[p.Name]).Values)];
            double[] totals = ((NumericColumn)table[total.Name]).Values;
            if (double.IsNaN(totals[row]) || Array.Exists(cells, c => double.IsNaN(c[row])))
                return;

            double wanted = isFree(total.Name) ? total.Conform(cells.Sum(c => c[row])) : totals[row];
            for (int j = 0; j < parts.Length; j++)
            {
                double lacking = wanted - cells.Sum(c => c[row]);
                if (lacking != 0 && isFree(parts[j].Name))
                    cells[j][row] = parts[j].Conform(cells[j][row] + lacking);
            }

            if (isFree(total.Name))
                totals[row] = DecimalGrid.Round(cells.Sum(c => c[row]), total.Decimals);
        }
    }
}
