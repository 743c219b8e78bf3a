// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What there is to learn of a label.</summary>
internal enum LearningKind
{
    Binary,
    Multiclass,
    Regression,
}

/// <summary>What the models of an evaluation learn: the label of the training rows as classes or as a number.</summary>
internal sealed class LabelTask
{
    private const int MostClasses = 50;
    private readonly int[] _classOfLevel;                             // place of a level among the classes; −1: not one of them

    private LabelTask(string label, LearningKind kind, string[] classes, int[] classOfLevel, int positive)
        => (Label, Kind, Classes, _classOfLevel, Positive) = (label, kind, classes, classOfLevel, positive);

    public string Label { get; }

    public LearningKind Kind { get; }

    /// <summary>Names of the classes that the training rows have; empty for a number.</summary>
    public string[] Classes { get; }

    /// <summary>The class that counts as positive: true, 1 or yes of two classes named so, else the rarest in the training rows, the first of several.</summary>
    public int Positive { get; }

    /// <summary>The metric: one that chance and the shares of the classes cannot flatter.</summary>
    public string Metric => Kind switch
    {
        LearningKind.Binary => "AreaUnderRocCurve",
        LearningKind.Multiclass => "MacroAccuracy",
        _ => "RSquared",
    };

    /// <summary>The metric of a model that has learned nothing.</summary>
    public double Chance => Kind switch
    {
        LearningKind.Binary => 0.5,
        LearningKind.Multiclass => 1.0 / Classes.Length,
        _ => 0,
    };

    /// <summary>The task of a label; null where there is none, and why.</summary>
    public static (LabelTask? Task, string? Why) Of(EvaluationData data)
    {
        if (data.LabelColumnName is not string label)
            return (null, $"no label was named, so there is nothing to train a model for: name the column that a model is to predict");
        if (data.Train[label] is not CategoryColumn categories)
        {
            return data.Train[label] is NumericColumn numbers && numbers.Values.Where(v => !double.IsNaN(v)).Distinct().Skip(1).Any()
                ? (new(label, LearningKind.Regression, [], [], 0), null)
                : (null, $"the label '{label}' has one value only in the training rows");
        }

        var counts = new int[categories.Levels.Length];
        foreach (int code in categories.Codes.Where(c => c >= 0))
            counts[code]++;
        int[] occurring = [.. Enumerable.Range(0, counts.Length).Where(c => counts[c] > 0)];
        if (occurring.Length < 2)
            return (null, $"the label '{label}' has {(occurring.Length == 0 ? "no value" : $"one class only ('{categories.Levels[occurring[0]]}')")} in the training rows");
        if (occurring.Length > MostClasses)
            return (null, $"the label '{label}' has {occurring.Length} classes, and models of more than {MostClasses} are not trained here");
        var classOfLevel = new int[counts.Length];
        Array.Fill(classOfLevel, -1);
        for (int c = 0; c < occurring.Length; c++)
            classOfLevel[occurring[c]] = c;
        string[] classes = [.. occurring.Select(c => categories.Levels[c])];
        int affirmative = occurring.Length == 2 ? Array.FindIndex(classes, c => c is "1" || c.Equals("true", StringComparison.OrdinalIgnoreCase) || c.Equals("yes", StringComparison.OrdinalIgnoreCase)) : -1;
        int rarest = Array.IndexOf(occurring, occurring.MinBy(c => counts[c]));
        return (new(label, occurring.Length == 2 ? LearningKind.Binary : LearningKind.Multiclass, classes, classOfLevel, affirmative >= 0 ? affirmative : rarest), null);
    }

    /// <summary>The rows whose label is known and is one of the classes.</summary>
    public Table Usable(Table table)
    {
        double[] targets = Targets(table);
        int[] rows = [.. Enumerable.Range(0, targets.Length).Where(i => !double.IsNaN(targets[i]))];
        return rows.Length == table.Count ? table : table.Take(rows);
    }

    /// <summary>Place of the class, or the number, of each row, (n); NaN where it is missing or no class of the training rows.</summary>
    public double[] Targets(Table table) => table[Label] switch
    {
        CategoryColumn { Codes: var codes } => Array.ConvertAll(codes, code => code < 0 || _classOfLevel[code] < 0 ? double.NaN : _classOfLevel[code]),
        NumericColumn { Values: var values } => Array.ConvertAll(values, v => double.IsFinite(v) ? v : double.NaN),
        var other => throw new SyntheticDataException($"The label '{Label}' is of kind {other.Kind}, which no model of this evaluation predicts."),
    };
}
