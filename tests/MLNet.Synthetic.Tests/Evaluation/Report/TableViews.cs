// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

/// <summary>Tables as views: numbers as float64, categories as text.</summary>
internal static class TableViews
{
    public static IDataView Of(Table table)
    {
        var schema = new DataViewSchema.Builder();
        foreach (var column in table.Columns)
            schema.AddColumn(column.Name, column is NumericColumn ? NumberDataViewType.Double : TextDataViewType.Instance);
        return DataViewWriter.ToDataView(table, schema.ToSchema());
    }
}
