// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What every synthesizer that trains a network can be told: how long, where, when to look at the data it makes, and how to survive an interruption.</summary>
/// <remarks>
/// <see cref="SynthesisOptions"/> come first. The same seed, data, options and number of threads give the same network, bit for bit, on one kind of processor; docs/training.md says what is not promised.
/// <c>MLContext.GpuDeviceId</c> and <c>FallbackToCpu</c> say where it trains: on the CPU unless a CUDA device is named.
/// </remarks>
public abstract record NetworkOptions : SynthesisOptions
{
    /// <summary>Most passes over the training rows, ≥ 1. Training ends earlier when the quality of the data stops rising (<see cref="Patience"/>) or the time is up (<see cref="MaxTrainingTime"/>).</summary>
    public int Epochs { get; init; } = 300;

    /// <summary>Rows of one training step, ≥ 2. A table of fewer rows is drawn from with replacement.</summary>
    public int BatchSize { get; init; } = 500;

    /// <summary>Step size of the optimizer, &gt; 0.</summary>
    public double LearningRate { get; init; } = 2e-4;

    /// <summary>Time after which training ends, at the end of an epoch, with the best network so far; null: no limit. Time before a resumption counts. The network then depends on the speed of the machine.</summary>
    public TimeSpan? MaxTrainingTime { get; init; }

    /// <summary>
    /// Threads that training computes with on the CPU, ≥ 1. Other numbers give other bits, so it is fixed rather than taken from the machine; and batches as small as these hardly gain from a second one.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>Epochs between two looks at the quality of the data, ≥ 1; null: never, so that the last network is kept and nothing stops early. The last epoch is always looked at otherwise.</summary>
    public int? EvaluateEvery { get; init; } = 10;

    /// <summary>Looks at the quality without a better one after which training ends, ≥ 1; null: never.</summary>
    public int? Patience { get; init; } = 10;

    /// <summary>Share of the rows that is not trained on but kept to judge the quality by, in [0, 0.5]; never more than 2,000 rows. 0: training rows are used instead.</summary>
    public double HoldoutShare { get; init; } = 0.05;

    /// <summary>File from which training goes on if it is there, and into which it is saved; deleted when training ends. Null: none.</summary>
    public string? CheckpointFile { get; init; }

    /// <summary>Epochs between two saved checkpoints, ≥ 1.</summary>
    public int CheckpointEvery { get; init; } = 10;

    /// <summary>Checks what all networks share.</summary>
    /// <exception cref="ArgumentException">A setting is out of range; the message names it.</exception>
    private protected void ValidateTraining()
    {
        ValidateSynthesis();
        ArgumentOutOfRangeException.ThrowIfLessThan(Epochs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(BatchSize, 2);
        RequirePositive(LearningRate, nameof(LearningRate));
        ArgumentOutOfRangeException.ThrowIfLessThan(Threads, 1);
        if (MaxTrainingTime is { } time)
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero, nameof(MaxTrainingTime));
        if (EvaluateEvery is int every)
            ArgumentOutOfRangeException.ThrowIfLessThan(every, 1, nameof(EvaluateEvery));
        if (Patience is int patience)
            ArgumentOutOfRangeException.ThrowIfLessThan(patience, 1, nameof(Patience));
        if (!(HoldoutShare >= 0 && HoldoutShare <= 0.5))
            throw new ArgumentOutOfRangeException(nameof(HoldoutShare), HoldoutShare, $"{nameof(HoldoutShare)} is a share from 0 to 0.5.");
        if (CheckpointFile is not null)
            ArgumentException.ThrowIfNullOrWhiteSpace(CheckpointFile, nameof(CheckpointFile));
        ArgumentOutOfRangeException.ThrowIfLessThan(CheckpointEvery, 1);
    }

    /// <summary>Checks that a number is positive and finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not.</exception>
    private protected static void RequirePositive(double value, string name)
    {
        if (!(value > 0 && double.IsFinite(value)))
            throw new ArgumentOutOfRangeException(name, value, $"{name} is a positive number.");
    }
}
