// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>The verb <c>cpu</c>: CPU seconds (user and system, all threads of the process) of each oversampler, as a Markdown table.</summary>
/// <remarks>
/// Every case has a process of its own. Its first run is the cold one, compilation included. More runs follow until a second has passed, so that the compiler has
/// come to rest, and of five after those the median counts. Peak memory is that of the whole process, data included, after its first run.
/// </remarks>
internal static class CpuTable
{
    private const int Repetitions = 5;
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, Func<OversamplerBenchmarks>> s_algorithms = new()
    {
        ["RandomOversampler"] = () => new RandomOversamplerBenchmarks(),
        ["Smote"] = () => new SmoteBenchmarks(),
        ["BorderlineSmote"] = () => new BorderlineSmoteBenchmarks(),
        ["Adasyn"] = () => new AdasynBenchmarks(),
        ["SvmSmote"] = () => new SvmSmoteBenchmarks(),
        ["SmoteNc"] = () => new SmoteNcBenchmarks(),
        ["SmoteN"] = () => new SmoteNBenchmarks(),
        ["SmoteTomek"] = () => new SmoteTomekBenchmarks(),
        ["SmoteEnn"] = () => new SmoteEnnBenchmarks(),
    };

    public static int Run(string[] arguments)
    {
        var options = Options.Parse(arguments);
        if (options is null)
        {
            Console.Error.WriteLine($"cpu [--algorithms {string.Join(' ', s_algorithms.Keys)}] [--rows 10000 100000 300000] [--minority 0.01 0.1] [--threads 1]");
            return 1;
        }

        Console.WriteLine($"""
            .NET {Environment.Version}, {options.Threads} thread(s). On top: pipeline less the algorithm alone, in bare reads of as many rows.

            | algorithm | rows | minority | form | CPU s | cold run | bare read | on top | peak MiB |
            |---|---:|---:|---|---:|---:|---:|---:|---:|
            """);
        foreach (string algorithm in options.Algorithms)
        {
            foreach (int rows in options.Rows)
            {
                foreach (double minority in options.Minority)
                    Report(algorithm, rows, minority, options.Threads);
            }
        }

        return 0;
    }

    /// <summary>One case, in a process of its own: the verb <c>cpu-case</c>.</summary>
    public static int RunCase(string[] arguments)
    {
        var (form, rows, minority) = (Enum.Parse<Form>(arguments[1]), int.Parse(arguments[2]), double.Parse(arguments[3], CultureInfo.InvariantCulture));
        var benchmarks = s_algorithms[arguments[0]]();
        (benchmarks.Rows, benchmarks.Minority, benchmarks.Threads) = (rows, minority, int.Parse(arguments[4]));
        (Action setUp, Action run, Action? setUpRead, Action? read) = form switch
        {
            Form.Alone => ((Action)benchmarks.SetUpAlone, (Action)(() => benchmarks.Alone()), (Action?)null, (Action?)null),
            Form.Vector => (benchmarks.SetUpVector, () => benchmarks.FitTransformReadVector(), benchmarks.SetUpReadVector, () => benchmarks.ReadVector()),
            Form.Columns => (benchmarks.SetUpColumns, () => benchmarks.FitTransformReadColumns(), benchmarks.SetUpReadColumns, () => benchmarks.ReadColumns()),
            _ => (benchmarks.SetUpFile, () => benchmarks.FitTransformReadFile(), benchmarks.SetUpReadFile, () => benchmarks.ReadFile()),
        };

        setUp();
        double cold = CpuSeconds(run);
        long peak = Process.GetCurrentProcess().PeakWorkingSet64;
        double median = MedianOnceWarm(run);
        setUpRead?.Invoke();
        double bareRead = read is null ? 0 : MedianOnceWarm(read);
        benchmarks.CleanUp();
        Console.WriteLine(JsonSerializer.Serialize(new CaseResult(cold, median, bareRead, peak / (1024.0 * 1024))));
        return 0;
    }

    private static void Report(string algorithm, int rows, double minority, int threads)
    {
        double alone = 0;
        foreach (var form in Enum.GetValues<Form>())
        {
            var r = InOwnProcess(algorithm, form.ToString(), rows.ToString(CultureInfo.InvariantCulture), minority.ToString(CultureInfo.InvariantCulture), threads.ToString(CultureInfo.InvariantCulture));
            alone = form == Form.Alone ? r.Median : alone;
            string reads = form == Form.Alone ? "| " : string.Create(CultureInfo.InvariantCulture, $"{r.BareRead:0.000} | {(r.Median - alone) / r.BareRead:0.0}");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {algorithm} | {rows:N0} | {minority:0%} | {form.ToString().ToLowerInvariant()} | {r.Median:0.000} | {r.Cold:0.000} | {reads} | {r.PeakMiB:N0} |"));
        }
    }

    private static double MedianOnceWarm(Action run)
    {
        var clock = Stopwatch.StartNew();
        do
            CpuSeconds(run);
        while (clock.Elapsed < s_warmUp);
        double[] times = [.. Enumerable.Range(0, Repetitions).Select(_ => CpuSeconds(run)).Order()];
        return times[Repetitions / 2];
    }

    private static double CpuSeconds(Action run)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        var start = Environment.CpuUsage.TotalTime;
        run();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }

    private static CaseResult InOwnProcess(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["cpu-case", .. arguments]) { RedirectStandardOutput = true })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<CaseResult>(output)!
            : throw new InvalidOperationException($"The case {string.Join(' ', arguments)} ended with code {process.ExitCode}.");
    }

    private enum Form
    {
        Alone,
        Vector,
        Columns,
        File,
    }

    private sealed record CaseResult(double Cold, double Median, double BareRead, double PeakMiB);

    private sealed record Options(string[] Algorithms, int[] Rows, double[] Minority, int Threads)
    {
        /// <summary>Reads <c>--name value value ...</c>; null when something is not understood.</summary>
        public static Options? Parse(string[] arguments)
        {
            var options = new Options([.. s_algorithms.Keys], [10_000, 100_000, 300_000], [0.01, 0.10], 1);
            for (int i = 0, end; i < arguments.Length; i = end)
            {
                for (end = i + 1; end < arguments.Length && !arguments[end].StartsWith("--", StringComparison.Ordinal);)
                    end++;
                string[] values = arguments[(i + 1)..end];
                switch (arguments[i])
                {
                    case "--algorithms" when values.All(s_algorithms.ContainsKey): options = options with { Algorithms = values }; break;
                    case "--rows": options = options with { Rows = [.. values.Select(int.Parse)] }; break;
                    case "--minority": options = options with { Minority = [.. values.Select(v => double.Parse(v, CultureInfo.InvariantCulture))] }; break;
                    case "--threads" when values.Length == 1: options = options with { Threads = int.Parse(values[0]) }; break;
                    default: return null;
                }
            }

            return options;
        }
    }
}
