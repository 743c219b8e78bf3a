// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>Adds an example-weight column that gives rare classes more weight: often as good as new rows, and cheaper.</summary>
/// <remarks>
/// King, Zeng (2001), "Logistic regression in rare events data", Political Analysis 9. The balanced weight of a row of class c is n / (k · n_c) for n rows, k classes and n_c rows of the
/// class. The fitted form is ML.NET's own value mapping; a label that was not seen in training weighs 0, which matters to nobody who only predicts.
/// </remarks>
public sealed class ClassWeighter : IEstimator<TransformerChain<ITransformer>>
{
    private readonly MLContext _ml;
    private readonly string _label;
    private readonly ClassWeightOptions _options;

    /// <summary>Weights for the classes of a label.</summary>
    /// <param name="ml">The context.</param>
    /// <param name="labelColumnName">Name of the label: Boolean, key, text or Single.</param>
    /// <param name="options">Settings; null: the defaults.</param>
    public ClassWeighter(MLContext ml, string labelColumnName = "Label", ClassWeightOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(ml);
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        (_ml, _label, _options) = (ml, labelColumnName, (options ?? new()).Validated());
    }

    /// <summary>Counts the classes.</summary>
    /// <exception cref="ArgumentException">There is no such label, its type takes no weights, or the weight column exists already.</exception>
    /// <exception cref="SyntheticDataException">A label is missing, or a class has no weight.</exception>
    public TransformerChain<ITransformer> Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var label = input.Schema.Find(_label);
        if (input.Schema.GetColumnOrNull(_options.WeightColumnName) is not null)
            throw new ArgumentException($"There is already a column '{_options.WeightColumnName}': choose another {nameof(ClassWeightOptions.WeightColumnName)}.");

        var classes = LabelClasses.Of(DataViewReader.Read(input, [_label]).Columns[0]);
        int[] counts = classes.Counts();
        int[] occurring = [.. Enumerable.Range(0, counts.Length).Where(c => counts[c] > 0)];
        var weights = occurring.Select(c => new ClassWeight(
            c, classes.Names[c], (float)Weight(classes.Names[c], classes.Codes.Length / (occurring.Length * (double)counts[c]))));
        return new([.. Mapping(label.Type, [.. weights]).Fit(input)]);
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        var label = inputSchema.Find(_label);
        DataViewType type = label.IsKey ? new KeyDataViewType(label.ItemType.RawType, 1) : label.ItemType;
        return Mapping(type, [new(0, "0", 1)]).GetOutputSchema(inputSchema);
    }

    private double Weight(string name, double balanced) => _options.Weights is null
        ? balanced
        : _options.Weights.TryGetValue(name, out double weight)
            ? weight
            : throw new SyntheticDataException($"{nameof(ClassWeightOptions.Weights)} has no weight for class '{name}'.");

    private EstimatorChain<ITransformer> Mapping(DataViewType type, ClassWeight[] weights) => type switch
    {
        BooleanDataViewType => By(weights, w => w.Name == bool.TrueString),
        TextDataViewType => By(weights, w => w.Name),
        NumberDataViewType when type.RawType == typeof(float) => By(weights, w => float.Parse(w.Name, CultureInfo.InvariantCulture)),
        KeyDataViewType when type.RawType == typeof(byte) => By(weights, w => (byte)(w.Code + 1)),
        KeyDataViewType when type.RawType == typeof(ushort) => By(weights, w => (ushort)(w.Code + 1)),
        KeyDataViewType when type.RawType == typeof(uint) => By(weights, w => (uint)(w.Code + 1)),
        KeyDataViewType => By(weights, w => (ulong)(w.Code + 1)),
        _ => throw new ArgumentException($"The label '{_label}' is {type}: weights are for Boolean, key, text and Single labels. Convert it first."),
    };

    private EstimatorChain<ITransformer> By<TLabel>(ClassWeight[] weights, Func<ClassWeight, TLabel> raw)
        => new EstimatorChain<ITransformer>().Append((IEstimator<ITransformer>)_ml.Transforms.Conversion.MapValue(
            _options.WeightColumnName, weights.Select(w => KeyValuePair.Create(raw(w), w.Weight)), _label));

    private readonly record struct ClassWeight(int Code, string Name, float Weight);
}
