// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using CsvHelper;

namespace MLNet.Synthetic.Cli;

/// <summary>Writes comma-separated values.</summary>
internal sealed class CsvRowWriter : RowWriter
{
    private const int LongestNumber = 32;
    private readonly OutputColumn[] _columns;
    private readonly OutputOptions _options;
    private readonly CsvWriter _csv;

    public CsvRowWriter(OutputColumn[] columns, Stream bytes, OutputOptions options)
    {
        (_columns, _options) = (columns, options);
        _csv = CsvWriter.Create(bytes, new() { Separator = options.Separator, NewLine = "\n" }, leaveOpen: true);
    }

    /// <inheritdoc/>
    public override void WriteHeader() => _csv.WriteHeader([.. _columns.Select(c => c.Format.Name)]);

    /// <inheritdoc/>
    public override void Write()
    {
        foreach (var column in _columns)
            Write(column);
        _csv.EndRecord();
    }

    /// <inheritdoc/>
    public override void Complete() => _csv.Flush();

    /// <inheritdoc/>
    public override void Dispose() => _csv.Dispose();

    private void Write(OutputColumn column)
    {
        if (column.IsMissing)
        {
            _csv.WriteField(_options.Missing);
            return;
        }

        switch (column.Format.Type)
        {
            case CellType.Text:
                _csv.WriteField(column.Text.Span, CsvQuoting.WhenNeededOrWhitespace);
                break;
            case CellType.Time:
                _csv.WriteField(column.Time.ToString(column.Format.TimeFormat, CultureInfo.InvariantCulture));
                break;
            case CellType.Flag:
                _csv.WriteField(column.Flag ? "true" : "false");
                break;
            default:
                Span<char> number = stackalloc char[LongestNumber];
                column.Number.TryFormat(number, out int length, "R", CultureInfo.InvariantCulture);
                number = number[..length];
                if (_options.DecimalComma)
                    number.Replace('.', ',');
                _csv.WriteField((ReadOnlySpan<char>)number);
                break;
        }
    }
}
