// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json;
using MLNet.Synthetic.Testing;

namespace MLNet.Synthetic.Tests;

/// <summary>Our figures equal those that SDMetrics 0.29 and scipy computed for the same files.</summary>
[TestClass]
public sealed class GoldenFidelityTests
{
    private const double Tolerance = 1e-6;
    private static readonly RunContext Run = new(new Rng(1));

    private static IEnumerable<object[]> Cases => GoldenData.Cases.Select(c => new object[] { c.Data, c.Candidate });

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void ColumnMetrics_GoldenTables_EqualSdMetrics(GoldenData data, string candidate)
    {
        int compared = 0;
        foreach (var column in data.Figures(candidate).GetProperty("columns").EnumerateObject())
        {
            foreach (var figure in column.Value.EnumerateObject())
            {
                double? ours = Ours(figure.Name, data.Real[column.Name], data.Candidate(candidate)[column.Name]);
                AssertEqual(figure.Value, ours, $"{column.Name} {figure.Name}", relative: true);
                compared++;
            }
        }

        Assert.IsGreaterThanOrEqualTo(4 * data.Real.Columns.Count, compared);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void PairMetrics_GoldenTables_EqualSdMetrics(GoldenData data, string candidate)
    {
        int compared = 0;
        Table real = data.Real, synthetic = data.Candidate(candidate);
        foreach (var pair in data.Figures(candidate).GetProperty("pairs").EnumerateArray())
        {
            string a = pair.GetProperty("columns")[0].GetString()!, b = pair.GetProperty("columns")[1].GetString()!;
            foreach (var figure in pair.EnumerateObject().Where(p => p.Name != "columns"))
            {
                double? ours = figure.Name switch
                {
                    "CorrelationSimilarity.Pearson" => PairMetrics.CorrelationSimilarity(PairMetrics.Pearson(X(real[a]), X(real[b])), PairMetrics.Pearson(X(synthetic[a]), X(synthetic[b]))),
                    "CorrelationSimilarity.Spearman" => PairMetrics.CorrelationSimilarity(PairMetrics.Spearman(X(real[a]), X(real[b])), PairMetrics.Spearman(X(synthetic[a]), X(synthetic[b]))),
                    "ContingencySimilarity" => PairMetrics.ContingencySimilarity(Codes(real[a]), Codes(real[b]), Codes(synthetic[a]), Codes(synthetic[b])),
                    _ => throw new InvalidOperationException(figure.Name),
                };
                AssertEqual(figure.Value, ours, $"{a} {b} {figure.Name}");
                compared++;
            }
        }

        Assert.IsGreaterThan(10, compared);
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void SdMetricsReports_GoldenTables_EqualSdMetrics(GoldenData data, string candidate)
    {
        var figures = data.Figures(candidate);

        var ours = SdMetricsReports.Of(data.Real, data.Candidate(candidate), Run);

        JsonElement quality = figures.GetProperty("quality_report"), defaults = figures.GetProperty("quality_report_default_thresholds");
        AssertEqual(quality.GetProperty("Column Shapes"), ours.ColumnShapes, "shapes");
        AssertEqual(quality.GetProperty("Column Pair Trends"), ours.ColumnPairTrends, "trends");
        AssertEqual(quality.GetProperty("overall"), ours.Quality, "quality");
        AssertEqual(defaults.GetProperty("Column Pair Trends"), ours.ColumnPairTrendsDefaultThresholds, "trends of strong pairs");
        AssertEqual(defaults.GetProperty("overall"), ours.QualityDefaultThresholds, "quality by strong pairs");
        AssertEqual(figures.GetProperty("diagnostic_report").GetProperty("Data Validity"), ours.DataValidity, "validity");
    }

    [TestMethod]
    [DynamicData(nameof(Cases))]
    public void SdMetricsReports_EachPair_EqualsSdMetrics(GoldenData data, string candidate)
    {
        string[] names = [.. data.Real.Columns.Select(c => c.Name)];

        var ours = SdMetricsReports.Pairs(data.Real, data.Candidate(candidate), Run).ToDictionary(p => (names[p.First], names[p.Second]));

        foreach (var (report, onlyStrong) in new[] { ("quality_report", false), ("quality_report_default_thresholds", true) })
        {
            foreach (var pair in data.Figures(candidate).GetProperty(report).GetProperty("pair_details").EnumerateArray())
            {
                string a = pair[0].GetString()!, b = pair[1].GetString()!;
                var own = ours.TryGetValue((a, b), out var found) ? found : ours[(b, a)];
                AssertEqual(pair[3], onlyStrong && !own.IsStrong ? null : own.Similarity, $"{report} {a} {b}");
            }
        }
    }

    private static double? Ours(string metric, TableColumn real, TableColumn synthetic) => metric switch
    {
        "MissingValueSimilarity" => real is CategoryColumn ? ColumnMetrics.MissingSimilarity(Codes(real), Codes(synthetic)) : ColumnMetrics.MissingSimilarity(X(real), X(synthetic)),
        "TVComplement" => ColumnMetrics.TvComplement(Codes(real), Codes(synthetic)),
        "CategoryAdherence" => ColumnMetrics.CategoryAdherence(Codes(real), Codes(synthetic)),
        "CategoryCoverage" => ColumnMetrics.CategoryCoverage(Codes(real), Codes(synthetic)),
        "KSComplement" => ColumnMetrics.KsComplement(X(real), X(synthetic)),
        "BoundaryAdherence" => ColumnMetrics.BoundaryAdherence(X(real), X(synthetic)),
        "RangeCoverage" => ColumnMetrics.RangeCoverage(X(real), X(synthetic)),
        "StatisticSimilarity.mean" => ColumnMetrics.MeanSimilarity(X(real), X(synthetic)),
        "StatisticSimilarity.median" => ColumnMetrics.MedianSimilarity(X(real), X(synthetic)),
        "StatisticSimilarity.std" => ColumnMetrics.DeviationSimilarity(X(real), X(synthetic)),
        "Wasserstein1" => ColumnMetrics.Wasserstein(X(real), X(synthetic)),
        _ => throw new InvalidOperationException(metric),
    };

    private static void AssertEqual(JsonElement expected, double? actual, string what, bool relative = false)
    {
        if (expected.ValueKind == JsonValueKind.Null)
        {
            Assert.IsNull(actual, what);
            return;
        }

        Assert.IsNotNull(actual, what);
        double value = expected.GetDouble();
        Assert.AreEqual(value, actual.Value, relative ? Tolerance * Math.Max(1, Math.Abs(value)) : Tolerance, what);
    }

    private static double[] X(TableColumn column) => ((NumericColumn)column).Values;

    private static int[] Codes(TableColumn column) => ((CategoryColumn)column).Codes;
}
