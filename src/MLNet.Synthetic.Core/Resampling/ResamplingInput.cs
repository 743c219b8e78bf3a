// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>What a resampler is given: features, the kind of each, and the class or the numeric label of each row.</summary>
public sealed class ResamplingInput
{
    private const double LargestNumber = 1e150;                       // a sum of squares of larger ones can overflow

    /// <summary>Describes labelled rows.</summary>
    /// <param name="x">Features, (n, d). A nominal column holds codes 0, 1, ...; NaN is a missing cell. Not copied and not changed.</param>
    /// <param name="classes">Class code of each row, (n), from 0 and below the number of class names.</param>
    /// <param name="kinds">Kind of each column, (d); null: all numeric.</param>
    /// <param name="featureNames">Name of each column for messages, (d); null: 0, 1, ...</param>
    /// <param name="classNames">Name of each class, by code; null: 0, 1, ...</param>
    /// <exception cref="ArgumentException">Lengths do not match, a class code is out of range, a kind is undefined, or two classes share a name.</exception>
    /// <exception cref="SyntheticDataException">A feature is infinite or beyond ±1e150, or a nominal code is not a whole number ≥ 0.</exception>
    public ResamplingInput(
        Matrix x,
        int[] classes,
        IReadOnlyList<FeatureKind>? kinds = null,
        IReadOnlyList<string>? featureNames = null,
        IReadOnlyList<string>? classNames = null)
        : this(x, kinds, featureNames)
    {
        ArgumentNullException.ThrowIfNull(classes);
        Classes = classes;
        ClassNames = classNames ?? [.. Enumerable.Range(0, classes.Length == 0 ? 0 : classes.Max() + 1).Select(c => c.ToString())];

        if (classes.Length != x.Rows)
            throw new ArgumentException($"{x.Rows} rows but {classes.Length} class codes.", nameof(classes));
        if (ClassNames.CountBy(name => name).FirstOrDefault(c => c.Value > 1) is { Key: string twice })
            throw new ArgumentException($"Two classes are named '{twice}'.", nameof(classNames));
        if (classes.AsSpan().ContainsAnyExceptInRange(0, ClassNames.Count - 1))
            throw new ArgumentException($"A class code is outside 0 to {ClassNames.Count - 1}.", nameof(classes));
    }

    /// <summary>Describes rows with a numeric label.</summary>
    /// <param name="x">Features, (n, d). A nominal column holds codes 0, 1, ...; NaN is a missing cell. Not copied and not changed.</param>
    /// <param name="target">The label of each row, (n), finite.</param>
    /// <param name="kinds">Kind of each column, (d); null: all numeric.</param>
    /// <param name="featureNames">Name of each column for messages, (d); null: 0, 1, ...</param>
    /// <exception cref="ArgumentException">Lengths do not match.</exception>
    /// <exception cref="SyntheticDataException">A feature or label is infinite, a label is missing, or a nominal code is not a whole number ≥ 0.</exception>
    public ResamplingInput(Matrix x, double[] target, IReadOnlyList<FeatureKind>? kinds = null, IReadOnlyList<string>? featureNames = null)
        : this(x, kinds, featureNames)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.Length != x.Rows)
            throw new ArgumentException($"{x.Rows} rows but {target.Length} labels.", nameof(target));
        int bad = Array.FindIndex(target, t => !double.IsFinite(t));
        if (bad >= 0)
            throw new SyntheticDataException($"The label is {target[bad]} in row {bad}. Replace or remove such rows before this step.");
        Target = target;
    }

    private ResamplingInput(Matrix x, IReadOnlyList<FeatureKind>? kinds, IReadOnlyList<string>? featureNames)
    {
        ArgumentNullException.ThrowIfNull(x);
        X = x;
        Kinds = kinds ?? [.. Enumerable.Repeat(FeatureKind.Numeric, x.Columns)];
        FeatureNames = featureNames ?? [.. Enumerable.Range(0, x.Columns).Select(j => j.ToString())];
        if (Kinds.Count != x.Columns || FeatureNames.Count != x.Columns)
            throw new ArgumentException($"{x.Columns} columns but {Kinds.Count} kinds and {FeatureNames.Count} names.", nameof(kinds));
        if (Kinds.Any(k => !Enum.IsDefined(k)))
            throw new ArgumentException($"{Kinds.First(k => !Enum.IsDefined(k))} is no {nameof(FeatureKind)}.", nameof(kinds));
        HasMissing = CheckCells();
    }

    /// <summary>Features, (n, d).</summary>
    public Matrix X { get; }

    /// <summary>Class code of each row, (n); empty when the label is a number.</summary>
    public int[] Classes { get; } = [];

    /// <summary>The numeric label of each row, (n); null when the label holds classes.</summary>
    public double[]? Target { get; }

    /// <summary>Kind of each feature, (d).</summary>
    public IReadOnlyList<FeatureKind> Kinds { get; }

    /// <summary>Name of each feature, (d).</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    /// <summary>Name of each class, by code.</summary>
    public IReadOnlyList<string> ClassNames { get; } = [];

    /// <summary>Whether a cell is missing.</summary>
    public bool HasMissing { get; }

    /// <summary>Columns of one kind, ascending.</summary>
    public int[] ColumnsOf(FeatureKind kind) => [.. Enumerable.Range(0, Kinds.Count).Where(j => Kinds[j] == kind)];

    /// <summary>The row numbers of each class, by code, ascending.</summary>
    public int[][] RowsByClass()
    {
        var counts = new int[ClassNames.Count];
        foreach (int c in Classes)
            counts[c]++;
        var rows = counts.Select(count => new int[count]).ToArray();
        Array.Clear(counts);
        for (int i = 0; i < Classes.Length; i++)
            rows[Classes[i]][counts[Classes[i]]++] = i;
        return rows;
    }

    /// <summary>Refuses nominal columns and missing cells, for algorithms that only know numbers.</summary>
    /// <param name="algorithm">Name for the message.</param>
    /// <exception cref="SyntheticDataException">A column is nominal or a cell is missing.</exception>
    public void RequireComplete(string algorithm)
    {
        int nominal = Kinds.ToList().IndexOf(FeatureKind.Nominal);
        if (nominal >= 0)
        {
            throw new SyntheticDataException(
                $"{algorithm} interpolates numbers, but column '{FeatureNames[nominal]}' is nominal. Use SMOTE-NC for mixed columns " +
                "or SMOTE-N for nominal ones.");
        }

        if (!HasMissing)
            return;
        int at = IndexOfMissing();
        throw new SyntheticDataException(
            $"{algorithm} needs complete numbers, but '{FeatureNames[at % X.Columns]}' is missing (NaN) in row {at / X.Columns}. " +
            "Replace missing values before this step (in ML.NET: ReplaceMissingValues), or use SMOTE-NC, which measures over the observed cells.");
    }

    /// <summary>Refuses rows without features: no row is nearer than another, and new ones could only be copies.</summary>
    internal void RequireFeatures(string algorithm)
    {
        if (X.Columns == 0)
            throw new SyntheticDataException($"{algorithm} has no feature columns to work on. Name some, or resample at random, which looks at none.");
    }

    private int IndexOfMissing()
    {
        var values = X.Values;
        int at = 0;
        while (!double.IsNaN(values[at]))
            at++;
        return at;
    }

    private bool CheckCells()
    {
        var nominal = Kinds.Select(k => k == FeatureKind.Nominal).ToArray();
        bool anyNominal = nominal.Contains(true), missing = false;
        for (int i = 0; i < X.Rows; i++)
        {
            var row = X[i];
            double sum = 0;                                           // finite · 0 is 0; NaN, ∞ and what overflows to it give NaN
            foreach (double value in row)
                sum += value * (double.MaxValue / LargestNumber) * 0;
            if (sum == 0 && !anyNominal)
                continue;
            for (int j = 0; j < row.Length; j++)
            {
                if (double.IsNaN(row[j]))
                    missing = true;
                else if (double.IsInfinity(row[j]))
                    throw new SyntheticDataException($"Feature '{FeatureNames[j]}' is infinite in row {i}. Replace or remove such values before this step.");
                else if (nominal[j] && (row[j] < 0 || row[j] != (int)row[j]))
                    throw new SyntheticDataException(string.Create(CultureInfo.InvariantCulture, $"Nominal column '{FeatureNames[j]}' holds {row[j]} in row {i}: codes are whole numbers from 0 to {int.MaxValue}."));
                else if (Math.Abs(row[j]) > LargestNumber)
                    throw new SyntheticDataException(string.Create(CultureInfo.InvariantCulture, $"Feature '{FeatureNames[j]}' is {row[j]} in row {i}, too large for distances (±{LargestNumber} at most). Rescale it before this step."));
            }
        }

        return missing;
    }
}
