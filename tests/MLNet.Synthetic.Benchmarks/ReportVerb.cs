// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>The verb <c>report</c>: the whole report on comma-separated files, with the seconds of each section and the size of its files.</summary>
internal static class ReportVerb
{
    public static int Run(string[] arguments)
    {
        string[] files = [.. arguments.TakeWhile(a => !a.StartsWith('-'))], options = arguments[files.Length..];
        if (files.Length is not (2 or 3))
        {
            Console.Error.WriteLine("report TRAIN.csv SYNTHETIC.csv [HOLDOUT.csv] [--label y] [--protected a,b] [--categorical c] [--ignore d] [--seed 1] [--threads 2] [--output artifacts/report]");
            return 1;
        }

        string? Option(string name) => Array.IndexOf(options, name) is >= 0 and var at && at + 1 < options.Length ? options[at + 1] : null;
        string[] List(string name) => Option(name)?.Split(',') ?? [];
        var train = FidelityVerb.Read(files[0], null);
        var settings = new EvaluationOptions
        {
            Holdout = files.Length == 3 ? View(FidelityVerb.Read(files[2], train)) : null,
            LabelColumnName = Option("--label"),
            ProtectedColumnNames = List("--protected"),
            CategoricalColumnNames = List("--categorical"),
            IgnoredColumnNames = List("--ignore"),
            Seed = int.Parse(Option("--seed") ?? "1", CultureInfo.InvariantCulture),
            MaxDegreeOfParallelism = Option("--threads") is { } threads ? int.Parse(threads, CultureInfo.InvariantCulture) : null,
        };
        var synthetic = View(FidelityVerb.Read(files[1], train));
        var ml = new MLContext(seed: 1);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();

        var report = ml.Synthetic.Evaluate(View(train), synthetic, settings);
        double evaluated = clock.Elapsed.TotalSeconds;
        string output = Option("--output") ?? Path.Combine("artifacts", "report");
        Directory.CreateDirectory(output);
        report.SaveHtml(Path.Combine(output, "report.html"));
        report.SaveJson(Path.Combine(output, "report.json"));

        Console.WriteLine(report);
        Console.WriteLine();
        foreach (var (section, seconds) in report.Provenance.Seconds)
            Console.WriteLine(FormattableString.Invariant($"{section,-12}{seconds,8:0.0} s"));
        Console.WriteLine(FormattableString.Invariant($"{"evaluation",-12}{evaluated,8:0.0} s, {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds:0.0} s of CPU"));
        Console.WriteLine(FormattableString.Invariant($"{"saving",-12}{clock.Elapsed.TotalSeconds - evaluated,8:0.0} s"));
        foreach (string file in new[] { "report.html", "report.json" })
            Console.WriteLine(FormattableString.Invariant($"{file,-12}{new FileInfo(Path.Combine(output, file)).Length / 1048576.0,8:0.00} MiB"));
        return 0;
    }

    private static IDataView View(Table table)
    {
        var schema = new DataViewSchema.Builder();
        foreach (var column in table.Columns)
            schema.AddColumn(column.Name, column is NumericColumn ? NumberDataViewType.Double : TextDataViewType.Instance);
        return DataViewWriter.ToDataView(table, schema.ToSchema());
    }
}
