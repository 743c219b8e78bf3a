// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What sentences and tables of a report call a metric that ML.NET names.</summary>
internal static class MetricNames
{
    /// <summary>AUC, macro accuracy or R²; any other as ML.NET names it.</summary>
    public static string InWords(string metric) => metric switch
    {
        "AreaUnderRocCurve" => "AUC",
        "MacroAccuracy" => "macro accuracy",
        "RSquared" => "R²",
        _ => metric,
    };
}
