// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>Scores of the rows that a model has not seen.</summary>
/// <param name="Scores">Score of each row, higher: more likely of the second table.</param>
/// <param name="IsSecond">Whether each is.</param>
/// <param name="Gains">Gain of each column in the model; empty: not known.</param>
internal sealed record FoldScores(float[] Scores, bool[] IsSecond, double[] Gains);

/// <summary>One row as a learner takes it.</summary>
internal sealed class DetectionRow
{
    public bool IsSecond { get; set; }

    public VBuffer<float> Features { get; set; }

    /// <summary>Rows outside and inside a fold as views.</summary>
    public static (IDataView Train, IDataView Test) Split(PooledRows rows, int fold, Func<int, VBuffer<float>> features, int size, MLContext ml)
    {
        var schema = SchemaDefinition.Create(typeof(DetectionRow));
        schema[nameof(Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, size);
        return (View(isIn: false), View(isIn: true));

        IDataView View(bool isIn) => ml.Data.LoadFromEnumerable(
            Enumerable.Range(0, rows.Count).Where(i => rows.Fold[i] == fold == isIn).Select(i => new DetectionRow { IsSecond = rows.IsSecond[i], Features = features(i) }).ToArray(), schema);
    }

    /// <summary>Reads the scores.</summary>
    public static FoldScores Scores(IDataView scored, double[] gains)
    {
        float[] scores = [.. scored.GetColumn<float>("Score")];
        return new(scores, [.. scored.GetColumn<bool>(nameof(IsSecond))], gains);
    }
}
