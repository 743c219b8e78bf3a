// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>Which columns of a view a resampling step works on.</summary>
internal static class FeatureSelection
{
    private const string DefaultFeatures = "Features";

    /// <summary>The columns to read.</summary>
    /// <exception cref="ArgumentException">A named column does not exist or has a type that cannot be resampled.</exception>
    public static DataViewSchema.Column[] Of(
        DataViewSchema schema, DataViewSchema.Column label, ResamplingOptions options, FeatureUse use, HostLog log)
    {
        var categorical = options.CategoricalColumnNames.Select(schema.Find).ToArray();
        if (categorical.FirstOrDefault(c => c.Type is VectorDataViewType || !IsUsable(c)) is { Name: not null } vector)
        {
            throw new ArgumentException(
                $"{nameof(ResamplingOptions.CategoricalColumnNames)} names '{vector.Name}', which is {vector.Type}: only scalar columns hold codes of categories.");
        }

        DataViewSchema.Column[] chosen;
        if (options.FeatureColumnNames is { } names)
        {
            chosen = [.. names.Distinct().Select(schema.Find)];
            if (chosen.FirstOrDefault(c => !IsUsable(c)) is { Name: not null } unusable)
                throw new ArgumentException($"{nameof(ResamplingOptions.FeatureColumnNames)} names '{unusable.Name}', which is {unusable.Type} and cannot be resampled.");
        }
        else if (label.Name != DefaultFeatures && schema.GetColumnOrNull(DefaultFeatures) is { Type: VectorDataViewType } features && IsUsable(features))
        {
            chosen = [features];
        }
        else
        {
            chosen = [.. schema.Where(c => !c.IsHidden && c.Index != label.Index && IsUsable(c))];
        }

        if (use == FeatureUse.None)
            return [];
        if (use == FeatureUse.NumericAndNominal)
            return chosen;

        var nominal = chosen.Where(c => IsNominal(c) || categorical.Contains(c)).ToArray();
        if (nominal.Length > 0)
        {
            log.Warn(
                $"{Names(nominal)} {(nominal.Length == 1 ? "is" : "are")} nominal and this algorithm interpolates numbers, so new rows copy {(nominal.Length == 1 ? "it" : "them")} from the row they grew from. SMOTE-NC (SmoteNc, or Oversample) takes both.");
        }

        return [.. chosen.Except(nominal)];
    }

    /// <summary>Kind and role of the columns that were read; columns named by the user are features whatever they look like.</summary>
    public static TableSchema Infer(Table table, string label, ResamplingOptions options, HostLog log)
    {
        string[] read = [.. table.Columns.Select(c => c.Name)];       // those the algorithm can use
        var schema = TableSchema.Outline(table, label, [.. options.CategoricalColumnNames.Intersect(read)]);
        foreach (string name in (options.FeatureColumnNames ?? []).Intersect(read))
            schema = schema.With(name, c => c with { Role = ColumnRole.Feature });

        var left = schema.Columns.Where(c => c.Role is ColumnRole.Id or ColumnRole.Ignore && c.Kind != ColumnKind.Other).ToArray();
        if (left.Length > 0)
        {
            log.Warn(
                $"{string.Join(", ", left.Select(c => $"'{c.Name}' ({(c.Role == ColumnRole.Id ? "an id" : "free text")}: {c.Distinct} different values in {table.Count} rows)"))} " +
                $"will be copied from the row a new row grew from. Name {(left.Length == 1 ? "it" : "them")} in {nameof(ResamplingOptions.FeatureColumnNames)} to resample all the same.");
        }

        return schema;
    }

    /// <summary>Whether a column has a type that algorithms can work on.</summary>
    public static bool IsUsable(DataViewSchema.Column column) => column.Type switch
    {
        VectorDataViewType { IsKnownSize: true, ItemType: NumberDataViewType item } => item.RawType != typeof(long) && item.RawType != typeof(ulong),
        VectorDataViewType => false,
        NumberDataViewType or BooleanDataViewType or TextDataViewType or DateTimeDataViewType or TimeSpanDataViewType => true,
        KeyDataViewType key => key.Count is > 0 and <= ColumnReader.MostLevels,
        _ => false,
    };

    private static bool IsNominal(DataViewSchema.Column column) => column.Type is BooleanDataViewType or TextDataViewType or KeyDataViewType;

    private static string Names(IEnumerable<DataViewSchema.Column> columns) => string.Join(", ", columns.Select(c => $"'{c.Name}'"));
}
