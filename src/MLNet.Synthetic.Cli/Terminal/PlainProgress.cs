// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Diagnostics;
using System.Globalization;

namespace MLNet.Synthetic.Cli;

/// <summary>Progress as plain lines, at most one in some seconds: for logs.</summary>
internal sealed class PlainProgress(TextWriter error) : IProgress<RunProgress>
{
    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(5);
    private readonly Lock _lock = new();
    private readonly Stopwatch _stage = new(), _silence = Stopwatch.StartNew();
    private string? _name;

    /// <inheritdoc/>
    public void Report(RunProgress value)
    {
        lock (_lock)
        {
            if (_name != value.Stage)
            {
                _name = value.Stage;
                _stage.Restart();
            }

            if (_silence.Elapsed < s_between)
                return;
            _silence.Restart();
            double share = value.Total > 0 ? Math.Clamp((double)value.Done / value.Total, 0, 1) : 0;
            string left = share > 0 ? string.Create(CultureInfo.InvariantCulture, $", about {_stage.Elapsed.TotalSeconds * (1 - share) / share:0} s left") : "";
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value.Stage}: {100 * share:0} %{left}"));
        }
    }
}
