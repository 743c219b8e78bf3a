// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text;

namespace MLNet.Synthetic;

/// <summary>How well two synthetic tables are bound, beside the noise floor of two halves of the real ones. The tables themselves are judged by an evaluation each.</summary>
public sealed record RelationalReport
{
    /// <summary>The figures: key uniqueness, referential integrity, cardinality shape and boundaries, parent-child trends, sibling trends.</summary>
    public required IReadOnlyList<Score> Scores { get; init; }

    /// <summary>What the figures cannot tell.</summary>
    public required IReadOnlyList<string> Limits { get; init; }

    /// <summary>The figure of a key, e.g. <c>relational.cardinality-shape</c>.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the keys.</exception>
    public Score this[string key] => Scores.FirstOrDefault(s => s.Key == key)
        ?? throw new ArgumentException($"There is no figure '{key}'. There are {string.Join(", ", Scores.Select(s => $"'{s.Key}'"))}.", nameof(key));

    /// <summary>A line for each figure.</summary>
    public override string ToString() => Scores.Aggregate(new StringBuilder(), (text, score) => text.AppendLine(score.ToString())).ToString();
}
