// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace MLNet.Synthetic.Cli;

/// <summary>A table whose label has a type that ML.NET's trainers take, and a pipeline of boosted trees for it.</summary>
/// <remarks>Two classes: Boolean, the rarer one is true. More: a key. A quantity: float32. Times are numbers of seconds; a number label with at most 20 values holds classes.</remarks>
internal sealed class LabelledTable
{
    private const string Features = "Features";
    private const int MostClasses = 20, MostLevels = 100;
    private readonly string _label;
    private readonly string[] _numbers, _texts;
    private readonly int _classes;

    public LabelledTable(Table table, string label)
    {
        _label = label;
        var columns = table.Columns.Select(c => c is TimestampColumn times ? new NumericColumn(c.Name, [.. times.Ticks.Select(t => t == TimestampColumn.MissingTicks ? double.NaN : t / (double)TimeSpan.TicksPerSecond)]) : c).ToArray();
        int place = Array.FindIndex(columns, c => c.Name == label);
        if (columns[place].Missing > 0)
            throw new SyntheticDataException($"The label '{label}' is missing in {columns[place].Missing} rows. Remove them first.");
        if (columns[place] is NumericColumn numbers && numbers.Values.Distinct().Take(MostClasses + 1).Count() <= MostClasses)
            columns[place] = Classes(numbers);
        if (columns[place] is CategoryColumn { Levels.Length: 2 } pair)
            columns[place] = RarerLast(pair);
        _classes = columns[place] is CategoryColumn classes ? classes.Levels.Length : 0;
        _numbers = [.. columns.Where(c => c.Name != label && c is NumericColumn).Select(c => c.Name)];
        _texts = [.. columns.Where(c => c.Name != label && c is CategoryColumn).Select(c => c.Name)];
        if (_numbers.Length + _texts.Length == 0)
            throw new SyntheticDataException($"There is no column besides the label '{label}'.");

        var schema = new DataViewSchema.Builder();
        foreach (var column in columns)
            schema.AddColumn(column.Name, column.Name == label ? LabelType : column is NumericColumn ? NumberDataViewType.Single : TextDataViewType.Instance, column.Name == label ? KeyValues(column) : null);
        View = DataViewWriter.ToDataView(new Table(columns), schema.ToSchema());
    }

    /// <summary>The rows.</summary>
    public IDataView View { get; }

    private DataViewType LabelType => _classes switch
    {
        0 => NumberDataViewType.Single,
        2 => BooleanDataViewType.Instance,
        _ => new KeyDataViewType(typeof(uint), _classes),
    };

    /// <summary>Missing numbers filled by the mean, categories as indicators, boosted trees.</summary>
    public IEstimator<ITransformer> Pipeline(MLContext ml)
    {
        IEstimator<ITransformer> pipeline = ml.Transforms.Concatenate(Features, [.. _numbers, .. _texts]);
        if (_texts.Length > 0)
            pipeline = ml.Transforms.Categorical.OneHotEncoding([.. _texts.Select(t => new InputOutputColumnPair(t))], maximumNumberOfKeys: MostLevels).Append(pipeline);
        if (_numbers.Length > 0)
            pipeline = ml.Transforms.ReplaceMissingValues([.. _numbers.Select(n => new InputOutputColumnPair(n))], Microsoft.ML.Transforms.MissingValueReplacingEstimator.ReplacementMode.Mean).Append(pipeline);
        return _classes switch
        {
            0 => pipeline.Append(ml.Regression.Trainers.FastTree(new FastTreeRegressionTrainer.Options { LabelColumnName = _label, FeatureColumnName = Features, NumberOfThreads = 1 })),
            2 => pipeline.Append(ml.BinaryClassification.Trainers.FastTree(Binary())),
            _ => pipeline.Append(ml.MulticlassClassification.Trainers.OneVersusAll(ml.BinaryClassification.Trainers.FastTree(Binary()), _label)),
        };

        FastTreeBinaryTrainer.Options Binary() => new() { LabelColumnName = _label, FeatureColumnName = Features, NumberOfThreads = 1 };
    }

    private static CategoryColumn Classes(NumericColumn numbers)
    {
        double[] values = [.. numbers.Values.Distinct().Order()];
        return new(numbers.Name, Array.ConvertAll(numbers.Values, v => Array.BinarySearch(values, v)), Array.ConvertAll(values, v => v.ToString("R", CultureInfo.InvariantCulture)));
    }

    private static CategoryColumn RarerLast(CategoryColumn pair)
        => pair.Codes.Sum() * 2L <= pair.Count ? pair : new(pair.Name, Array.ConvertAll(pair.Codes, c => 1 - c), [pair.Levels[1], pair.Levels[0]]);

    private DataViewSchema.Annotations? KeyValues(TableColumn label)
    {
        if (_classes <= 2)
            return null;
        var names = Array.ConvertAll(((CategoryColumn)label).Levels, l => l.AsMemory());
        var annotations = new DataViewSchema.Annotations.Builder();
        annotations.Add("KeyValues", new VectorDataViewType(TextDataViewType.Instance, names.Length), (ref VBuffer<ReadOnlyMemory<char>> values) => new VBuffer<ReadOnlyMemory<char>>(names.Length, names).CopyTo(ref values));
        return annotations.ToAnnotations();
    }
}
