// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json;

namespace MLNet.Synthetic;

/// <summary>How fitted <see cref="IndependentColumns"/> are saved (docs/synth-format.md).</summary>
internal sealed class IndependentColumnsFormat : TableModelFormat
{
    private const string Entry = "columns.bin";

    public override string Algorithm => nameof(IndependentColumns);

    public override string Package => "MLNet.Synthetic.Core";

    public override bool IsOf(ITableModel model) => model is IndependentColumnsModel;

    public override JsonElement? Describe(SynthesisOptions options)
        => options is IndependentColumnsOptions own ? JsonSerializer.SerializeToElement(own, OptionsJson.Default.IndependentColumnsOptions) : null;

    public override void Write(ITableModel model, SavedEntries entries) => entries.Add(Entry, writer =>
    {
        foreach (var column in ((IndependentColumnsModel)model).Columns)
            column.Write(writer);
    });

    public override ITableModel Read(SavedEntries entries, TableSchema schema, Table outline)
        => entries.Read(Entry, reader => new IndependentColumnsModel(schema, MarginalColumn.ReadAll(reader, schema, outline)));
}

/// <summary>How a fitted <see cref="GaussianCopula"/> is saved (docs/synth-format.md).</summary>
internal sealed class GaussianCopulaFormat : TableModelFormat
{
    private const string Entry = "copula.bin";
    private const double LeastEigenvalue = 1e-7;                      // less than any that is written: the columns can be taken in any order

    public override string Algorithm => nameof(GaussianCopula);

    public override string Package => "MLNet.Synthetic.Core";

    public override bool IsOf(ITableModel model) => model is GaussianCopulaModel;

    public override JsonElement? Describe(SynthesisOptions options)
        => options is GaussianCopulaOptions own ? JsonSerializer.SerializeToElement(own, OptionsJson.Default.GaussianCopulaOptions) : null;

    public override void Write(ITableModel model, SavedEntries entries) => entries.Add(Entry, writer =>
    {
        var fitted = (GaussianCopulaModel)model;
        writer.Write(fitted.GibbsSweeps);
        foreach (var column in fitted.Columns)
            column.Write(writer);
        writer.Write(fitted.Correlations.Values);
    });

    public override ITableModel Read(SavedEntries entries, TableSchema schema, Table outline) => entries.Read(Entry, reader =>
    {
        int sweeps = reader.ReadInt32(1, GaussianCopulaOptions.MostSweeps, "the number of Gibbs sweeps"), d = schema.Columns.Count;
        var columns = MarginalColumn.ReadAll(reader, schema, outline);
        double[] values = reader.ReadDoubles();
        reader.Require(values.Length == (long)d * d, $"{values.Length} correlations stand where {d} × {d} belong");
        var correlations = new Matrix(d, d, values);
        reader.Require(IsCorrelation(correlations), "the correlations are not symmetric and positive definite");
        return new GaussianCopulaModel(schema, columns, correlations, sweeps);
    });

    private static bool IsCorrelation(Matrix r)
    {
        var less = new Matrix(r.Rows, r.Columns);                     // R − ε I
        for (int i = 0; i < r.Rows; i++)
        {
            for (int j = 0; j < r.Columns; j++)
            {
                if (!(Math.Abs(r[i, j]) <= 1) || r[i, j] != r[j, i] || (i == j && r[i, j] != 1))
                    return false;
                less[i, j] = r[i, j] - (i == j ? LeastEigenvalue : 0);
            }
        }

        return Cholesky.Factor(less) is not null;
    }
}
