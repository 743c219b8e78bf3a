// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>What a synthesis step does with the rows it draws.</summary>
public sealed class SynthesisMode
{
    private readonly string _description;

    private SynthesisMode(string description) => _description = description;

    /// <summary>Whether the real rows stay, with the synthetic ones behind them.</summary>
    public bool KeepsRealRows { get; private init; }

    /// <summary>Synthetic rows; null: as many as there are training rows, or as the strategy asks for.</summary>
    public int? Rows { get; private init; }

    /// <summary>Which classes grow, and to how many rows; null: rows are drawn without looking at their class.</summary>
    public SamplingStrategy? Strategy { get; private init; }

    /// <summary>The real rows stay, and every class gets the synthetic rows it lacks.</summary>
    /// <param name="strategy">Which classes grow, and to how many rows (real and synthetic together); null: every class to the size of the largest.</param>
    public static SynthesisMode Balance(SamplingStrategy? strategy = null)
    {
        strategy ??= SamplingStrategy.NotMajority;
        return new($"Balance({strategy})") { KeepsRealRows = true, Strategy = strategy };
    }

    /// <summary>The real rows stay, and synthetic ones come behind them.</summary>
    /// <param name="rows">Synthetic rows, ≥ 0; null: as many as there are training rows.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is negative.</exception>
    public static SynthesisMode Append(int? rows = null) => new(Describe(nameof(Append), rows)) { KeepsRealRows = true, Rows = rows };

    /// <summary>Synthetic rows take the place of the real ones.</summary>
    /// <param name="rows">Synthetic rows, ≥ 1; null: as many as there are training rows.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is below 1.</exception>
    public static SynthesisMode Replace(int? rows = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(rows ?? 1, nameof(rows));
        return new(Describe(nameof(Replace), rows)) { Rows = rows };
    }

    /// <inheritdoc/>
    public override string ToString() => _description;

    private static string Describe(string mode, int? rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows ?? 0, nameof(rows));
        return string.Create(CultureInfo.InvariantCulture, $"{mode}({rows})");
    }
}
