// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The column in whose order siblings stand, as steps from one to the next: steps are learned, so drawn siblings stand in order too.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Latest">Largest value that was seen: ticks of a time, else 0.</param>
/// <param name="Largest">Largest value that was seen, of a number.</param>
/// <param name="Decimals">Decimals of a number, −1: not known.</param>
internal sealed record SiblingOrder(string Column, long Latest, double Largest, int Decimals)
{
    /// <summary>The order of a table.</summary>
    public static SiblingOrder Of(TableColumn column, ColumnSchema schema) => column is TimestampColumn times
        ? new(column.Name, times.Ticks.Max(), 0, 0)
        : new(column.Name, 0, ((NumericColumn)column).Values.Max(), schema.Decimals ?? -1);

    /// <summary>Children with the step from the one before in place of the value.</summary>
    public Table ToSteps(Table children, TableColumn previous) => With(children, (children[Column], previous) switch
    {
        (TimestampColumn now, TimestampColumn before) => new NumericColumn(Column, [.. now.Ticks.Zip(before.Ticks, (n, b) => (double)(n - b))]),
        (NumericColumn now, NumericColumn before) => new NumericColumn(Column, [.. now.Values.Zip(before.Values, (n, b) => Rounded(n - b))]),
        _ => throw new InvalidOperationException("The order column changed its type."),
    });

    /// <summary>Children with the value in place of the step.</summary>
    public Table FromSteps(Table drawn, TableColumn previous)
    {
        double[] steps = ((NumericColumn)drawn[Column]).Values;
        return With(drawn, previous is TimestampColumn before
            ? new TimestampColumn(Column, [.. before.Ticks.Zip(steps, (b, s) => Math.Min(b + Ticks(s), Latest))])
            : new NumericColumn(Column, [.. ((NumericColumn)previous).Values.Zip(steps, (b, s) => Math.Min(Rounded(b + Step(s)), Largest))]));
    }

    /// <summary>Rows whose step leads beyond the largest value that was seen.</summary>
    public int[] Beyond(Table drawn, TableColumn previous)
    {
        double[] steps = ((NumericColumn)drawn[Column]).Values;
        return [.. Enumerable.Range(0, steps.Length).Where(i => previous is TimestampColumn before ? before.Ticks[i] + Ticks(steps[i]) > Latest : Rounded(((NumericColumn)previous).Values[i] + Step(steps[i])) > Largest)];
    }

    private static Table With(Table children, TableColumn order) => new([.. children.Columns.Select(c => c.Name == order.Name ? order : c)]);

    private static double Step(double step) => double.IsNaN(step) ? 0 : Math.Max(step, 0);

    private static long Ticks(double step) => (long)Math.Min(Math.Round(Step(step)), DateTime.MaxValue.Ticks / 2);

    private double Rounded(double value) => Decimals >= 0 && Math.Abs(value) < 1e15 ? Math.Round(value, Decimals) : value;
}
