// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Diagnostics;
using System.Globalization;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>the verb <c>synthesize</c>: learns a CSV file or a made table, writes as many synthetic rows, and prints the CPU seconds of both, compilation included, reading and writing not.</summary>
internal static class Synthesize
{
    private const string Made = "made:";
    private const string Usage = """
        synthesize CSV|made:ROWS OUT|none [--label COLUMN] [--seed 1] [--rows N] [--threads N] [--categorical A,B] [--stop-strength 4] [--minimum-leaf-rows 5] [--target-bins 8] [--predictor-bins 250]
                           [--algorithm trees|arf|ctgan|wgan|tvae|argn] [--epochs 300] [--dropout 0.25] [--report FILE.html] [--trees 30] [--rounds 10] [--leaf-density Empirical|TruncatedNormal]
                           [--order MostShared|NumbersFirst|AsGiven] [--donors Systematic|Random] [--smoothing-ranks 5] [--protected-extremes 4] [--rare-category-rows 5]
        """;

    public static int Run(string[] arguments)
    {
        if (arguments.Length < 2 || arguments.Length % 2 != 0)
        {
            Console.Error.WriteLine(Usage);
            return 1;
        }

        var (forest, isForest) = (new AdversarialForestOptions(), false);
        NetworkOptions? network = null;
        string? report = null;
        var (options, label, categorical, seed, rows, threads) = (new SequentialTreesOptions(), (string?)null, Array.Empty<string>(), 1, (int?)null, (int?)null);
        for (int i = 2; i < arguments.Length; i += 2)
        {
            string value = arguments[i + 1];
            switch (arguments[i])
            {
                case "--trees": forest = forest with { Trees = Whole(value) }; break;
                case "--rounds": forest = forest with { MaximumRounds = Whole(value) }; break;
                case "--leaf-density": forest = forest with { LeafDensity = Enum.Parse<LeafDensity>(value) }; break;
                case "--label": label = value; break;
                case "--seed": seed = Whole(value); break;
                case "--rows": rows = Whole(value); break;
                case "--threads": threads = Whole(value); break;
                case "--categorical": categorical = value.Split(','); break;
                case "--algorithm":
                    isForest = value == "arf";
                    network = value switch { "ctgan" => new CtganOptions(), "wgan" => new WganOptions(), "tvae" => new TvaeOptions(), "argn" => new TabularArgnOptions(), "trees" or "arf" => null, _ => throw new ArgumentException($"No algorithm '{value}'.") };
                    break;
                case "--epochs": network = network! with { Epochs = Whole(value), Patience = null }; break;
                case "--dropout": network = (TabularArgnOptions)network! with { Dropout = double.Parse(value, CultureInfo.InvariantCulture) }; break;
                case "--report": report = value; break;
                case "--stop-strength": options = options with { StopStrength = double.Parse(value, CultureInfo.InvariantCulture) }; break;
                case "--minimum-leaf-rows": (options, forest) = (options with { MinimumLeafRows = Whole(value) }, forest with { MinimumLeafRows = Whole(value) }); break;
                case "--target-bins": options = options with { TargetBins = Whole(value) }; break;
                case "--predictor-bins": (options, forest) = (options with { PredictorBins = Whole(value) }, forest with { PredictorBins = Whole(value) }); break;
                case "--order": options = options with { Order = Enum.Parse<ColumnOrder>(value) }; break;
                case "--donors": options = options with { Donors = Enum.Parse<DonorDraw>(value) }; forest = forest with { Donors = options.Donors }; break;
                case "--smoothing-ranks": options = options with { SmoothingRanks = Whole(value) }; break;
                case "--protected-extremes": options = options with { ProtectedExtremes = Whole(value) }; break;
                case "--rare-category-rows": options = options with { RareCategoryRows = Whole(value) }; break;
                default:
                    Console.Error.WriteLine(Usage);
                    return 1;
            }
        }

        var table = arguments[0].StartsWith(Made, StringComparison.Ordinal) ? FactorTable(Whole(arguments[0][Made.Length..])) : CsvTable.Read(arguments[0]);
        GC.Collect();
        long size = Environment.WorkingSet >> 20;
        var schema = TableSchema.Infer(table, label, categorical);
        schema = new([.. schema.Columns.Select(c => c with { Kind = c.Kind == ColumnKind.Text ? ColumnKind.Category : c.Kind })]);
        bool isTold = isForest || network is not null;
        RunContext Run(string name)
            => new(new Rng(seed).Fork(name), info: isTold ? m => Console.Error.WriteLine($"{Environment.CpuUsage.TotalTime.TotalSeconds:0} CPU s: {m}") : null, warning: Console.Error.WriteLine, maxDegreeOfParallelism: threads);

        var (start, clock) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        var model = (network?.CreateSynthesizer() ?? (isForest ? forest.CreateSynthesizer() : new SequentialTrees(options))).Fit(table, schema, Run("fit"));
        if (report is not null)
            File.WriteAllText(report, (model as NetworkTableModel)?.Training?.ToHtml());
        var fitted = Environment.CpuUsage.TotalTime - start;
        var synthetic = model.Sample(rows ?? table.Count, given: null, Run("sample"));
        var all = Environment.CpuUsage.TotalTime - start;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{table.Count} x {table.Columns.Count}: fit {fitted.TotalSeconds:0.00}, fit + sample {all.TotalSeconds:0.00} CPU s, {clock.Elapsed.TotalSeconds:0.00} s, peak {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB, before the fit {size}"));
        if (arguments[1] != "none")
            CsvTable.Write(arguments[1], synthetic);
        return 0;
    }

    /// <summary>Thirty columns of three normal factors and noise: twenty numbers and ten categories of five levels. The noise of each is half of what the factors do.</summary>
    private static Table FactorTable(int rows)
    {
        const int Columns = 30, Categories = 10, Levels = 5;
        var factors = new double[3][];
        for (int f = 0; f < factors.Length; f++)
            factors[f] = Normal(rows, new Rng(1).Fork("factors").Fork(f));
        return new([.. Enumerable.Range(0, Columns).Select(j =>
        {
            var random = new Rng(1).Fork("columns").Fork(j);
            double[] loads = Normal(factors.Length, random), values = Normal(rows, random);
            double noise = 0.5 * Math.Sqrt(loads.Sum(l => l * l));
            for (int i = 0; i < rows; i++)
                values[i] = noise * values[i] + loads[0] * factors[0][i] + loads[1] * factors[1][i] + loads[2] * factors[2][i];
            return (TableColumn)(j < Categories
                ? new CategoryColumn($"C{j:00}", Array.ConvertAll(values, v => Math.Clamp((int)Math.Floor(v / noise + 2.5), 0, Levels - 1)), ["a", "b", "c", "d", "e"])
                : new NumericColumn($"N{j:00}", values));
        })]);
    }

    private static double[] Normal(int count, Rng random)
    {
        var values = new double[count];
        for (int i = 0; i < count; i++)
            values[i] = random.NextGaussian();
        return values;
    }

    private static int Whole(string value) => int.Parse(value, CultureInfo.InvariantCulture);
}
