// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>Serves a <see cref="Table"/> as an <see cref="IDataView"/>: the way back from <see cref="DataViewReader"/>.</summary>
public static class DataViewWriter
{
    /// <summary>A view of the table's rows with the types and annotations of a schema.</summary>
    /// <param name="table">The rows; they are not copied.</param>
    /// <param name="schema">Type and annotations of each column, as of the view the table was read from; columns that the table lacks are left out.</param>
    /// <exception cref="ArgumentException">A column of the table is not in the schema.</exception>
    public static IDataView ToDataView(Table table, DataViewSchema schema)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(schema);
        var builder = new DataViewSchema.Builder();
        foreach (var column in table.Columns)
        {
            var original = schema.Find(column.Name);
            builder.AddColumn(original.Name, original.Type, original.Annotations);
        }

        return new TableView(builder.ToSchema(), table.Count, places => [.. places.Select(place => table.Columns[place])]);
    }

    /// <summary>A view of a table that came from elsewhere: numbers as Double, categories and free text as text (a missing one is empty), times as DateTime.</summary>
    /// <param name="table">The rows; they are not copied.</param>
    /// <exception cref="ArgumentException">A column holds anything else.</exception>
    public static IDataView ToDataView(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        var builder = new DataViewSchema.Builder();
        foreach (var column in table.Columns)
        {
            builder.AddColumn(column.Name, column switch
            {
                NumericColumn => NumberDataViewType.Double,
                CategoryColumn => TextDataViewType.Instance,
                TimestampColumn => (DataViewType)DateTimeDataViewType.Instance,
                _ => throw new ArgumentException($"Column '{column.Name}' holds {column.Kind}. Only numbers, categories and times have a type of their own; for other columns give the schema.", nameof(table)),
            });
        }

        return new TableView(builder.ToSchema(), table.Count, places => [.. places.Select(place => table.Columns[place])]);
    }
}
