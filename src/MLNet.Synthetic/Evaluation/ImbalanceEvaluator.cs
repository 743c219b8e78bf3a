// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>Reads the labels and the output of a classifier from a scored view and measures them.</summary>
internal static class ImbalanceEvaluator
{
    public static ImbalanceMetrics Evaluate(IDataView scored, string label, ImbalanceMetricsOptions options)
    {
        ArgumentNullException.ThrowIfNull(scored);
        ArgumentException.ThrowIfNullOrEmpty(label);
        var predicted = scored.Schema.Find(options.PredictedLabelColumnName);
        return predicted.Type switch
        {
            BooleanDataViewType => Binary(scored, label, options),
            KeyDataViewType or TextDataViewType => Classes(scored, label, options),
            _ => throw new ArgumentException(
                $"'{predicted.Name}' is {predicted.Type}. A binary classifier predicts a Boolean, a multi-class one a key (or the text behind it).", nameof(scored)),
        };
    }

    private static ImbalanceMetrics Binary(IDataView scored, string label, ImbalanceMetricsOptions options)
    {
        bool hasScore = scored.Schema.GetColumnOrNull(options.ScoreColumnName) is { Type: NumberDataViewType };
        bool hasProbability = scored.Schema.GetColumnOrNull(options.ProbabilityColumnName) is { Type: NumberDataViewType };
        var table = Read(scored, label, options.PredictedLabelColumnName, hasScore ? options.ScoreColumnName : null, hasProbability ? options.ProbabilityColumnName : null);
        return ImbalanceMetrics.OfBinary(
            LabelClasses.PositivesOf(table[label]),
            LabelClasses.PositivesOf(table[options.PredictedLabelColumnName]),
            hasScore ? table[options.ScoreColumnName].Finite() : null,
            hasProbability ? table[options.ProbabilityColumnName].Finite() : null,
            options);
    }

    private static ImbalanceMetrics Classes(IDataView scored, string label, ImbalanceMetricsOptions options)
    {
        var score = scored.Schema.GetColumnOrNull(options.ScoreColumnName);
        bool hasScore = score is { Type: VectorDataViewType { IsKnownSize: true, ItemType: NumberDataViewType } };
        var table = Read(scored, label, options.PredictedLabelColumnName, hasScore ? options.ScoreColumnName : null);
        var predicted = Names(table[options.PredictedLabelColumnName]);
        var actual = LabelClasses.Of(table[label]);
        Matrix? scores = hasScore ? ((NumericVectorColumn)table[options.ScoreColumnName]).Values : null;

        // The trainer's classes in the order of its scores; behind them classes that only the label has.
        string[] trained = scores is null ? predicted.Names : score!.Value.SlotNamesOrNull(scores.Columns) ?? predicted.Names;
        string[] occurring = [.. actual.Counts().Zip(actual.Names).Where(c => c.First > 0).Select(c => c.Second)];
        string[] all = [.. trained.Union(predicted.Names).Union(occurring)];
        return ImbalanceMetrics.OfClasses(Codes(actual, all), Codes(predicted, all), all, Probabilities(scores, trained, all), options);
    }

    /// <summary>The scores as probabilities of all classes, 0 for those the trainer does not know; null where they are none.</summary>
    private static Matrix? Probabilities(Matrix? scores, string[] trained, string[] all)
    {
        if (scores is null || scores.Columns != trained.Length || ClassProbabilities.FirstOther(scores) is not null)
            return null;
        if (all.Length == trained.Length)
            return scores;
        var wider = new Matrix(scores.Rows, all.Length);
        for (int i = 0; i < scores.Rows; i++)
            scores[i].CopyTo(wider[i]);
        return wider;
    }

    private static LabelClasses Names(TableColumn predicted) => predicted.Missing == 0
        ? LabelClasses.Of(predicted)
        : throw new SyntheticDataException(
            $"'{predicted.Name}' is missing in {predicted.Missing} of {predicted.Count} rows: the model could not score them, usually because a feature is missing. Fill features in with ReplaceMissingValues before the trainer.");

    private static int[] Codes(LabelClasses classes, string[] all)
    {
        int[] places = Array.ConvertAll(classes.Names, name => Array.IndexOf(all, name));
        return Array.ConvertAll(classes.Codes, code => places[code]);
    }

    private static Table Read(IDataView scored, params string?[] columns) => DataViewReader.Read(scored, [.. columns.OfType<string>()]);

    /// <summary>A score or probability column, (n).</summary>
    /// <exception cref="SyntheticDataException">A value is missing or infinite.</exception>
    public static float[] Finite(this TableColumn column)
    {
        float[] values = Array.ConvertAll(((NumericColumn)column).Values, v => (float)v);
        int other = values.Count(v => !float.IsFinite(v));
        return other == 0 ? values : throw new SyntheticDataException(
            $"'{column.Name}' is not a finite number in {other} of {values.Length} rows: the model could not score them, usually because a feature is missing. Fill features in with ReplaceMissingValues before the trainer.");
    }
}
