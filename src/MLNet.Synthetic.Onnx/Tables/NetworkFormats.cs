// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The formats of all algorithms with a network. A new algorithm is a new row here.</summary>
internal static class NetworkFormats
{
    private static readonly TableModelFormat[] s_all = [new GanTableFormat("Ctgan"), new GanTableFormat("Wgan"), new GanTableFormat("Tvae"), new ArgnTableFormat()];

    /// <summary>Makes them known; again does no harm.</summary>
    public static void Register()
    {
        foreach (var format in s_all)
            TableModelFormat.Register(format);
    }
}
