// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Draws places in proportion to weights.</summary>
internal sealed class ShareDraw
{
    private readonly double[] _until;                                 // running sums
    private readonly int _last;

    /// <summary>A draw.</summary>
    /// <param name="weights">Weight of each place, ≥ 0, not all 0.</param>
    public ShareDraw(IEnumerable<double> weights)
    {
        double sum = 0;
        _until = [.. weights.Select(w => sum += w)];
        _last = Array.FindIndex(_until, until => until == sum);       // places of weight 0 behind it are never drawn
    }

    /// <summary>A place.</summary>
    public int Next(Rng random)
    {
        double u = random.NextDouble() * _until[^1];
        int at = Array.BinarySearch(_until, u);
        at = at < 0 ? ~at : at + 1;
        while (at < _last && _until[at] <= u)                         // equal sums: places of weight 0
            at++;
        return Math.Min(at, _last);
    }
}
