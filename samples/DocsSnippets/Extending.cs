// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using MLNet.Synthetic;

namespace DocsSnippets;

/// <summary>Code of docs/extending.md.</summary>
internal static class Extending
{
    public static void Run(MLContext ml, IDataView train)
    {
        // snippet: use
        var options = new CappedClassesOptions { MostRowsPerClass = 1000, Seed = 1 };
        var step = ml.Synthetic.Resample("Bad", options, new CappedClasses(options));
        Console.WriteLine(step.Fit(train).Summary);
        // end

        // snippet: core
        var x = Matrix.FromRows([1, 10], [2, 12], [3, 9], [8, 30], [9, 31], [7, 29], [8, 33]);
        int[] classes = [1, 1, 1, 0, 0, 0, 0];
        var rows = new Smote(new() { Neighbors = 2 }).Resample(new ResamplingInput(x, classes), new RunContext(new Rng(seed: 1)));
        Console.WriteLine($"{rows.Count} new row of class {rows.Classes[0]}, grown from row {rows.Sources[0]}");
        // end

        // snippet: neighbors
        double[] scales = [1, 10];                                           // what each column is divided by
        var space = new MixedSpace(x, [0, 1, 2], scales);
        var nearest = NearestNeighbors.Find(space, k: 2, new RunContext(new Rng(seed: 1)));
        foreach (int point in nearest[0])
            Console.WriteLine(point);
        // end

        // snippet: table
        Table table = DataViewReader.Read(train, ["Age", "Job", "Bad"]);
        var schema = TableSchema.Infer(table, labelColumnName: "Bad").With("Age", c => c with { Role = ColumnRole.Ignore });
        var encoder = TableEncoder.For(table, schema);
        Matrix encoded = encoder.Encode(table);                              // one column: the codes of Job
        IDataView back = DataViewWriter.ToDataView(encoder.Decode(encoded), train.Schema);
        // end

        Console.WriteLine($"{encoded.Rows} x {encoded.Columns}, {back.GetRowCount()}");
    }
}

// snippet: algorithm
/// <summary>Settings of <see cref="CappedClasses"/>.</summary>
public sealed record CappedClassesOptions : ResamplingOptions
{
    public int MostRowsPerClass { get; init; } = int.MaxValue;
}

/// <summary>Keeps a random part of every class that has more rows than wanted.</summary>
public sealed class CappedClasses(CappedClassesOptions options) : IResampler
{
    public FeatureUse FeatureUse => FeatureUse.None;                         // it looks at the classes only

    public ResampledRows Resample(ResamplingInput input, RunContext run)
    {
        var kept = new List<int>();
        int[][] rowsByClass = input.RowsByClass();
        for (int c = 0; c < rowsByClass.Length; c++)
        {
            int[] rows = rowsByClass[c];
            run.Random.Fork("capping").Fork(input.ClassNames[c]).Shuffle(rows.AsSpan());
            kept.AddRange(rows.Take(options.MostRowsPerClass));
            run.Step("capping", c + 1, rowsByClass.Length);
        }

        return new(kept: [.. kept.Order()], sources: [], classes: [], values: null);
    }
}
// end
