// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics;

namespace MLNet.Synthetic;

/// <summary>Columns in ascending order.</summary>
internal sealed class OrderConstraint(IReadOnlyList<string> columnNames, bool strict) : TableConstraint(columnNames, fewest: 2)
{
    /// <summary>Whether equal values are too few.</summary>
    public bool Strict => strict;

    /// <inheritdoc/>
    public override string ToString() => string.Join(strict ? " < " : " <= ", ColumnNames);

    internal override RowRule Learn(Table table, TableSchema schema)
    {
        var first = table[ColumnNames[0]];
        if (first is not (NumericColumn or TimestampColumn))
            throw WrongKind(first, "numbers or times");
        foreach (string name in ColumnNames)
        {
            if (table[name].GetType() != first.GetType() || schema[name].Kind == ColumnKind.Category)
                throw WrongKind(table[name], first is TimestampColumn ? "times in all columns" : "numbers in all columns, none of them codes of categories");
        }

        return new Rule(this, [.. ColumnNames.Select(n => schema[n])]);
    }

    private sealed class Rule(OrderConstraint order, ColumnSchema[] schemas) : RowRule(order)
    {
        public override Predicate<int> Over(Table table)
        {
            var columns = order.ColumnNames.Select(n => table[n]).ToArray();
            return columns[0] is NumericColumn
                ? Holds(Array.ConvertAll(columns, c => ((NumericColumn)c).Values), double.IsNaN)
                : Holds(Array.ConvertAll(columns, c => ((TimestampColumn)c).Ticks), ticks => ticks == TimestampColumn.MissingTicks);
        }

        /// <summary>Raises what is too small from the front to the back; then lowers, from the back to the front, what still is too large.</summary>
        public override void Repair(Table table, int row, Predicate<string> isFree)
        {
            int[] places = [.. Enumerable.Range(0, schemas.Length).Where(j => !double.IsNaN(TableRows.Number(table[schemas[j].Name], row)))];
            for (int k = 1; k < places.Length; k++)
                Move(places[k], places[k - 1], up: true);
            for (int k = places.Length - 2; k >= 0; k--)
                Move(places[k], places[k + 1], up: false);

            void Move(int j, int reference, bool up)
            {
                if (!isFree(schemas[j].Name))
                    return;
                if (table[schemas[j].Name] is TimestampColumn { Ticks: var ticks })
                {
                    long bound = ((TimestampColumn)table[schemas[reference].Name]).Ticks[row];
                    int gap = order.Strict ? 1 : 0;
                    ticks[row] = up ? Math.Max(ticks[row], bound + gap) : Math.Min(ticks[row], bound - gap);
                    return;
                }

                double[] values = ((NumericColumn)table[schemas[j].Name]).Values;
                double from = ((NumericColumn)table[schemas[reference].Name]).Values[row];
                bool holds = up ? (order.Strict ? values[row] > from : values[row] >= from) : order.Strict ? values[row] < from : values[row] <= from;
                if (!holds)
                    values[row] = up ? DecimalGrid.AtLeast(from, schemas[j].Decimals, order.Strict) : DecimalGrid.AtMost(from, schemas[j].Decimals, order.Strict);
            }
        }

        private Predicate<int> Holds<T>(T[][] columns, Predicate<T> isMissing) where T : INumber<T> => row =>
        {
            int last = -1;                                            // the cell before that is there
            for (int j = 0; j < columns.Length; j++)
            {
                var value = columns[j][row];
                if (isMissing(value))
                    continue;
                if (last >= 0 && (order.Strict ? columns[last][row] >= value : columns[last][row] > value))
                    return false;
                last = j;
            }

            return true;
        };
    }
}
