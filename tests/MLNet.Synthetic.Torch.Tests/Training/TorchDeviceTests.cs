// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using TorchSharp;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class TorchDeviceTests
{
    [TestMethod]
    public void Choose_NoGpuNamed_TakesTheCpuWithoutAWord()
    {
        var messages = new List<string>();

        Assert.AreEqual(DeviceType.CPU, TorchDevice.Choose(Run(null, true, messages), () => 4).type);
        Assert.AreEqual(0, messages.Count);
    }

    [TestMethod]
    [DataRow(0, 3, "no CUDA device")]
    [DataRow(1, 1, "one CUDA device, number 0")]
    [DataRow(2, 2, "2 CUDA devices, numbers 0 to 1")]
    public void Choose_GpuThatIsNotThere_FallsBackOrFails(int devices, int gpu, string cause)
    {
        TorchNative.Require();
        var messages = new List<string>();

        Assert.AreEqual(DeviceType.CPU, TorchDevice.Choose(Run(gpu, true, messages), () => devices).type);
        StringAssert.Contains(messages.Single(), cause);
        var e = Assert.ThrowsExactly<InvalidOperationException>(() => TorchDevice.Choose(Run(gpu, false, messages), () => devices));
        StringAssert.Contains(e.Message, cause);
    }

    private static RunContext Run(int? gpu, bool fallback, List<string> messages) => new(new Rng(1), info: messages.Add, warning: messages.Add, device: new(gpu, fallback));
}
