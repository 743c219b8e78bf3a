// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>Two fitted tables as one <c>.synth</c> file: the models by Core, the views here.</summary>
internal static class RelationalFile
{
    /// <summary>Algorithm in the manifest of such a file.</summary>
    public const string Algorithm = "Relational";

    /// <summary>One fingerprint of two tables.</summary>
    public static string HashOf(string parents, string children) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(parents + children)));

    /// <summary>Writes a file.</summary>
    public static void Write(string path, SynthesizedRows parents, SynthesizedRows children, RelationalSummary summary, string? hash)
        => SavedSynthesizer.Write(path, parents.Model, new()
        {
            RowCount = summary.ParentRows,
            Seed = parents.Seed,
            TrainingSha256 = hash,
            View = JsonSerializer.SerializeToElement(
                new SavedRelation(SynthesizerFile.Describe(parents), SynthesizerFile.Describe(children), summary), SavedRelationJson.Default.SavedRelation),
        });

    /// <summary>Reads a file.</summary>
    public static RelationalModel Read(string path, MLContext ml)
    {
        var saved = SavedSynthesizer.Read(path);
        if (saved.Model is not FamilyModel model || saved.Manifest.View is not { } json)
            throw new SyntheticDataException(saved.Model is FamilyModel ? "The file holds two tables that were not learned from views. Read it with SavedSynthesizer.Read." : "The file holds one table. Read it with Load.");
        SavedRelation relation;
        try
        {
            relation = json.Deserialize(SavedRelationJson.Default.SavedRelation) ?? throw SavedSchema.Damaged("it is null");
        }
        catch (JsonException e)
        {
            throw SavedSchema.Damaged(e.Message, e);
        }

        var summary = relation.Summary;
        if (saved.Manifest.Seed is not (>= int.MinValue and <= int.MaxValue) || saved.Manifest.RowCount != summary.ParentRows)
            throw SavedSchema.Damaged("its seed or its number of rows is out of range");
        var log = new HostLog(ml, nameof(RelationalSynthesizer));
        int seed = (int)saved.Manifest.Seed;
        var context = new RunContext(new Rng(0));
        var outline = model.Sample(0, null, context);
        var (schema, sources) = SynthesizerFile.Columns(relation.Parents, (saved, type) => ColumnSource.Load(saved, type, outline));
        var key = schema.GetColumnOrNull(summary.KeyColumnName) ?? throw SavedSchema.Damaged("the parents have no key");
        var ofChildren = model.SampleChildren(outline, 0, context);
        int keys = 0;
        var (childSchema, childSources) = SynthesizerFile.Columns(relation.Children, (saved, type) =>
        {
            if (!ColumnSource.IsForeignKeys(saved))
                return ColumnSource.Load(saved, type, ofChildren);
            keys++;
            return ColumnSource.LoadForeignKeys(sources[key.Index], key.Type, model.ParentRowColumnName, type);
        });
        if (keys != 1)
            throw SavedSchema.Damaged("the children have no key of their parents, or more than one");

        return new(new(model, schema, sources, null, Run, seed), new(model, childSchema, childSources, null, Run, seed), summary, saved.Manifest.TrainingSha256);

        RunContext Run(Rng random) => new(random, info: log.Info, warning: log.Warn, device: log.Device);
    }
}

/// <summary>The two views, as the manifest of their file holds them.</summary>
/// <param name="Parents">Columns of the parents, hidden ones too, in order.</param>
/// <param name="Children">Columns of the children.</param>
/// <param name="Summary">What was learned.</param>
internal sealed record SavedRelation(IReadOnlyList<SavedViewColumn> Parents, IReadOnlyList<SavedViewColumn> Children, RelationalSummary Summary);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, AllowDuplicateProperties = false, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true, MaxDepth = 16)]
[JsonSerializable(typeof(SavedRelation))]
internal sealed partial class SavedRelationJson : JsonSerializerContext;
