// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace MLNet.Synthetic;

/// <summary>Trains a network epoch by epoch: reports loss and quality of the data, keeps the best network, and stops when more training does not help, harms, takes too long, or is not wanted any more.</summary>
/// <remarks>
/// Every <see cref="NetworkOptions.EvaluateEvery"/> epochs the network is sampled and looked at (<see cref="QualityLook"/>); the network with the best <see cref="TrainingQuality.Figure"/> is kept. What ends a training early:
/// a loss that is not a number (at once); a collapse (<see cref="TrainingQuality.IsCollapsed"/>) at three looks in a row after one without; a discriminator that was right on 99.9 % of rows in every epoch of
/// three looks without improvement; <see cref="NetworkOptions.Patience"/> looks without improvement; <see cref="NetworkOptions.MaxTrainingTime"/>. Always the best network so far is handed over; where there is none, an error tells what to change.
/// </remarks>
internal sealed class TrainingLoop
{
    private const int PatienceWithTrouble = 3;
    private const double SaturatedAccuracy = 0.999;
    private readonly NetworkTraining _training;
    private readonly NetworkOptions _options;
    private readonly QualityLook _look;
    private readonly RunContext _run;
    private readonly string _identity;
    private readonly List<TrainingPoint> _points = [];
    private readonly List<string> _events = [];
    private byte[] _best = [];
    private int _bestEpoch, _waiting;
    private double _secondsBefore;

    /// <summary>The training of a network.</summary>
    /// <param name="training">The network, fresh.</param>
    /// <param name="options">Settings.</param>
    /// <param name="look">Looks at the quality.</param>
    /// <param name="data">Hash of the training table.</param>
    /// <param name="run">Randomness, progress, messages, cancellation and threads.</param>
    public TrainingLoop(NetworkTraining training, NetworkOptions options, QualityLook look, string data, RunContext run)
        => (_training, _options, _look, _run, _identity) = (training, options, look, run, Identity(training, options, data, run));

    /// <summary>Trains from the beginning, or from the checkpoint where there is one.</summary>
    /// <returns>The best network.</returns>
    /// <exception cref="SyntheticDataException">A loss was not a number before any network could be kept, or the checkpoint is not of this training.</exception>
    /// <exception cref="OperationCanceledException">The run was asked to stop. Training can go on from the last checkpoint that was written.</exception>
    public ITableModel Run()
    {
        Resume();
        var clock = Stopwatch.StartNew();
        var end = TrainingEnd.Completed;
        bool isFirst = true;
        while (_points.Count < _options.Epochs)
        {
            if (Ended() is { } reason)                                // before the epoch, so that a resumed training ends where it would have ended
            {
                end = reason;
                break;
            }

            double[]? losses = Epoch(_points.Count);
            if (losses is null)
            {
                end = TrainingEnd.NotANumber;
                break;
            }

            int epoch = _points.Count + 1;
            _training.EpochEnded(epoch, losses);
            var quality = IsLookedAt(epoch) ? Look(epoch) : null;
            _points.Add(new(epoch, _secondsBefore + clock.Elapsed.TotalSeconds, losses, quality));
            if (isFirst)
                Estimate(clock.Elapsed);
            isFirst = false;
            if (_options.CheckpointFile is not null && epoch % _options.CheckpointEvery == 0)
                WriteCheckpoint();
            Report();
        }

        if (end == TrainingEnd.Completed && _points.Count == _options.Epochs && Ended() is TrainingEnd.Collapsed and var collapsed)
            end = collapsed;
        return HandOver(end);
    }

    /// <summary>The steps of one epoch.</summary>
    /// <returns>Mean of each loss; null: one was not a number.</returns>
    private double[]? Epoch(int epoch)
    {
        var (losses, sums) = (new double[_training.LossNames.Count], new double[_training.LossNames.Count]);
        var random = _run.Random.Fork("steps");
        for (int i = 0; i < _training.StepsPerEpoch; i++)
        {
            _run.Cancellation.ThrowIfCancellationRequested();
            long step = (long)epoch * _training.StepsPerEpoch + i;
            var own = random.Fork(step);
            using (NewDisposeScope())
            {
                _training.Torch.Seed(own);
                _training.Step(step, own, losses);
            }

            for (int k = 0; k < losses.Length; k++)
            {
                if (!double.IsFinite(losses[k]))
                {
                    Note($"The loss '{_training.LossNames[k]}' was {losses[k].ToString(CultureInfo.InvariantCulture)} at step {step} (epoch {epoch + 1}).");
                    return null;
                }

                sums[k] += losses[k];
            }
        }

        return Array.ConvertAll(sums, s => s / _training.StepsPerEpoch);
    }

    private bool IsLookedAt(int epoch) => _options.EvaluateEvery is int every && (epoch % every == 0 || epoch == _options.Epochs);

    private TrainingQuality? Look(int epoch)
    {
        ITableModel model;
        using (NewDisposeScope())
            model = _training.Export(null);
        var quality = _look.Measure(model, _run);
        (model as IDisposable)?.Dispose();
        if (quality is null)
            return null;

        var best = _points.FirstOrDefault(p => p.Epoch == _bestEpoch)?.Quality;
        if (best is null || quality.Figure > best.Figure)
            (_best, _bestEpoch, _waiting) = (_training.Snapshot(), epoch, 0);
        else
            _waiting++;
        var before = _points.LastOrDefault(p => p.Quality is not null)?.Quality;
        if (epoch == _options.Epochs || before is not null)           // in the beginning everything is missing
        {
            Lost(epoch, "categories", quality.LostCategories, before?.LostCategories ?? []);
            Lost(epoch, "modes", quality.LostModes, before?.LostModes ?? []);
        }

        return quality;
    }

    /// <summary>Notes what is lost that was there at the look before.</summary>
    private void Lost(int epoch, string what, IReadOnlyList<string> lost, IReadOnlyList<string> before)
    {
        const int Most = 5;
        string[] gone = [.. lost.Except(before)];
        if (gone.Length > 0)
            Note($"After epoch {epoch} the data lack {gone.Length} {what} that real rows have: {string.Join("; ", gone.Take(Most))}{(gone.Length > Most ? "; ..." : "")}.");
    }

    /// <summary>Whether the training has come to its end before its last epoch.</summary>
    private TrainingEnd? Ended()
    {
        if (_points.Count == 0)
            return null;
        TrainingPoint[] looks = [.. _points.Where(p => p.Quality is not null)];
        if (looks.Length > PatienceWithTrouble && looks[^PatienceWithTrouble..].All(p => p.Quality!.IsCollapsed) && !looks[^(PatienceWithTrouble + 1)].Quality!.IsCollapsed)
            return TrainingEnd.Collapsed;
        if (_training.AccuracyIndex is int accuracy && _waiting >= PatienceWithTrouble && _points.Skip(_bestEpoch).All(p => p.Losses[accuracy] >= SaturatedAccuracy))
            return TrainingEnd.Saturated;
        if (_options.Patience is int patience && _waiting >= patience)
            return TrainingEnd.NoImprovement;
        return _options.MaxTrainingTime is { } most && _points[^1].Seconds >= most.TotalSeconds ? TrainingEnd.TimeUp : null;
    }

    private ITableModel HandOver(TrainingEnd end)
    {
        if (end == TrainingEnd.NotANumber && _bestEpoch == 0)
        {
            throw new SyntheticDataException(
                $"{_training.Algorithm} cannot be trained so: {_events[^1]} Lower {nameof(NetworkOptions.LearningRate)} ({_options.LearningRate.ToString(CultureInfo.InvariantCulture)}), or look for columns of extreme numbers.");
        }

        if (end != TrainingEnd.Completed)
            Note($"Training ended after {_points.Count} of {_options.Epochs} epochs: {Words(end)}.");
        if (_bestEpoch > 0)
            _training.Restore(_best);
        var report = Progress() with { End = end, BestEpoch = _bestEpoch > 0 ? _bestEpoch : _points.Count };
        if (report.Quality is { } quality)
        {
            _run.Info($"{_training.Algorithm}: the network after epoch {report.BestEpoch} of {_points.Count} is kept ({Words(quality)}).");
            if (quality.IsCollapsed)
                _run.Warn($"{_training.Algorithm} makes only a small part of what there is (balance of modes {quality.ModeBalance.ToString("0.00", CultureInfo.InvariantCulture)}). Train longer, or use another algorithm.");
        }

        var model = _training.Export(report);
        if (_options.CheckpointFile is not null)
            File.Delete(_options.CheckpointFile);
        return model;
    }

    private TrainingReport Progress() => new()
    {
        Algorithm = _training.Algorithm,
        LossNames = _training.LossNames,
        StepsPerEpoch = _training.StepsPerEpoch,
        TrainingRows = _look.TrainingRows,
        HoldoutRows = _look.HoldoutRows,
        Device = _training.Torch.DeviceName,
        Points = [.. _points],
        BestEpoch = _bestEpoch,
        Events = [.. _events],
    };

    private void Report()
    {
        var point = _points[^1];
        string losses = string.Join(", ", _training.LossNames.Zip(point.Losses, (n, l) => string.Create(CultureInfo.InvariantCulture, $"{n} {l:0.000}")));
        var quality = _points.LastOrDefault(p => p.Quality is not null)?.Quality;
        _run.Step(_training.Algorithm, point.Epoch, _options.Epochs, quality is null ? losses : $"{losses}; {Words(quality)}");
        if (point.Quality is not null)
            _run.Info($"{_training.Algorithm}, epoch {point.Epoch}: {losses}; {Words(point.Quality)}.");
    }

    private void Estimate(TimeSpan epoch)
    {
        double left = epoch.TotalSeconds * (_options.Epochs - _points.Count);
        double limit = _options.MaxTrainingTime is { } most ? Math.Max(0, most.TotalSeconds - _points[^1].Seconds) : double.PositiveInfinity;
        _run.Info(string.Create(CultureInfo.InvariantCulture,
            $"{_training.Algorithm}: an epoch of {_training.StepsPerEpoch} steps took {epoch.TotalSeconds:0.0} s on {_training.Torch.DeviceName}; {_options.Epochs - _points.Count} more take about {TimeSpan.FromSeconds(Math.Round(Math.Min(left, limit))):g} unless the training ends early."));
    }

    /// <summary>Remembers and logs what happened.</summary>
    private void Note(string text)
    {
        _events.Add(text);
        _run.Warn($"{_training.Algorithm}: {text}");
    }

    private void Resume()
    {
        if (_options.CheckpointFile is null || !File.Exists(_options.CheckpointFile))
            return;
        var checkpoint = TrainingCheckpoint.Read(_options.CheckpointFile, _identity);
        _training.Restore(checkpoint.State);
        _points.AddRange(checkpoint.Report.Points);
        _events.AddRange(checkpoint.Report.Events);
        (_best, _bestEpoch, _waiting) = (checkpoint.Best.ToArray(), checkpoint.Report.BestEpoch, checkpoint.Waiting);
        _secondsBefore = checkpoint.Report.Elapsed.TotalSeconds;
        _run.Info($"{_training.Algorithm}: training goes on after epoch {_points.Count} from '{_options.CheckpointFile}'.");
    }

    private void WriteCheckpoint() => new TrainingCheckpoint { Identity = _identity, Waiting = _waiting, Report = Progress(), State = _training.Snapshot(), Best = _best }.Write(_options.CheckpointFile!);

    /// <summary>What a checkpoint belongs to, one fact a line. How long and how often is not part of it: a training may be continued for more epochs.</summary>
    private static string Identity(NetworkTraining training, NetworkOptions options, string data, RunContext run)
    {
        string[] free = ["epochs", "maxTrainingTime", "patience", "checkpointFile", "checkpointEvery", "maxDegreeOfParallelism", "seed"];
        var settings = JsonNode.Parse((options as IDescribedOptions)?.Describe().GetRawText() ?? "{}");
        if (settings is JsonObject members)
        {
            foreach (string name in free)
                members.Remove(name);
        }

        return string.Join('\n', training.Algorithm, $"the training table with hash {data}", $"the random stream {run.Random.Fork("identity").NextSeed()} (the seed)", training.Torch.DeviceName, settings?.ToJsonString(s_indented) ?? "");
    }

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    private static string Words(TrainingQuality quality) => string.Create(CultureInfo.InvariantCulture,
        $"pair trends {quality.PairTrends:0.000} (real {quality.PairTrendsFloor:0.000}), detection {quality.Detection:0.000}, balance of modes {quality.ModeBalance:0.000}");

    private static string Words(TrainingEnd end) => end switch
    {
        TrainingEnd.NoImprovement => "the quality of the data did not rise any more",
        TrainingEnd.TimeUp => "the time was up",
        TrainingEnd.NotANumber => "a loss was not a number any more; the best network before is kept",
        TrainingEnd.Saturated => "the discriminator told all rows apart and the quality did not rise any more; the best network before is kept. A lower learning rate may help",
        TrainingEnd.Collapsed => "the generator made only a small part of what there is; the best network before is kept",
        _ => "",
    };
}
