// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="ClassWeighter"/>.</summary>
public sealed record ClassWeightOptions
{
    /// <summary>Name of the column to add; name it as <c>exampleWeightColumnName</c> of the trainer.</summary>
    public string WeightColumnName { get; init; } = "Weight";

    /// <summary>Weight of a row of each class by class name, &gt; 0; null: n / (k · n_c), so that all classes weigh the same and the mean weight is 1.</summary>
    public IReadOnlyDictionary<string, double>? Weights { get; init; }

    internal ClassWeightOptions Validated()
    {
        ArgumentException.ThrowIfNullOrEmpty(WeightColumnName);
        if (Weights?.Values.Any(w => !(w > 0 && double.IsFinite(w))) == true)
            throw new ArgumentOutOfRangeException(nameof(Weights), "Every weight is a finite number above 0.");
        return this;
    }
}
