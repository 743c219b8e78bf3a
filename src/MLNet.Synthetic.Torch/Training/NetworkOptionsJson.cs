// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json.Serialization;

namespace MLNet.Synthetic;

/// <summary>Settings of networks as the manifest of a saved synthesizer shows them. Settings of a new algorithm are a new row here.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, WriteIndented = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CtganOptions))]
[JsonSerializable(typeof(WganOptions))]
[JsonSerializable(typeof(TabularArgnOptions))]
[JsonSerializable(typeof(TvaeOptions))]
internal sealed partial class NetworkOptionsJson : JsonSerializerContext;
