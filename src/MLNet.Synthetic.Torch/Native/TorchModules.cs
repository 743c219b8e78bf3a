// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MLNet.Synthetic;

/// <summary>Modules of TorchSharp that need help.</summary>
internal static class TorchModules
{
    /// <summary>Group normalization with scale 1 and shift 0: TorchSharp 0.107 leaves both as the memory was that they were put in, which now and then is NaN.</summary>
    public static GroupNorm GroupNorm(long groups, long channels)
    {
        var norm = nn.GroupNorm(groups, channels);
        using var _ = no_grad();
        nn.init.ones_(norm.weight);
        nn.init.zeros_(norm.bias!);
        return norm;
    }
}
