// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json.Serialization;

namespace MLNet.Synthetic;

/// <summary>Settings as the manifest of a saved synthesizer shows them.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BootstrapSmoteOptions))]
[JsonSerializable(typeof(HiddenChowLiuTreeOptions))]
[JsonSerializable(typeof(IndependentColumnsOptions))]
[JsonSerializable(typeof(GaussianCopulaOptions))]
[JsonSerializable(typeof(SequentialTreesOptions))]
[JsonSerializable(typeof(AdversarialForestOptions))]
[JsonSerializable(typeof(TabularOptions))]
internal sealed partial class OptionsJson : JsonSerializerContext;
