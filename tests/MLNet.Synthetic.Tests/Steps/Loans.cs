// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

/// <summary>A made loan: 1 in 10 defaults.</summary>
public sealed class Loan
{
    public bool Default { get; set; }

    public float Amount { get; set; }

    public int Age { get; set; }

    public string Job { get; set; } = "";

    public bool Owner { get; set; }

    [KeyType(4)]
    public uint Region { get; set; }

    public string Note { get; set; } = "";
}

/// <summary>Made loans, and what tests do with views of them.</summary>
internal static class Loans
{
    private static readonly string[] Jobs = ["clerk", "nurse", "pilot", "smith"];

    public static IDataView View(MLContext ml, int rows = 600, int seed = 1) => ml.Data.LoadFromEnumerable(Make(rows, seed));

    public static Loan[] Make(int rows, int seed = 1)
    {
        var random = new Rng(seed);
        return [.. Enumerable.Range(0, rows).Select(i =>
        {
            bool bad = i % 10 == 3;
            return new Loan
            {
                Default = bad,
                Amount = (float)(1000 + 300 * random.NextGaussian() + (bad ? 400 : 0)),
                Age = 20 + random.Next(40) + (bad ? 5 : 0),
                Job = Jobs[bad && random.Next(2) == 0 ? 3 : random.Next(4)],
                Owner = random.Next(3) > (bad ? 1 : 0),
                Region = (uint)random.Next(4),
                Note = $"file {i}",
            };
        })];
    }

    /// <summary>What a trainer needs before it.</summary>
    public static IEstimator<ITransformer> Featurize(MLContext ml) => ml.Transforms.Categorical.OneHotEncoding("JobCode", "Job")
        .Append(ml.Transforms.Conversion.ConvertType("AgeNumber", "Age"))
        .Append(ml.Transforms.Concatenate("Features", "Amount", "AgeNumber", "JobCode"));

    /// <summary>The shape of a schema, which ML.NET makes for itself but does not offer: only a test may reach for it.</summary>
    public static SchemaShape ToShape(this DataViewSchema schema) => (SchemaShape)typeof(SchemaShape)
        .GetMethod("Create", BindingFlags.Static | BindingFlags.NonPublic)!.Invoke(null, [schema])!;

    public static long Count(this IDataView view)
    {
        long count = 0;
        using var cursor = view.GetRowCursor([]);
        while (cursor.MoveNext())
            count++;
        return count;
    }

    /// <summary>Every visible value of every row as text: what two equal views have in common.</summary>
    public static string[] Dump(this IDataView view, params string[] columns)
    {
        var rows = new List<string>();
        var chosen = view.Schema.Where(c => !c.IsHidden && (columns.Length == 0 || columns.Contains(c.Name))).ToArray();
        using var cursor = view.GetRowCursor(chosen);
        var texts = chosen.Select(c => ValueText.Of(cursor, c)).ToArray();
        while (cursor.MoveNext())
            rows.Add(string.Join(" | ", texts.Select(t => t())));
        return [.. rows];
    }
}

/// <summary>The value of a column of any type as text, exactly.</summary>
internal sealed class ValueText
{
    public static Func<string> Of(DataViewRow row, DataViewSchema.Column column)
    {
        var raw = column.Type.RawType;
        return (Func<string>)typeof(ValueText).GetMethod(raw.IsGenericType && raw.GetGenericTypeDefinition() == typeof(VBuffer<>) ? nameof(Vector) : nameof(Scalar))!
            .MakeGenericMethod(raw.IsGenericType && raw.GetGenericTypeDefinition() == typeof(VBuffer<>) ? raw.GetGenericArguments()[0] : raw)
            .Invoke(null, [row, column])!;
    }

    public static Func<string> Scalar<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<T>(column);
        T value = default!;
        return () =>
        {
            getter(ref value);
            return Text(value);
        };
    }

    public static Func<string> Vector<T>(DataViewRow row, DataViewSchema.Column column)
    {
        var getter = row.GetGetter<VBuffer<T>>(column);
        VBuffer<T> value = default;
        return () =>
        {
            getter(ref value);
            return $"[{string.Join(",", value.DenseValues().Select(Text))}]";
        };
    }

    private static string Text<T>(T value) => value switch
    {
        float f => BitConverter.SingleToInt32Bits(f).ToString("X"),
        double d => BitConverter.DoubleToInt64Bits(d).ToString("X"),
        DateTime t => t.Ticks.ToString(),
        DateTimeOffset t => $"{t.Ticks}{t.Offset}",
        TimeSpan t => t.Ticks.ToString(),
        _ => value?.ToString() ?? "null",
    };
}

/// <summary>Stands where a trainer stands and keeps what it is shown.</summary>
internal sealed class Witness : IEstimator<ITransformer>
{
    public long Rows { get; private set; } = -1;

    public IDataView? Seen { get; private set; }

    public ITransformer Fit(IDataView input)
    {
        Rows = input.Count();
        Seen = input;
        return new TransformerChain<ITransformer>();
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => inputSchema;
}

/// <summary>Collects the messages of this library from a context's log.</summary>
internal sealed class LogWatch
{
    private readonly List<string> _messages = [];

    public LogWatch(MLContext ml) => ml.Log += (_, e) =>
    {
        if (e.Kind is Microsoft.ML.Runtime.ChannelMessageKind.Info or Microsoft.ML.Runtime.ChannelMessageKind.Warning && !e.RawMessage.StartsWith("Channel", StringComparison.Ordinal))
        {
            lock (_messages)
                _messages.Add($"{e.Kind}: {e.RawMessage}");
        }
    };

    public string[] Warnings => Of("Warning");

    public string[] Infos => Of("Info");

    private string[] Of(string kind)
    {
        lock (_messages)
            return [.. _messages.Where(m => m.StartsWith(kind, StringComparison.Ordinal))];
    }
}
