// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Combinations of values that occur in the training rows; of one-hot columns, those with exactly one 1.</summary>
internal sealed class CombinationConstraint(IReadOnlyList<string> columnNames, bool oneHot) : TableConstraint(columnNames, fewest: 2)
{
    /// <inheritdoc/>
    public override string ToString() => oneHot ? $"exactly one of {string.Join(", ", ColumnNames)} is 1" : $"known combinations of {string.Join(", ", ColumnNames)}";

    /// <summary>Whether exactly one of the columns is 1.</summary>
    public bool IsOneHot => oneHot;

    internal override RowRule Learn(Table table, TableSchema schema) => Learn(table, weights: null);

    /// <summary>The combinations of a table.</summary>
    /// <param name="table">Rows.</param>
    /// <param name="weights">How many training rows each of them stands for; null: one.</param>
    public Rule Learn(Table table, int[]? weights)
    {
        var columns = ColumnNames.Select(n => table[n]).ToArray();
        foreach (var column in columns)
        {
            if (oneHot && column is TimestampColumn)
                throw WrongKind(column, "0 and 1, or False and True,");
        }

        return new Rule(this, oneHot, Combinations.Of(columns, weights));
    }

    internal sealed class Rule(CombinationConstraint combination, bool oneHot, Combinations known) : RowRule(combination)
    {
        /// <summary>The combinations that occur in the training rows.</summary>
        public Combinations Known => known;

        public override Predicate<int> Over(Table table)
        {
            var columns = combination.ColumnNames.Select(n => table[n]).ToArray();
            if (!oneHot)
            {
                int[] codes = known.CodesOf(columns);
                return WhereObserved(table, combination.ColumnNames, row => codes[row] >= 0);
            }

            return WhereObserved(table, combination.ColumnNames, row =>
            {
                int ones = 0;
                foreach (var column in columns)
                {
                    bool? bit = Bit(column, row);
                    if (bit is null)
                        return false;
                    ones += bit.Value ? 1 : 0;
                }

                return ones == 1;
            });
        }

        /// <summary>Takes the known combination that shares most cells with the row, all that are not free among them; of several the first that occurred.</summary>
        public override void Repair(Table table, int row, Predicate<string> isFree)
        {
            var columns = combination.ColumnNames.Select(n => table[n]).ToArray();
            bool[] free = [.. combination.ColumnNames.Select(n => isFree(n))];
            if (known.Nearest(columns, row, free, Over(known.Table)) is int nearest)
                known.Write(nearest, columns, row);
        }

        private static bool? Bit(TableColumn column, int row) => column switch
        {
            NumericColumn { Values: var values } => values[row] switch { 0 => false, 1 => true, _ => null },
            CategoryColumn { Codes: var codes, Levels: var levels } => levels[codes[row]].ToUpperInvariant() switch { "0" or "FALSE" => false, "1" or "TRUE" => true, _ => null },
            _ => null,
        };
    }
}
