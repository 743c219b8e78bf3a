// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Reflection;

namespace MLNet.Synthetic;

/// <summary>The version of this library.</summary>
internal static class LibraryVersion
{
    /// <summary>As packages have it, without build metadata.</summary>
    public static string Text { get; } = typeof(LibraryVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";
}
