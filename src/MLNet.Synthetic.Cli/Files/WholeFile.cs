// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Cli;

/// <summary>Writes a file whole or not at all.</summary>
internal static class WholeFile
{
    /// <summary>Writes beside the file under another name, then moves it there; what fails or is stopped leaves nothing behind.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="write">Writes to a stream that can be read and sought.</param>
    public static T Write<T>(string path, Func<Stream, T> write)
    {
        string target = Path.GetFullPath(path), temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            T result;
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite))
                result = write(file);
            File.Move(temporary, target, overwrite: true);
            return result;
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
