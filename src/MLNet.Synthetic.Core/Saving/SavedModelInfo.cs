// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json;

namespace MLNet.Synthetic;

/// <summary>What is known of a model besides the model: for its <see cref="SavedManifest"/>.</summary>
public sealed record SavedModelInfo
{
    /// <summary>Rows of the training table.</summary>
    public required long RowCount { get; init; }

    /// <summary>Settings of the algorithm; null: not known.</summary>
    public SynthesisOptions? Options { get; init; }

    /// <summary>Seed of the fit; null: not known.</summary>
    public long? Seed { get; init; }

    /// <summary>The <see cref="TableHash"/> of the training table; null: not known.</summary>
    public string? TrainingSha256 { get; init; }

    /// <summary>The view the model was fitted on; null: it was fitted on a table.</summary>
    public JsonElement? View { get; init; }
}
