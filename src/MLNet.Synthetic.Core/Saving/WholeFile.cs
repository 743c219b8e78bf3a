// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text;

namespace MLNet.Synthetic;

/// <summary>Writes a file whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Has the file written beside its place under another name, then moves it there; where writing fails or is stopped, what was there before stays and nothing is left behind.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="write">Writes to a stream that can be read and sought, and is closed afterwards.</param>
    /// <returns>What <paramref name="write"/> gave.</returns>
    public static T Write<T>(string path, Func<Stream, T> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string target = Path.GetFullPath(path), temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            T result;
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite))
            {
                result = write(file);
                if (file.CanWrite)                                    // not closed by a writer already
                    file.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
            return result;
        }
        finally
        {
            File.Delete(temporary);                                   // where something went wrong; else it is gone already
        }
    }

    /// <inheritdoc cref="Write{T}(string, Func{Stream, T})"/>
    public static void Write(string path, Action<Stream> write) => Write(path, file =>
    {
        write(file);
        return true;
    });

    /// <summary>Writes a text in UTF-8 without a byte order mark.</summary>
    public static void Write(string path, string text) => Write(path, file => file.Write(Encoding.UTF8.GetBytes(text)));
}
