// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Collections.Concurrent;
using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>Reaches the synthesis and resampling steps of any pipeline while it is fitted: suspends them, gives them other seeds, or collects the rows they make.</summary>
/// <remarks>
/// ML.NET's chains cannot be looked into, so a step asks for itself: <see cref="EnterStep"/> tells whether it is to run, <see cref="Seed"/> which seed to use, and <see cref="Made"/> takes note of its rows.
/// A scope holds for the flow of work that opened it and the tasks started from there (<see cref="AsyncLocal{T}"/>), until it is disposed of, also by an exception: other threads never see it. Inside
/// <see cref="Suspend"/> a step is fitted as one that changes nothing: the same schema, flag column and class shares, no new row and none dropped.
/// </remarks>
internal sealed class SynthesisScope : IDisposable
{
    private static readonly AsyncLocal<SynthesisScope?> Ambient = new();
    private readonly SynthesisScope? _outer = Ambient.Value;
    private readonly ConcurrentQueue<MadeRows> _made = [];
    private readonly bool _suspended;
    private readonly int _repeat;
    private int _steps;

    private SynthesisScope(bool suspended, int repeat)
    {
        (_suspended, _repeat) = (suspended || _outer is { _suspended: true }, repeat);
        Ambient.Value = this;
    }

    /// <summary>Steps that were fitted in this scope.</summary>
    public int Steps => _steps;

    /// <summary>Rows that steps made in this scope.</summary>
    public IReadOnlyCollection<MadeRows> Rows => _made;

    /// <summary>Until disposed of, steps that are fitted change nothing.</summary>
    public static SynthesisScope Suspend() => new(suspended: true, repeat: 0);

    /// <summary>Until disposed of, steps that are fitted are counted, their rows collected, and their seeds those of a repetition.</summary>
    /// <param name="repeat">Number of the repetition; in number 0 the seeds are the steps' own.</param>
    public static SynthesisScope Watch(int repeat = 0) => new(suspended: false, repeat);

    /// <summary>Called by a step that is fitted: whether it is to do its work.</summary>
    public static bool EnterStep()
    {
        for (var scope = Ambient.Value; scope is not null; scope = scope._outer)
            Interlocked.Increment(ref scope._steps);
        return Ambient.Value is not { _suspended: true };
    }

    /// <summary>The seed a step is to use in place of its own.</summary>
    public static int Seed(int own)
        => Ambient.Value is { _repeat: > 0 } scope ? new Rng(own).Fork("repeat").Fork(scope._repeat).NextSeed() : own;

    /// <summary>Called by a step that has made rows.</summary>
    /// <param name="training">The view it was fitted on.</param>
    /// <param name="rows">Its new rows.</param>
    /// <param name="columnNames">The columns of both that it synthesizes; others are copied.</param>
    public static void Made(IDataView training, IDataView rows, IReadOnlyList<string> columnNames)
        => Ambient.Value?._made.Enqueue(new(training, rows, columnNames));

    /// <inheritdoc/>
    public void Dispose() => Ambient.Value = _outer;

    /// <summary>What a step made.</summary>
    /// <param name="Training">The view it was fitted on.</param>
    /// <param name="Rows">Its new rows.</param>
    /// <param name="ColumnNames">The columns of both that it synthesizes.</param>
    internal sealed record MadeRows(IDataView Training, IDataView Rows, IReadOnlyList<string> ColumnNames);
}
