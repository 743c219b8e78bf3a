// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json;
using System.Text.Json.Serialization;

namespace MLNet.Synthetic;

/// <summary>The JSON form of a report.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = false, WriteIndented = true, Converters = [
    typeof(CamelCaseEnum<ScoreDirection>), typeof(CamelCaseEnum<ScoreVerdict>), typeof(CamelCaseEnum<ColumnKind>), typeof(CamelCaseEnum<ReportGrade>), typeof(ColumnShare)])]
[JsonSerializable(typeof(EvaluationReport))]
internal sealed partial class ReportJson : JsonSerializerContext
{
    public static string Write(EvaluationReport report) => JsonSerializer.Serialize(report, Default.EvaluationReport);

    public static EvaluationReport Read(string json, string file)
    {
        try
        {
            using (var document = JsonDocument.Parse(json))
            {
                if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("schemaVersion", out var number) || !number.TryGetInt32(out int version))
                    throw new SyntheticDataException($"'{file}' is no evaluation report: it has no number 'schemaVersion'.");
                if (version is < 1 or > MLNet.Synthetic.EvaluationReport.CurrentSchemaVersion)
                    throw new SyntheticDataException($"'{file}' has schema version {version}; this library reads up to {MLNet.Synthetic.EvaluationReport.CurrentSchemaVersion}. Use a later one.");
            }

            return JsonSerializer.Deserialize(json, Default.EvaluationReport)!;
        }
        catch (JsonException e)
        {
            throw new SyntheticDataException($"'{file}' is no evaluation report: {e.Message}", e);
        }
    }

    /// <summary>Members of an enum as camelCase words.</summary>
    internal sealed class CamelCaseEnum<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false) where T : struct, Enum;

    /// <summary>A column and its share as an object.</summary>
    internal sealed class ColumnShare : JsonConverter<(string Column, double Share)>
    {
        public override (string Column, double Share) Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("column", out var column) && column.ValueKind == JsonValueKind.String
                && document.RootElement.TryGetProperty("share", out var share) && share.TryGetDouble(out double value)
                ? (column.GetString()!, value)
                : throw new JsonException("An object with 'column' and 'share' is wanted.");
        }

        public override void Write(Utf8JsonWriter writer, (string Column, double Share) value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("column", value.Column);
            writer.WriteNumber("share", value.Share);
            writer.WriteEndObject();
        }
    }
}
