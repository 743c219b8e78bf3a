// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>The columns of a step's output: those of the training view, class shares on its label, and the flag behind them.</summary>
/// <param name="ml">The context.</param>
/// <param name="label">Name of the label; null: none.</param>
/// <param name="options">What the step was told.</param>
internal sealed class StepColumns(MLContext ml, string? label, StepOptions options)
{
    /// <summary>Refuses a label that is named as feature or flag too.</summary>
    /// <exception cref="ArgumentException">It is.</exception>
    public StepColumns Checked()
    {
        if (label is null)
            return this;
        if (options.FeatureColumnNames?.Contains(label) == true || options.CategoricalColumnNames.Contains(label))
            throw new ArgumentException($"The label '{label}' cannot be a feature.", nameof(options));
        if (options.SyntheticFlagColumnName == label)
            throw new ArgumentException($"The label '{label}' cannot be the flag column.", nameof(options));
        return this;
    }

    /// <summary>The columns promised before any data is read.</summary>
    public SchemaShape Shape(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        if (label is not null)
            inputSchema.Find(label);
        if (options.SyntheticFlagColumnName is not string flag)
            return inputSchema;
        var scalars = inputSchema.Where(c => c.Kind == SchemaShape.Column.VectorKind.Scalar && !c.IsKey).Select(c => (c.Name, (DataViewType)c.ItemType));
        return SyntheticFlag.Estimator(ml, flag, scalars, label).GetOutputSchema(inputSchema);
    }

    /// <summary>The constant flag column of views other than the training view; null: none was asked for.</summary>
    /// <exception cref="ArgumentException">There is a column of that name.</exception>
    public ITransformer? Flag(IDataView input)
    {
        if (options.SyntheticFlagColumnName is not string name)
            return null;
        if (input.Schema.GetColumnOrNull(name) is not null)
            throw new ArgumentException($"There is already a column '{name}': choose another {nameof(StepOptions.SyntheticFlagColumnName)}.");
        var scalars = input.Schema.Where(c => !c.IsHidden && c.Type is not (VectorDataViewType or KeyDataViewType)).Select(c => (c.Name, c.Type));
        return SyntheticFlag.Estimator(ml, name, scalars, label).Fit(input);
    }

    /// <summary>The columns of the output for the training view.</summary>
    /// <param name="input">Columns of the training view.</param>
    /// <param name="changes">Rows of each class before and after; empty: they are not known.</param>
    /// <returns>The columns, and the place of the flag among them.</returns>
    public (DataViewSchema Schema, int? Flag) Output(DataViewSchema input, IReadOnlyList<ClassChange> changes)
    {
        var labelColumn = label is null || changes.Count == 0 ? (DataViewSchema.Column?)null : input.Find(label);
        var priors = labelColumn is { } found ? ClassPriors.After(ClassPriors.From(found), changes) : null;
        var builder = new DataViewSchema.Builder();
        foreach (var column in input)
            builder.AddColumn(column.Name, column.Type, column.Index == labelColumn?.Index ? priors!.AddTo(column.Annotations) : column.Annotations);
        if (options.SyntheticFlagColumnName is not string flag)
            return (builder.ToSchema(), null);
        builder.AddColumn(flag, BooleanDataViewType.Instance);
        return (builder.ToSchema(), input.Count);
    }

    /// <summary>Keeps the ids of a step's rows apart from those of other views.</summary>
    public static ulong IdStream(int seed)
    {
        var random = new Rng(seed).Fork("row ids");
        return ((ulong)random.NextSeed() << 32) | ((ulong)random.NextSeed() << 1) | 1;
    }
}
