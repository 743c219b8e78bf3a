// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MLNet.Synthetic.Cli;

/// <summary>Writes JSON Lines: an object for each row, with null for what is missing.</summary>
internal sealed class JsonLinesRowWriter : RowWriter
{
    private readonly OutputColumn[] _columns;
    private readonly JsonEncodedText[] _names;
    private readonly Stream _bytes;
    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly Utf8JsonWriter _json;

    public JsonLinesRowWriter(OutputColumn[] columns, Stream bytes)
    {
        (_columns, _bytes) = (columns, bytes);
        _json = new(_line, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _names = [.. columns.Select(c => JsonEncodedText.Encode(c.Format.Name, JavaScriptEncoder.UnsafeRelaxedJsonEscaping))];
    }

    /// <inheritdoc/>
    public override void Write()
    {
        _line.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        for (int j = 0; j < _columns.Length; j++)
        {
            _json.WritePropertyName(_names[j]);
            Write(_columns[j]);
        }

        _json.WriteEndObject();
        _json.Flush();
        _bytes.Write(_line.WrittenSpan);
        _bytes.WriteByte((byte)'\n');
    }

    /// <inheritdoc/>
    public override void Complete() => _bytes.Flush();

    /// <inheritdoc/>
    public override void Dispose() => _json.Dispose();

    private void Write(OutputColumn column)
    {
        if (column.IsMissing)
        {
            _json.WriteNullValue();
            return;
        }

        switch (column.Format.Type)
        {
            case CellType.Text:
                _json.WriteStringValue(column.Text.Span);
                break;
            case CellType.Time:
                _json.WriteStringValue(column.Time.ToString(column.Format.TimeFormat, CultureInfo.InvariantCulture));
                break;
            case CellType.Flag:
                _json.WriteBooleanValue(column.Flag);
                break;
            default:
                _json.WriteNumberValue(column.Number);
                break;
        }
    }
}
