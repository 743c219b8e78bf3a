// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace MLNet.Synthetic;

/// <summary>The zip around a saved synthesizer. Entries are stored, not compressed: a file cannot unpack to more than its own size.</summary>
internal static class SynthArchive
{
    private const string Manifest = "manifest.json", ManifestHash = "manifest.sha256";
    private const int HashDigits = 64;
    private static readonly DateTimeOffset s_earliest = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);   // no clock: the same model gives the same bytes

    /// <summary>Writes a file.</summary>
    public static void Write(string path, byte[] manifest, SavedEntries entries) => WholeFile.Write(path, file => Write(file, manifest, entries));

    /// <summary>Writes a zip.</summary>
    public static void Write(Stream stream, byte[] manifest, SavedEntries entries)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Add(zip, Manifest, manifest);
        Add(zip, ManifestHash, Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(manifest))));
        foreach (string name in entries.Names)
            Add(zip, name, entries[name].Span);
    }

    /// <summary>Reads the entries of a zip and the manifest, whose hash is checked.</summary>
    /// <param name="stream">A stream that can seek.</param>
    public static (byte[] Manifest, SavedEntries Entries) Read(Stream stream)
    {
        try
        {
            using var zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return Read(zip, stream.Length);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ArgumentException or OverflowException or NotSupportedException)
        {
            throw Damaged($"it is not a whole zip archive: {e.Message}", e);
        }
    }

    private static (byte[] Manifest, SavedEntries Entries) Read(ZipArchive zip, long fileBytes)
    {
        if (zip.Entries.Count > SavedEntries.Most + 2)
            throw Damaged($"it has {zip.Entries.Count} entries, more than {SavedEntries.Most + 2}");
        long bytes = 0;
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            if (!SavedEntries.IsName(entry.FullName))
                throw Damaged("an entry has a name with a folder or with unusual characters");
            if (!names.Add(entry.FullName))
                throw Damaged($"the entry '{entry.FullName}' stands there twice");
            if (entry.Length != entry.CompressedLength)
                throw Damaged($"the entry '{entry.FullName}' is compressed, and entries are stored plainly");
            bytes = entry.Length < 0 || entry.Length > Array.MaxLength ? long.MaxValue : bytes + entry.Length;
            if (bytes > fileBytes)
                throw Damaged($"its entries announce more than the {fileBytes} bytes of the file");
        }

        byte[] manifest = Content(Manifest), hash = Content(ManifestHash);
        if (hash.Length != HashDigits || Encoding.ASCII.GetString(hash) != Convert.ToHexStringLower(SHA256.HashData(manifest)))
            throw Damaged("manifest.json has another SHA-256 than manifest.sha256 says");
        var entries = new SavedEntries();
        foreach (string name in names.Except([Manifest, ManifestHash]))
            entries.Add(name, Content(name));
        return (manifest, entries);

        byte[] Content(string name)
        {
            var entry = zip.GetEntry(name) ?? throw Damaged($"it has no {name}: is it a .synth file?");
            var content = new byte[entry.Length];
            using var stream = entry.Open();
            stream.ReadExactly(content);
            return stream.ReadByte() < 0 ? content : throw Damaged($"the entry '{name}' is longer than it announces");
        }
    }

    /// <summary>The entries of a file when they are those of its manifest: names, lengths and hashes.</summary>
    public static SavedEntries Checked(SavedManifest manifest, SavedEntries entries)
    {
        if (manifest.Entries.Count != entries.Names.Count || manifest.Entries.Any(e => e is null) || !manifest.Entries.Select(e => e.Name).ToHashSet().SetEquals(entries.Names))
            throw Damaged("its entries are not those that the manifest lists");
        foreach (var entry in manifest.Entries)
        {
            var content = entries[entry.Name].Span;
            if (content.Length != entry.Bytes || Convert.ToHexStringLower(SHA256.HashData(content)) != entry.Sha256)
                throw Damaged($"the entry '{entry.Name}' has another length or SHA-256 than the manifest says");
        }

        return entries;
    }

    /// <summary>The error of a file that is not as it was written.</summary>
    public static SyntheticDataException Damaged(string fault, Exception? cause = null)
        => new($"The file is no saved synthesizer, or it is damaged: {fault}. Get it anew, or save the synthesizer again.", cause);

    private static void Add(ZipArchive zip, string name, ReadOnlySpan<byte> content)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
        entry.LastWriteTime = s_earliest;
        using var stream = entry.Open();
        stream.Write(content);
    }
}
