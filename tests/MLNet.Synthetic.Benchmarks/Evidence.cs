// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Diagnostics;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.FastTree;

namespace MLNet.Synthetic.Benchmarks;

/// <summary>The verb <c>evidence</c>: every way to treat imbalance, under stratified cross-validation on real sets, with two learners.</summary>
/// <remarks>
/// Each result is written to the CSV file as it comes; started again, the verb goes on where it was interrupted. A fold that fails is a line with its error. Features are
/// standardised on the training rows, then resampled. The report is written anew after every set.
/// </remarks>
internal static class Evidence
{
    private const string Label = "Label", Features = "Features";

    private static readonly (string Name, Func<MLContext, string?, IEstimator<ITransformer>> Create)[] s_learners =
    [
        ("FastTree", (ml, weight) => ml.BinaryClassification.Trainers.FastTree(new FastTreeBinaryTrainer.Options
        {
            LabelColumnName = Label, FeatureColumnName = Features, ExampleWeightColumnName = weight, NumberOfThreads = 1,   // fits run side by side
        })),
        ("LogisticRegression", (ml, weight) => ml.BinaryClassification.Trainers.LbfgsLogisticRegression(Label, Features, weight)),
    ];

    public static int Run(string[] arguments)
    {
        if (Options.Parse(arguments) is not { } options)
        {
            Console.Error.WriteLine($"""
                evidence DATAFOLDER [--methods ...] [--sets ...] [--repeats 1] [--folds 5] [--output artifacts/evidence]
                methods: {string.Join(' ', EvidenceMethod.All.Select(m => m.Name))}
                sets: {string.Join(' ', EvidenceSet.All.Select(s => s.Name))}
                """);
            return 1;
        }

        Directory.CreateDirectory(options.Output);
        string csv = Path.Combine(options.Output, "evidence.csv");
        var done = Resume(csv);
        foreach (var set in options.Sets)
        {
            var clock = Stopwatch.StartNew();
            int before = done.Count;
            Compare(set, options, done, result =>
            {
                File.AppendAllText(csv, result.ToCsv() + "\n");
                done.Add(result.Key, result);
                if (result.Error.Length > 0)
                    Console.Error.WriteLine($"{result.Key}: {result.Error}");
            });
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set.Name}: {done.Count - before} fits in {clock.Elapsed.TotalSeconds:0} s"));
            File.WriteAllText(Path.Combine(options.Output, "evidence.md"), EvidenceReport.Of(done.Values, options.Sets, options.Methods, options.Folds, options.Repeats));
        }

        return 0;
    }

    private static void Compare(EvidenceSet set, Options options, Dictionary<string, EvidenceResult> done, Action<EvidenceResult> report)
    {
        var ml = new MLContext(seed: 1);
        var (data, _, _) = set.Read(ml, options.Folder);
        foreach (var fold in ml.Synthetic.CrossValidationSplit(data, Label, new() { NumberOfFolds = options.Folds, Repeats = options.Repeats, Seed = 1 }))
        {
            var normalizer = ml.Transforms.NormalizeMeanVariance(Features, fixZero: false).Fit(fold.TrainSet);
            var (train, test) = (ml.Data.Cache(normalizer.Transform(fold.TrainSet)), ml.Data.Cache(normalizer.Transform(fold.TestSet)));
            var pending = from learner in s_learners
                          from method in options.Methods
                          let place = new EvidenceResult(set.Name, learner.Name, method.Name, options.Folds, fold.Repeat, fold.Fold, [], 0, "")
                          where !done.ContainsKey(place.Key)
                          select (place, method, learner.Create);
            Parallel.ForEach(pending.ToArray(), p =>
            {
                var result = Measure(p.place, p.method, p.Create, train, test);
                lock (done)
                    report(result);
            });
        }
    }

    private static EvidenceResult Measure(
        EvidenceResult place, EvidenceMethod method, Func<MLContext, string?, IEstimator<ITransformer>> learner, IDataView train, IDataView test)
    {
        var ml = new MLContext(seed: 1 + 1000 * place.Repeat + place.Fold);   // a context of its own: what one method draws does not change the next
        var clock = Stopwatch.StartNew();
        try
        {
            double[] metrics = Metrics(ml, method.Pipeline(ml, weight => learner(ml, weight)).Fit(train).Transform(test));
            return place with { Metrics = metrics, Seconds = clock.Elapsed.TotalSeconds };
        }
        catch (Exception e) when (e is SyntheticDataException or ArgumentException or InvalidOperationException)   // this fold's failure is a result
        {
            return place with { Seconds = clock.Elapsed.TotalSeconds, Error = $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}" };
        }
    }

    /// <summary>In the order of <see cref="EvidenceResult.MetricNames"/>.</summary>
    private static double[] Metrics(MLContext ml, IDataView scored)
    {
        var ranked = ml.BinaryClassification.Evaluate(scored, Label);
        bool[] actual = [.. scored.GetColumn<bool>(Label)], predicted = [.. scored.GetColumn<bool>("PredictedLabel")];
        float[] probability = [.. scored.GetColumn<float>("Probability")];
        double truePositives = 0, trueNegatives = 0, positives = actual.Count(a => a), brier = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            truePositives += actual[i] && predicted[i] ? 1 : 0;
            trueNegatives += !actual[i] && !predicted[i] ? 1 : 0;
            brier += Math.Pow(probability[i] - (actual[i] ? 1 : 0), 2) / actual.Length;
        }

        double f1 = 2 * truePositives / (predicted.Count(p => p) + positives), gMean = Math.Sqrt(truePositives / positives * (trueNegatives / (actual.Length - positives)));
        return [ranked.AreaUnderRocCurve, ranked.AreaUnderPrecisionRecallCurve, f1, gMean, brier];
    }

    /// <summary>The results of an earlier run; a last line that was cut off is taken out.</summary>
    private static Dictionary<string, EvidenceResult> Resume(string csv)
    {
        if (!File.Exists(csv))
            File.WriteAllText(csv, EvidenceResult.Header + "\n");
        string text = File.ReadAllText(csv);
        if (!text.EndsWith('\n'))
            File.WriteAllText(csv, text = text[..(text.LastIndexOf('\n') + 1)]);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(EvidenceResult.Parse).ToDictionary(r => r.Key);
    }

    private sealed record Options(string Folder, EvidenceMethod[] Methods, EvidenceSet[] Sets, int Repeats, int Folds, string Output)
    {
        /// <summary>Reads <c>DATAFOLDER --name value value ...</c>; null when something is not understood.</summary>
        public static Options? Parse(string[] arguments)
        {
            if (arguments.Length == 0 || !Directory.Exists(arguments[0]))
                return null;
            var options = new Options(arguments[0], [.. EvidenceMethod.All], [.. EvidenceSet.All], 1, 5, Path.Combine("artifacts", "evidence"));
            for (int i = 1, end; i < arguments.Length; i = end)
            {
                for (end = i + 1; end < arguments.Length && !arguments[end].StartsWith("--", StringComparison.Ordinal);)
                    end++;
                string[] values = arguments[(i + 1)..end];
                switch (arguments[i])
                {
                    case "--methods" when values.All(v => EvidenceMethod.All.Any(m => m.Name == v)): options = options with { Methods = [.. values.Select(v => EvidenceMethod.All.Single(m => m.Name == v))] }; break;
                    case "--sets" when values.All(v => EvidenceSet.All.Any(s => s.Name == v)): options = options with { Sets = [.. values.Select(v => EvidenceSet.All.Single(s => s.Name == v))] }; break;
                    case "--repeats" when values is [var text] && int.TryParse(text, out int repeats) && repeats >= 1: options = options with { Repeats = repeats }; break;
                    case "--folds" when values is [var text] && int.TryParse(text, out int folds) && folds >= 2: options = options with { Folds = folds }; break;
                    case "--output" when values is [var path]: options = options with { Output = path }; break;
                    default: return null;
                }
            }

            return options;
        }
    }
}
