// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>The shares of the classes before and after resampling, which travel with the label column as annotations.</summary>
/// <param name="Classes">Names of the classes that occur.</param>
/// <param name="Real">Their shares in the data as it was, π; sums to 1.</param>
/// <param name="Resampled">Their shares in the data as it became, s; sums to 1.</param>
internal sealed record ClassPriors(string[] Classes, float[] Real, float[] Resampled)
{
    private const string ClassesKind = "SyntheticPriorClasses", RealKind = "SyntheticPriorReal", ResampledKind = "SyntheticPriorResampled";

    /// <summary>The priors that a label column carries, null where no step resampled it.</summary>
    public static ClassPriors? From(DataViewSchema.Column label)
        => label.Texts(ClassesKind) is string[] classes && label.Numbers(RealKind) is float[] real && label.Numbers(ResampledKind) is float[] resampled
            ? new(classes, real, resampled)
            : null;

    /// <summary>The priors after a step; where an earlier step resampled the label before, its real priors stay.</summary>
    public static ClassPriors After(ClassPriors? earlier, IReadOnlyList<ClassChange> changes)
    {
        string[] classes = [.. changes.Select(c => c.Class)];
        float[] real = earlier is not null && classes.All(c => earlier.Classes.Contains(c))
            ? [.. classes.Select(c => earlier.Real[Array.IndexOf(earlier.Classes, c)])]
            : Shares(changes.Select(c => c.Before));
        return new(classes, real, Shares(changes.Select(c => c.After)));
    }

    private static float[] Shares(IEnumerable<int> counts)
    {
        double total = counts.Sum(c => (double)c);
        return [.. counts.Select(c => (float)(c / total))];
    }

    /// <summary>The annotations of the label column with the priors added.</summary>
    public DataViewSchema.Annotations AddTo(DataViewSchema.Annotations annotations)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        builder.Add(annotations, name => name is not (ClassesKind or RealKind or ResampledKind));
        var texts = new VectorDataViewType(TextDataViewType.Instance, Classes.Length);
        var numbers = new VectorDataViewType(NumberDataViewType.Single, Classes.Length);
        builder.Add(ClassesKind, texts, (ref VBuffer<ReadOnlyMemory<char>> v) => v = new(Classes.Length, Array.ConvertAll(Classes, c => c.AsMemory())));
        builder.Add(RealKind, numbers, (ref VBuffer<float> v) => v = new(Real.Length, [.. Real]));
        builder.Add(ResampledKind, numbers, (ref VBuffer<float> v) => v = new(Resampled.Length, [.. Resampled]));
        return builder.ToAnnotations();
    }
}
