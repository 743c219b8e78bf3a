// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A question that a reader has, and its answer.</summary>
/// <param name="Key">Stable name for files and gates: <c>copying</c>, <c>faithful</c>, <c>useful</c>, <c>diverse</c>, <c>fair</c> or <c>gaps</c>.</param>
/// <param name="Question">The question.</param>
/// <param name="Grade">Whether the answer is a good one.</param>
/// <param name="Answer">A sentence or two.</param>
public sealed record ReportHeadline(string Key, string Question, ReportGrade Grade, string Answer);

/// <summary>How good an answer is.</summary>
public enum ReportGrade
{
    /// <summary>It could not be judged; the answer says why.</summary>
    NotJudged,

    /// <summary>Like fresh real rows, up to chance.</summary>
    Good,

    /// <summary>Usable, with care: the answer says what to look at.</summary>
    Caution,

    /// <summary>Do not use these rows for this.</summary>
    Bad,
}
