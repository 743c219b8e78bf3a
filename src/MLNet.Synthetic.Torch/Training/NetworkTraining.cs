// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A network in training: its steps, its state, and the model that it is so far. <see cref="TrainingLoop"/> does the rest.</summary>
/// <remarks>
/// A step draws from <see cref="TorchRun"/> and from the stream it is given, and from nothing else; the loop has seeded both for this step, and has opened a dispose scope around it. What must outlive a step is detached from the
/// scope and belongs to the training. Everything that a later step depends on is in <see cref="Write"/>: a training that was made anew and has read it goes on exactly as the one that wrote it.
/// </remarks>
internal abstract class NetworkTraining(TorchRun torch) : IDisposable
{
    /// <summary>Device, threads, random numbers.</summary>
    public TorchRun Torch { get; } = torch;

    /// <summary>Name of the algorithm.</summary>
    public abstract string Algorithm { get; }

    /// <summary>Steps of an epoch, ≥ 1.</summary>
    public abstract int StepsPerEpoch { get; }

    /// <summary>Names of the losses, at least one.</summary>
    public abstract IReadOnlyList<string> LossNames { get; }

    /// <summary>
    /// Which of the losses is the share of rows that a discriminator puts on the right side, in [0, 1]; null: there is none. Where it stays at 1 while the quality does not rise, the training ends as saturated.
    /// </summary>
    public virtual int? AccuracyIndex => null;

    /// <summary>One step of gradient descent.</summary>
    /// <param name="step">Number of the step, from 0, over all epochs.</param>
    /// <param name="random">The stream of the step, for what is drawn in C#.</param>
    /// <param name="losses">Takes the losses, in the order of <see cref="LossNames"/>. NaN or infinite ones end the training.</param>
    public abstract void Step(long step, Rng random, Span<double> losses);

    /// <summary>Called after each epoch, in an order that a resumed run repeats: for schedules.</summary>
    /// <param name="epoch">Number of the epoch, from 1.</param>
    /// <param name="losses">Mean of each loss over the epoch.</param>
    public virtual void EpochEnded(int epoch, IReadOnlyList<double> losses)
    {
    }

    /// <summary>Saves weights, optimizers and whatever else a later step depends on.</summary>
    public abstract void Write(ModelWriter writer);

    /// <summary>Reads what was saved.</summary>
    /// <exception cref="SyntheticDataException">It was saved of another network.</exception>
    public abstract void Read(ModelReader reader);

    /// <summary>The network as it is now, as a model that is sampled without TorchSharp.</summary>
    /// <param name="report">How it was trained; null: it is only looked at.</param>
    public abstract ITableModel Export(TrainingReport? report);

    /// <inheritdoc/>
    public abstract void Dispose();

    /// <summary>The state as bytes.</summary>
    internal byte[] Snapshot()
    {
        var writer = new ModelWriter();
        Write(writer);
        return writer.Written.ToArray();
    }

    /// <summary>Goes back to a state.</summary>
    internal void Restore(ReadOnlyMemory<byte> snapshot)
    {
        var reader = new ModelReader("the state of the training", snapshot);
        Read(reader);
        reader.RequireEnd();
    }
}
