// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers;

namespace MLNet.Synthetic;

/// <summary>Logistic regression that tells the rows of two tables apart: standardised numbers with an indicator of missing ones, and the most frequent categories one-hot.</summary>
internal static class LinearDetector
{
    /// <summary>Most categories of a column that have a feature of their own; the others share none.</summary>
    public const int MostLevels = 100;

    /// <summary>Scores of the rows of a fold by a model of the others.</summary>
    public static FoldScores Score(MLContext ml, PooledRows rows, int fold)
    {
        var encoding = Encoding.Of(rows, fold);
        var (train, test) = DetectionRow.Split(rows, fold, encoding.Features, encoding.Size, ml);
        var trainer = ml.BinaryClassification.Trainers.LbfgsLogisticRegression(new LbfgsLogisticRegressionBinaryTrainer.Options
        {
            LabelColumnName = nameof(DetectionRow.IsSecond),
            FeatureColumnName = nameof(DetectionRow.Features),
            L1Regularization = 0,
            L2Regularization = 1,
            OptimizationTolerance = 1e-5f,
            MaximumNumberOfIterations = 100,
            NumberOfThreads = 1,
        });
        return DetectionRow.Scores(trainer.Fit(train).Transform(test), []);
    }

    /// <summary>Where each column's features begin, and how its values are turned into them: learned from the rows outside the fold.</summary>
    private sealed record Encoding(IReadOnlyList<ColumnEncoding> Columns, int Size)
    {
        public static Encoding Of(PooledRows rows, int fold)
        {
            int[] train = [.. Enumerable.Range(0, rows.Count).Where(i => rows.Fold[i] != fold)];
            var columns = new List<ColumnEncoding>();
            int next = 0;
            foreach (var column in rows.Columns)
            {
                columns.Add(ColumnEncoding.Of(column, train, next));
                next += columns[^1].Size;
            }

            return new(columns, next);
        }

        public VBuffer<float> Features(int row)
        {
            List<int> places = [];
            List<float> values = [];
            foreach (var column in Columns)
                column.Add(row, places, values);
            return new(Size, places.Count, [.. values], [.. places]);
        }
    }

    private sealed record ColumnEncoding(PooledColumn Column, int First, int Size, double Mean, double Deviation, Dictionary<int, int> Places)
    {
        public static ColumnEncoding Of(PooledColumn column, int[] train, int first)
        {
            if (column.Numbers is not { } numbers)
            {
                var frequent = train.CountBy(i => column.Codes[i]).OrderByDescending(c => c.Value).ThenBy(c => c.Key).Take(MostLevels).Select((c, place) => (c.Key, place)).ToDictionary();
                return new(column, first, frequent.Count, 0, 0, frequent);
            }

            double[] observed = [.. train.Select(i => numbers[i]).Where(double.IsFinite)];
            double mean = observed.Length == 0 ? 0 : observed.Average();
            double deviation = observed.Length == 0 ? 0 : Math.Sqrt(observed.Average(v => (v - mean) * (v - mean)));
            return new(column, first, 2, double.IsFinite(deviation) ? mean : 0, double.IsFinite(deviation) ? deviation : 0, []);
        }

        public void Add(int row, List<int> places, List<float> values)
        {
            if (Column.Numbers is null)
            {
                if (Places.TryGetValue(Column.Codes[row], out int place))
                    Set(place, 1);
                return;
            }

            double value = Column.Numbers[row];
            if (!double.IsFinite(value))
                Set(1, 1);                                            // missing
            else if (Deviation > 0)
                Set(0, (float)Math.Clamp((value - Mean) / Deviation, -1e3, 1e3));

            void Set(int place, float to)
            {
                places.Add(First + place);
                values.Add(to);
            }
        }
    }
}
