// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.Json;

namespace MLNet.Synthetic;

/// <summary>How the models of an algorithm with a network are saved (docs/synth-format.md): <c>network.onnx</c>, <c>codec.bin</c>, and files that nobody reads back.</summary>
/// <typeparam name="T">The model.</typeparam>
internal abstract class NetworkTableFormat<T> : TableModelFormat where T : NetworkTableModel
{
    private const string NetworkEntry = "network.onnx", CodecEntry = "codec.bin";

    public sealed override string Package => "MLNet.Synthetic.Onnx";

    public sealed override bool IsOf(ITableModel model) => model is T own && IsOwn(own);

    /// <summary>Whether a model is of this algorithm, where several share a type of model.</summary>
    protected virtual bool IsOwn(T model) => true;

    public sealed override JsonElement? Describe(SynthesisOptions options) => (options as IDescribedOptions)?.Describe();

    public sealed override void Write(ITableModel model, SavedEntries entries)
    {
        var fitted = (T)model;
        entries.Add(NetworkEntry, fitted.Network.Bytes);
        entries.Add(CodecEntry, writer =>
        {
            foreach (var codec in fitted.Codecs)
                codec.Write(writer);
            fitted.Write(writer);
        });
        foreach (var (name, content) in fitted.Attachments)
            entries.Add(name, content);
    }

    public sealed override ITableModel Read(SavedEntries entries, TableSchema schema, Table outline)
    {
        var network = Network.Read(entries[NetworkEntry]);
        var attachments = entries.Names.Except([NetworkEntry, CodecEntry]).ToDictionary(name => name, name => entries[name]);
        return entries.Read(CodecEntry, reader =>
        {
            ColumnCodec[] codecs = [.. schema.Columns.Zip(outline.Columns, (column, type) => ColumnCodec.Read(reader, column, type))];
            return Read(reader, schema, outline, codecs, network, attachments);
        });
    }

    /// <summary>Reads what <see cref="NetworkTableModel.Write"/> wrote. Nothing of it is to be trusted.</summary>
    /// <param name="reader">Reads it.</param>
    /// <param name="schema">What is known of the columns.</param>
    /// <param name="outline">The columns without rows.</param>
    /// <param name="codecs">Values of each column as numbers and back.</param>
    /// <param name="network">The network: sound, but perhaps not that of the algorithm.</param>
    /// <param name="attachments">For <see cref="NetworkTableModel.Attachments"/>.</param>
    /// <exception cref="SyntheticDataException">A number is out of range, or the network has other inputs or outputs.</exception>
    protected abstract T Read(ModelReader reader, TableSchema schema, Table outline, ColumnCodec[] codecs, Network network, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> attachments);
}

/// <summary>Settings that say themselves how the manifest of a file shows them: those of algorithms that are trained by another package than the one that reads the file.</summary>
internal interface IDescribedOptions
{
    JsonElement Describe();
}
