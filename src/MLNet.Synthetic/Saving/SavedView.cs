// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json.Serialization;

namespace MLNet.Synthetic;

/// <summary>The view a synthesizer was fitted on, as the manifest of its file holds it: what <c>Sample</c> needs to give the same schema and rows.</summary>
/// <param name="Columns">All columns, hidden ones too, in order.</param>
/// <param name="Label">Name of the label; null: none.</param>
/// <param name="Classes">The classes of the label; null: there is none, or it holds a quantity.</param>
/// <param name="Learned">Columns that were learned.</param>
/// <param name="Ids">Columns that get new ids.</param>
/// <param name="Missing">Visible columns that get missing values.</param>
internal sealed record SavedView(
    IReadOnlyList<SavedViewColumn> Columns, string? Label, SavedClasses? Classes, IReadOnlyList<string> Learned, IReadOnlyList<string> Ids, IReadOnlyList<string> Missing);

/// <summary>A column of a view.</summary>
/// <param name="Name">Name; of two of a name the earlier is hidden.</param>
/// <param name="Type">Its type.</param>
/// <param name="Annotations">Its annotations: key values, slot names and others.</param>
/// <param name="Source">Where synthetic rows get it from.</param>
internal sealed record SavedViewColumn(string Name, SavedType Type, IReadOnlyList<SavedAnnotation> Annotations, SavedSource Source);

/// <summary>A column type of ML.NET.</summary>
/// <param name="Item"><c>Single</c>, <c>Double</c>, <c>Boolean</c>, <c>SByte</c> to <c>UInt64</c>, <c>Text</c>, <c>DateTime</c>, <c>DateTimeOffset</c>, <c>TimeSpan</c> or <c>RowId</c>.</param>
/// <param name="KeyCount">Number of values of a key; null: no key.</param>
/// <param name="Dimensions">Dimensions of a vector, 0 where unknown; null: no vector.</param>
internal sealed record SavedType(string Item, ulong? KeyCount, IReadOnlyList<int>? Dimensions);

/// <summary>An annotation of a column.</summary>
/// <param name="Kind">Its name, e.g. <c>KeyValues</c>.</param>
/// <param name="Type">Its type: a scalar, or a vector of known size, of numbers, Booleans, texts or keys.</param>
/// <param name="Values">Its values as invariant text.</param>
internal sealed record SavedAnnotation(string Kind, SavedType Type, IReadOnlyList<string> Values);

/// <summary>Where synthetic rows get a column from.</summary>
/// <param name="Kind"><c>missing</c>, <c>drawn</c>, <c>slots</c>, <c>numberIds</c> or <c>textIds</c>.</param>
internal sealed record SavedSource(string Kind)
{
    /// <summary>Drawn: the column of the model.</summary>
    public string? Column { get; init; }

    /// <summary>Slots: the columns of the model, one for each slot or one-hot block.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>Slots: length of the vector.</summary>
    public int? Slots { get; init; }

    /// <summary>Slots: first slot and length of each one-hot block, ascending.</summary>
    public IReadOnlyList<SavedBlock>? OneHot { get; init; }

    /// <summary>Number ids: the first.</summary>
    public double? First { get; init; }

    /// <summary>Number ids: 1 or −1.</summary>
    public int? Step { get; init; }

    /// <summary>Number ids: how many there are.</summary>
    public long? Most { get; init; }

    /// <summary>Text ids: what they begin with.</summary>
    public string? Prefix { get; init; }
}

/// <summary>A one-hot block of a vector.</summary>
/// <param name="Start">Its first slot.</param>
/// <param name="Length">Its slots.</param>
internal sealed record SavedBlock(int Start, int Length);

/// <summary>The classes of a label.</summary>
/// <param name="Names">Names, (k).</param>
/// <param name="Counts">Training rows of each, (k).</param>
/// <param name="Values">The value of each in the label's column: a number, or the code of a level, (k).</param>
internal sealed record SavedClasses(IReadOnlyList<string> Names, IReadOnlyList<int> Counts, IReadOnlyList<double> Values);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, AllowDuplicateProperties = false, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true, MaxDepth = 16)]
[JsonSerializable(typeof(SavedView))]
internal sealed partial class SavedViewJson : JsonSerializerContext;
