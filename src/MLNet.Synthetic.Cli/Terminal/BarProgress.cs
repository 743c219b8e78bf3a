// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Spectre.Console;

namespace MLNet.Synthetic.Cli;

/// <summary>Progress as bars, one for each stage.</summary>
internal sealed class BarProgress(ProgressContext context) : IProgress<RunProgress>
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ProgressTask> _stages = [];

    /// <inheritdoc/>
    public void Report(RunProgress value)
    {
        lock (_lock)
        {
            if (!_stages.TryGetValue(value.Stage, out var bar))
                _stages.Add(value.Stage, bar = context.AddTask(Markup.Escape(value.Stage)));
            bar.MaxValue = Math.Max(value.Total, 1);
            bar.Value = value.Done;
        }
    }
}
