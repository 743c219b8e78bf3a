// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A set of points, numbered from 0, and the distance between any two of them.</summary>
public abstract class NeighborSpace
{
    private protected NeighborSpace()
    {
    }

    /// <summary>Number of points, n.</summary>
    public abstract int Count { get; }

    /// <summary>The squared distance between two points in float64; +∞ when nothing can be compared.</summary>
    public abstract double SquaredDistance(int a, int b);

    /// <summary>The same points as numbers and codes whose distance equals <see cref="SquaredDistance"/>; null when there is none.</summary>
    internal virtual MixedSpace? Embedding => null;
}
