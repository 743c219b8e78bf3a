// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>The Boolean column that marks synthetic rows: a constant false, made of a built-in transform, wherever there are none.</summary>
internal static class SyntheticFlag
{
    /// <summary>An estimator that adds the constant column.</summary>
    /// <param name="ml">The context.</param>
    /// <param name="name">Name of the column to add.</param>
    /// <param name="columns">Name and type of the columns there are, scalars only.</param>
    /// <param name="label">The label, used only when nothing else will do, since it may be absent when predicting.</param>
    public static IEstimator<ITransformer> Estimator(MLContext ml, string name, IEnumerable<(string Name, DataViewType Type)> columns, string? label)
    {
        var (carrier, _) = columns
            .Where(c => c.Type is BooleanDataViewType or TextDataViewType || c.Type.RawType == typeof(float) || c.Type.RawType == typeof(double))
            .OrderBy(c => c.Name == label)
            .FirstOrDefault();
        return carrier is null
            ? throw new SyntheticDataException(
                $"The column '{name}' needs a Boolean, text, Single or Double column to be built from, and there is none. Leave {nameof(StepOptions.SyntheticFlagColumnName)} out.")
            : ml.Transforms.Expression(name, "x : false", carrier);
    }
}
