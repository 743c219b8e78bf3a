// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class TorchNativeTests
{
    [TestMethod]
    public void Require_OnThisMachine_ComputesWithTorch()
    {
        TorchNative.Require();
        using var sum = ones(3).sum();

        Assert.AreEqual(3f, sum.item<float>());
    }

    [TestMethod]
    public void LoadOnLinux_OtherArchitecture_NamesItAndTheCure()
    {
        if (OperatingSystem.IsWindows())
            return;
        string? failure = TorchNative.LoadOnLinux([], Architecture.Arm64);

        StringAssert.Contains(failure, "x64");
        StringAssert.Contains(failure, "Arm64");
    }

    [TestMethod]
    public void LoadOnLinux_NoTorchSharp_SaysWhereItLooked()
    {
        if (OperatingSystem.IsWindows())
            return;
        string? failure = TorchNative.LoadOnLinux(["/nowhere"], Architecture.X64);

        StringAssert.Contains(failure, "libLibTorchSharp.so was not found");
        StringAssert.Contains(failure, "/nowhere");
    }

    [TestMethod]
    public void LoadOnLinux_NoLibtorch_NamesThePackage()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["libLibTorchSharp.so"], [0]);

        string? failure = TorchNative.LoadOnLinux([folder.Path], Architecture.X64);

        StringAssert.Contains(failure, "libtorch-cpu-linux-x64");
        StringAssert.Contains(failure, TorchNative.FolderVariable);
    }

    [TestMethod]
    public void LoadOnLinux_FileThatIsNoLibrary_SaysSo()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TemporaryFolder();
        foreach (string file in new[] { "libLibTorchSharp.so", "libtorch_cpu.so", "libc10.so", "libtorch.so" })
            File.WriteAllText(folder[file], "no library");

        string? failure = TorchNative.LoadOnLinux([folder.Path], Architecture.X64);

        StringAssert.Contains(failure, "did not load");
        StringAssert.Contains(failure, "libc10.so");
    }

    [TestMethod]
    public void Folders_FolderNamed_ComesFirst()
    {
        string? before = Environment.GetEnvironmentVariable(TorchNative.FolderVariable);
        try
        {
            Environment.SetEnvironmentVariable(TorchNative.FolderVariable, "/opt/libtorch");

            CollectionAssert.AreEqual(new[] { "/opt/libtorch", "/opt/libtorch/lib" }, TorchNative.Folders().Take(2).ToArray());
        }
        finally
        {
            Environment.SetEnvironmentVariable(TorchNative.FolderVariable, before);
        }
    }

    [TestMethod]
    public void GroupNorm_OnUsedMemory_ScaleOneShiftZero()
    {
        TorchNative.Require();
        for (int i = 0; i < 20; i++)
        {
            using var poison = tensor(Enumerable.Repeat(1e30f, 64).ToArray());   // memory that the next tensor is likely to get
            poison.Dispose();
            using var norm = TorchModules.GroupNorm(8, 64);

            Assert.AreEqual(64f, norm.weight.sum().item<float>());
            Assert.AreEqual(0f, norm.bias!.abs().sum().item<float>());
        }
    }
}
