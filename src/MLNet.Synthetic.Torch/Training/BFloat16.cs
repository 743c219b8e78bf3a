// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Runtime.Intrinsics.X86;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.Synthetic;

/// <summary>Whether computing in bfloat16 pays.</summary>
internal static class BFloat16
{
    /// <summary>Whether the device has instructions for it; says so where it has not. Asked of the device rather than measured, so that training does not depend on how busy the machine is.</summary>
    public static bool IsFast(Device device, RunContext run)
    {
        if (device.type == DeviceType.CUDA || HasAvx512BFloat16())
            return true;
        run.Warn("This processor has no instructions for bfloat16 (AVX-512 BF16): training computes in float32.");
        return false;
    }

    private static bool HasAvx512BFloat16()
    {
        const int Leaf = 7, SubLeaf = 1, Bit = 5;                     // CPUID.(EAX=07H, ECX=1):EAX.AVX512_BF16
        return X86Base.IsSupported && X86Base.CpuId(0, 0).Eax >= Leaf && Avx512F.IsSupported && (X86Base.CpuId(Leaf, SubLeaf).Eax >> Bit & 1) == 1;
    }
}
