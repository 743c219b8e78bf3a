// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.RegularExpressions;

namespace MLNet.Synthetic;

/// <summary>The entries of a saved synthesizer besides its manifest: names and contents.</summary>
public sealed partial class SavedEntries
{
    internal const int Most = 32;
    private readonly SortedDictionary<string, ReadOnlyMemory<byte>> _contents = new(StringComparer.Ordinal);

    /// <summary>Names, in ordinal order.</summary>
    public IReadOnlyCollection<string> Names => _contents.Keys;

    /// <summary>The bytes of an entry.</summary>
    /// <exception cref="SyntheticDataException">There is no such entry.</exception>
    public ReadOnlyMemory<byte> this[string name] => _contents.TryGetValue(name, out var content)
        ? content
        : throw new SyntheticDataException($"The file has no entry '{name}', which its algorithm needs. Get the file anew, or save the synthesizer again.");

    /// <summary>Adds an entry.</summary>
    /// <param name="name">Name: lower-case letters, digits, hyphens and single dots, at most 64; no folders.</param>
    /// <param name="content">Its bytes; not copied.</param>
    /// <exception cref="ArgumentException">The name is of another form or taken, or there are 32 entries already.</exception>
    public void Add(string name, ReadOnlyMemory<byte> content)
    {
        if (!IsName(name))
            throw new ArgumentException($"'{name}' cannot be the name of an entry: use lower-case letters, digits, hyphens and single dots.", nameof(name));
        if (_contents.Count == Most || !_contents.TryAdd(name, content))
            throw new ArgumentException($"There is an entry '{name}' already, or there are {Most}.", nameof(name));
    }

    /// <summary>Adds an entry of numbers.</summary>
    /// <inheritdoc cref="Add(string, ReadOnlyMemory{byte})"/>
    /// <param name="name">Name: lower-case letters, digits, hyphens and single dots, at most 64; no folders.</param>
    /// <param name="write">Writes them.</param>
    public void Add(string name, Action<ModelWriter> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        var writer = new ModelWriter();
        write(writer);
        Add(name, writer.Written.ToArray());
    }

    /// <summary>Reads an entry of numbers from its first byte to its last.</summary>
    /// <typeparam name="T">What is read.</typeparam>
    /// <param name="name">Name of the entry.</param>
    /// <param name="read">Reads them.</param>
    /// <exception cref="SyntheticDataException">There is no such entry, it holds other than was expected, or bytes are left over.</exception>
    public T Read<T>(string name, Func<ModelReader, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        var reader = new ModelReader(name, this[name]);
        var value = read(reader);
        reader.RequireEnd();
        return value;
    }

    internal static bool IsName(string name) => NamePattern().IsMatch(name);

    [GeneratedRegex(@"\A(?=.{1,64}\z)[a-z0-9-]+(\.[a-z0-9-]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
