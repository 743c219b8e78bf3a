// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.ML.OnnxRuntime;
using MLNet.Synthetic;
using MLNet.Synthetic.Tests.Tables;

namespace MLNet.Synthetic.Tests.Sessions;

/// <summary>The choice of a device, with a made native library in place of ONNX Runtime's.</summary>
[TestClass]
public sealed class ProviderChoiceTests
{
    private const string Cpu = "CPUExecutionProvider", Cuda = "CUDAExecutionProvider", DirectMl = "DmlExecutionProvider", OpenVino = "OpenVINOExecutionProvider";
    private readonly List<string> _infos = [], _warnings = [];

    [TestMethod]
    public void Open_NoGpuAskedFor_CpuEvenWhereThereIsCuda()
    {
        var chosen = Open(new(null), [Cuda, Cpu]);

        Assert.AreEqual(ExecutionProvider.Cpu, chosen);
        StringAssert.Contains(_infos.Single(), "no GPU was asked for");
        Assert.IsEmpty(_warnings);
    }

    [TestMethod]
    public void Open_CudaThere_Cuda()
    {
        var chosen = Open(new(1), [Cuda, Cpu]);

        Assert.AreEqual(ExecutionProvider.Cuda, chosen);
        Assert.AreEqual("ONNX Runtime computes on GPU 1 with CUDA.", _infos.Single());
    }

    [TestMethod]
    [DataRow(DirectMl, "DirectML"), DataRow(OpenVino, "OpenVINO")]
    public void Open_OtherGpuProvider_IsTaken(string name, string title)
    {
        Assert.AreEqual(name, Open(new(0), [name, Cpu]).Name);
        StringAssert.Contains(_infos.Single(), title);
    }

    [TestMethod]
    public void Open_CpuPackageOnly_FallsBackWithOneLineThatNamesThePackage()
    {
        var chosen = Open(new(0), [Cpu]);

        Assert.AreEqual(ExecutionProvider.Cpu, chosen);
        Assert.IsEmpty(_infos);
        StringAssert.Contains(_warnings.Single(), "on the CPU, not on GPU 0");
        StringAssert.Contains(_warnings.Single(), "Microsoft.ML.OnnxRuntime.Gpu");
    }

    [TestMethod]
    public void Open_CpuPackageOnlyWithoutFallback_Throws()
    {
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Open(new(0, FallbackToCpu: false), [Cpu]));

        StringAssert.Contains(error.Message, "FallbackToCpu is false");
        StringAssert.Contains(error.Message, "Microsoft.ML.OnnxRuntime.Gpu");
    }

    private static IEnumerable<object[]> Failures =>
    [
        [Native("CUDA failure 101: invalid device ordinal ; GPU=7")], [new EntryPointNotFoundException("OrtSessionOptionsAppendExecutionProvider_CUDA")], [new DllNotFoundException("libcublasLt.so.12")],
    ];

    [TestMethod]
    [DynamicData(nameof(Failures))]
    public void Open_GpuFails_FallsBackAndSaysWhy(Exception failure)
    {
        var chosen = Open(new(7), [Cuda, Cpu], failure);

        Assert.AreEqual(ExecutionProvider.Cpu, chosen);
        StringAssert.Contains(_warnings.Single(), "CUDA does not open GPU 7");
        StringAssert.Contains(_warnings.Single(), failure.Message);
    }

    [TestMethod]
    [DynamicData(nameof(Failures))]
    public void Open_GpuFailsWithoutFallback_ThrowsWithTheCause(Exception failure)
    {
        var error = Assert.ThrowsExactly<InvalidOperationException>(() => Open(new(7, FallbackToCpu: false), [Cuda, Cpu], failure));

        Assert.AreSame(failure, error.InnerException);
        StringAssert.Contains(error.Message, "GPU 7");
    }

    [TestMethod]
    public void Open_NoNativeLibrary_ThrowsAndNamesThePackage()       // the first touch of ONNX Runtime wraps the error of the loader like this
    {
        var missing = new TypeInitializationException("Microsoft.ML.OnnxRuntime.NativeMethods", new DllNotFoundException("Unable to load shared library 'onnxruntime' or one of its dependencies.\nmore"));

        var error = Assert.ThrowsExactly<InvalidOperationException>(() => ProviderChoice.Open<int>(new(0), () => throw missing, _ => 1, _infos.Add, _warnings.Add));

        StringAssert.Contains(error.Message, "Unable to load shared library 'onnxruntime' or one of its dependencies)");
        StringAssert.Contains(error.Message, "Add the package Microsoft.ML.OnnxRuntime (CPU)");
        Assert.AreSame(missing, error.InnerException);
    }

    [TestMethod]
    public void Sample_GpuWithTheCpuPackage_RealLibraryFallsBack()
    {
        var model = MadeNetworkModel.Create();

        var table = model.Sample(10, null, new(new Rng(1), info: _infos.Add, warning: _warnings.Add, device: new(0)));

        Assert.AreEqual(TableHash.Of(model.Sample(10, null, Trial.Context)), TableHash.Of(table));
        StringAssert.Contains(_warnings.Single(), "has no GPU provider");
    }

    [TestMethod]
    public void Sample_GpuWithTheCpuPackageWithoutFallback_Throws()
        => Assert.ThrowsExactly<InvalidOperationException>(() => MadeNetworkModel.Create().Sample(10, null, new(new Rng(1), device: new(0, FallbackToCpu: false))));

    private ExecutionProvider Open(ComputeDevice device, string[] available, Exception? gpuFailure = null)
        => ProviderChoice.Open(device, () => available, p => p != ExecutionProvider.Cpu && gpuFailure is not null ? throw gpuFailure : p, _infos.Add, _warnings.Add).Provider;

    /// <summary>An error as ONNX Runtime throws it; its constructor is closed.</summary>
    private static OnnxRuntimeException Native(string message)
    {
        var error = (OnnxRuntimeException)RuntimeHelpers.GetUninitializedObject(typeof(OnnxRuntimeException));
        typeof(Exception).GetField("_message", BindingFlags.Instance | BindingFlags.NonPublic)!.SetValue(error, message);
        return error;
    }
}
