// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>Finds constraints that no row can obey together, before any data is looked at.</summary>
/// <remarks>
/// Orders that go in a circle, and ranges that leave no value once they are passed on along the orders. Whatever else contradicts shows when no training row obeys all constraints.
/// </remarks>
internal static class ConstraintConflicts
{
    /// <exception cref="ArgumentException">Constraints contradict each other; the message says which.</exception>
    public static void Check(IReadOnlyList<TableConstraint> constraints)
    {
        var edges = constraints.OfType<OrderConstraint>()
            .SelectMany(c => c.ColumnNames.Zip(c.ColumnNames.Skip(1), (low, high) => (Low: low, High: high, c.Strict, Constraint: c))).ToArray();
        var bounds = new Dictionary<string, (double Low, double High)>();
        foreach (var range in constraints.OfType<RangeConstraint>())
        {
            var (low, high) = Bounds(range.ColumnNames[0]);
            bounds[range.ColumnNames[0]] = (Math.Max(low, range.Minimum), Math.Min(high, range.Maximum));
        }

        string[] columns = [.. edges.SelectMany(e => new[] { e.Low, e.High }).Distinct()];
        CheckCircles(columns, edges.Select(e => (e.Low, e.High)).ToArray());
        for (int round = 0; round < columns.Length; round++)          // a bound passes along one edge a round at least
        {
            foreach (var (low, high, _, _) in edges)
            {
                bounds[low] = Bounds(low) with { High = Math.Min(Bounds(low).High, Bounds(high).High) };
                bounds[high] = Bounds(high) with { Low = Math.Max(Bounds(high).Low, Bounds(low).Low) };
            }
        }

        foreach (var (name, (low, high)) in bounds)
        {
            if (low > high)
            {
                string involved = string.Join(", ", constraints.Where(c => c is OrderConstraint or RangeConstraint).Select(c => $"'{c}'"));
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"No row can obey all constraints: '{name}' would have to be at least {low:R} and at most {high:R}. Look at {involved}."));
            }
        }

        foreach (var (low, high, strict, constraint) in edges)
        {
            if (strict && Bounds(low).Low >= Bounds(high).High)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"No row can obey all constraints: '{constraint}', but '{low}' is at least and '{high}' at most {Bounds(high).High:R}."));
            }
        }

        (double Low, double High) Bounds(string name) => bounds.TryGetValue(name, out var found) ? found : (double.NegativeInfinity, double.PositiveInfinity);
    }

    private static void CheckCircles(string[] columns, (string Low, string High)[] edges)
    {
        var left = columns.ToHashSet();
        while (left.FirstOrDefault(name => !edges.Any(e => e.High == name && left.Contains(e.Low))) is string smallest)
            left.Remove(smallest);
        if (left.Count > 0)
            throw new ArgumentException($"The orders of {string.Join(", ", left.Select(n => $"'{n}'"))} go in a circle: each would have to be below itself.");
    }
}
