// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using TorchSharp;

namespace MLNet.Synthetic;

/// <summary>Loads libtorch and TorchSharp's native library, or says why they do not load and what to do.</summary>
/// <remarks>
/// <para>
/// TorchSharp 0.107's <c>libLibTorchSharp.so</c> asks for the symbol version GLIBCXX_3.4.32 (GCC 13), which Debian 12 and Ubuntu 22.04 do not have. The only symbol bound to it is
/// <c>std::ios_base_library_init()</c>, and nothing in the library calls it: marking that one need as weak, two bytes of the file, is enough for it to load and run there. That is done to a copy in a private folder,
/// which is deleted once it is loaded; the files of the packages stay as they are. It is done only after the library as it is has failed to load for exactly that reason, and only if no other symbol is bound to the version.
/// </para>
/// <para>
/// Files are looked for in the folder that <see cref="FolderVariable"/> names, beside the application, in its <c>runtimes/linux-x64/native</c> and wherever the .NET host looks for native files of packages.
/// libtorch's libraries are loaded by path first: TorchSharp's library, wherever it lies, then finds them by name, and so does TorchSharp itself.
/// </para>
/// <para>Other systems than Linux need none of this; there TorchSharp loads its files as always, and only its errors are put into words.</para>
/// </remarks>
internal static class TorchNative
{
    /// <summary>Environment variable or <see cref="AppContext"/> setting that names a folder with libtorch.</summary>
    public const string FolderVariable = "MLNET_SYNTHETIC_LIBTORCH";

    private const string TorchSharpFile = "libLibTorchSharp.so", TorchFile = "libtorch_cpu.so", MissingVersion = "GLIBCXX_3.4.32", UnusedSymbol = "_ZSt21ios_base_library_initv";
    private static readonly string[] s_torchFiles = ["libc10.so", TorchFile, "libtorch.so"];
    private static readonly Lazy<string?> s_failure = new(Load);

    /// <summary>Makes sure that TorchSharp can be used. Call before the first use of <see cref="torch"/>.</summary>
    /// <exception cref="DllNotFoundException">It cannot; the message names cause and cure.</exception>
    public static void Require()
    {
        if (s_failure.Value is { } failure)
            throw new DllNotFoundException(failure);
    }

    /// <summary>Folders in which native files may lie, in the order in which they are looked at.</summary>
    internal static IEnumerable<string> Folders()
    {
        string? named = AppContext.GetData(FolderVariable) as string ?? Environment.GetEnvironmentVariable(FolderVariable);
        string[] chosen = named is null ? [] : [named, Path.Combine(named, "lib"), Path.Combine(named, "runtimes", "linux-x64", "native")];
        string[] probed = (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return [.. chosen, AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native"), .. probed];
    }

    /// <summary>What went wrong; null: nothing.</summary>
    private static string? Load()
    {
        if (OperatingSystem.IsLinux() && LoadOnLinux([.. Folders()], RuntimeInformation.ProcessArchitecture) is { } failure)
            return failure;
        try
        {
            torch.InitializeDeviceType(DeviceType.CPU);
            return null;
        }
        catch (Exception e) when (e is TypeInitializationException or NotSupportedException or DllNotFoundException or BadImageFormatException)
        {
            return $"TorchSharp's native library did not load: {(e.InnerException ?? e).Message}{Environment.NewLine}{Cure(OperatingSystem.IsWindows() ? "libtorch-cpu-win-x64" : "libtorch-cpu-osx-arm64")}";
        }
    }

    /// <summary>Loads the natives by path.</summary>
    /// <param name="folders">Where to look.</param>
    /// <param name="architecture">That of the process.</param>
    [UnsupportedOSPlatform("windows")]
    internal static string? LoadOnLinux(IReadOnlyList<string> folders, Architecture architecture)
    {
        if (architecture != Architecture.X64)
            return $"TorchSharp has native libraries for x64 on Linux only; this process runs on {architecture}. Train on an x64 machine: the saved file can be sampled here, with ONNX Runtime.";
        if (Find(folders, TorchSharpFile) is not { } torchSharp)
            return $"TorchSharp's native library {TorchSharpFile} was not found. Publish the application with the runtime identifier linux-x64, or without one. Looked in: {string.Join(", ", folders)}.";
        if (Find(folders, TorchFile) is not { } torchFile)
            return $"libtorch ({TorchFile}) was not found. {Cure("libtorch-cpu-linux-x64")} Looked in: {string.Join(", ", folders)}.";

        PassiveThreads();
        string at = Path.GetDirectoryName(torchFile)!;
        foreach (string file in s_torchFiles.Select(f => Path.Combine(at, f)))
        {
            if (TryLoad(file) is { } fault)
                return Describe(file, fault);
        }

        string? reason = TryLoad(torchSharp);
        if (reason is null)
            return null;
        return reason.Contains($"{MissingVersion}'", StringComparison.Ordinal) ? LoadPatched(torchSharp) : Describe(torchSharp, reason);
    }

    /// <summary>Loads a copy that no longer insists on the newer C++ library.</summary>
    [UnsupportedOSPlatform("windows")]
    private static string? LoadPatched(string file)
    {
        byte[] elf = File.ReadAllBytes(file);
        if (!ElfVersionNeeds.MakeWeak(elf, MissingVersion, UnusedSymbol))
            return Describe(file, $"it needs {MissingVersion} of the C++ library, and really uses it");

        string? fault = null;
        foreach (string parent in new[] { Path.GetTempPath(), Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) })
        {
            if (!Directory.Exists(parent))
                continue;
            string folder = Path.Combine(parent, $"mlnet-synthetic-{Guid.NewGuid():N}");
            try
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);   // nobody else can put a library there
                string copy = Path.Combine(folder, TorchSharpFile);
                File.WriteAllBytes(copy, elf);
                fault = TryLoad(copy);
                if (fault is null)
                    return null;                                      // stays loaded when the file is gone
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                fault = e.Message;
            }
            finally
            {
                if (Directory.Exists(folder))
                    Directory.Delete(folder, recursive: true);
            }
        }

        return Describe(file, fault ?? "there is neither a temporary folder nor one of the user to load a copy from");
    }

    private static string? Find(IReadOnlyList<string> folders, string file) => folders.Select(f => Path.Combine(f, file)).FirstOrDefault(File.Exists);

    /// <summary>Why a library does not load; null: it is loaded, and stays so.</summary>
    private static string? TryLoad(string file)
    {
        try
        {
            NativeLibrary.Load(file);
            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            return e.Message;
        }
    }

    private static string Describe(string file, string fault)
    {
        string cure = fault.Contains("GLIBCXX_", StringComparison.Ordinal) || fault.Contains("GLIBC_", StringComparison.Ordinal)
            ? "The C or C++ library of this system is too old (RHEL 9 and older distributions): train on Debian 12, Ubuntu 22.04 or newer, or in such a container. The saved file can be sampled here, with ONNX Runtime."
            : Cure("libtorch-cpu-linux-x64");
        return $"{file} did not load: {fault.Trim()}{Environment.NewLine}{cure}";
    }

    private static string Cure(string package)
        => $"Add the package {package} 2.10.0 (or one for CUDA, such as TorchSharp-cuda-linux) to the application that trains, or name a folder with libtorch 2.10 in the environment variable {FolderVariable}.";

    /// <summary>
    /// Lets waiting OpenMP threads sleep rather than spin, unless the user has said otherwise: on a busy machine spinning makes two threads many times slower than one. The runtime's own setting of variables does not reach
    /// native code.
    /// </summary>
    private static void PassiveThreads() => _ = SetEnvironment("OMP_WAIT_POLICY", "passive", 0);

    [DllImport("libc", EntryPoint = "setenv")]
    private static extern int SetEnvironment([MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);
}
