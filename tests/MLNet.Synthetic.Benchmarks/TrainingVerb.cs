// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>
/// The verb <c>training</c>: encodes a CSV file, then trains CTGAN on it for so many steps on one thread, and prints the CPU time of the encoding and of a step, and memory and tensors on the way. Not a BenchmarkDotNet class: that would copy
/// libtorch for each of its own builds.
/// </summary>
internal static class TrainingVerb
{
    private const string Usage = "training CSV [--label COLUMN] [--steps 10000] [--bfloat16 false] [--pac 1]";

    public static int Run(string[] arguments)
    {
        if (arguments.Length < 1 || arguments.Length % 2 == 0)
        {
            Console.Error.WriteLine(Usage);
            return 1;
        }

        var (label, steps, options) = ((string?)null, 10_000, new CtganOptions());
        for (int i = 1; i < arguments.Length; i += 2)
        {
            switch (arguments[i])
            {
                case "--label": label = arguments[i + 1]; break;
                case "--steps": steps = int.Parse(arguments[i + 1], CultureInfo.InvariantCulture); break;
                case "--bfloat16": options = options with { UseBFloat16 = bool.Parse(arguments[i + 1]) }; break;
                case "--pac": options = options with { PacSize = int.Parse(arguments[i + 1], CultureInfo.InvariantCulture) }; break;
                default:
                    Console.Error.WriteLine(Usage);
                    return 1;
            }
        }

        var table = CsvTable.Read(arguments[0]);
        var schema = TableSchema.Infer(table, label);
        schema = new([.. schema.Columns.Select(c => c with { Kind = c.Kind == ColumnKind.Text ? ColumnKind.Category : c.Kind })]);
        var run = new RunContext(new Rng(1), warning: Console.Error.WriteLine, maxDegreeOfParallelism: 1);
        double before = CpuSeconds();
        var data = GanData.Encode(table, schema, options, run);
        Say($"{table.Count} rows encoded in {CpuSeconds() - before:0.000} CPU s, compilation included; {data.Columns.Width} numbers a row, {data.Columns.ConditionWidth} of them categories");
        before = CpuSeconds();
        _ = GanData.Encode(table, schema, options, run);
        Say($"again: {CpuSeconds() - before:0.000} CPU s");

        using var torch = new TorchRun(options, run);
        using var scope = TorchSharp.torch.NewDisposeScope();
        torch.Seed(run.Random);
        using var training = new GanTraining(nameof(Ctgan), data, options, new(options.GradientPenalty, 0, IsConditional: true, options.UseLogFrequency, 0, 0), torch, run);
        double[] losses = new double[training.LossNames.Count];
        int every = Math.Max(1, steps / 10);
        before = CpuSeconds();
        for (int step = 0; step < steps; step++)
        {
            var random = run.Random.Fork(step);
            using (TorchSharp.torch.NewDisposeScope())
            {
                torch.Seed(random);
                training.Step(step, random, losses);
            }

            if ((step + 1) % every != 0)
                continue;
            Say($"{step + 1} steps: {(CpuSeconds() - before) / every * 1000:0.0} CPU ms a step, {Environment.WorkingSet >> 20} MiB, {TorchSharp.torch.Tensor.TotalCount} tensors");
            before = CpuSeconds();
        }

        return 0;
    }

    private static double CpuSeconds() => Environment.CpuUsage.TotalTime.TotalSeconds;

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
