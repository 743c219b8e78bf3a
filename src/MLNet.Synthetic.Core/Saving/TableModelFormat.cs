// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Collections.Concurrent;
using System.Text.Json;

namespace MLNet.Synthetic;

/// <summary>How the models of one algorithm are written into a saved synthesizer and read from it.</summary>
/// <remarks>A package with algorithms of its own registers a format for each, once, by <see cref="Register"/>: a file holds the name of its algorithm, never that of a type.</remarks>
public abstract class TableModelFormat
{
    private static readonly ConcurrentDictionary<string, TableModelFormat> s_formats = new(
        new TableModelFormat[]
        {
            new HiddenChowLiuTreeFormat(), new IndependentColumnsFormat(), new GaussianCopulaFormat(), new SequentialTreesFormat(), new AdversarialForestFormat(), new RelationalFormat(), new BootstrapSmoteFormat(),
        }.Select(f => KeyValuePair.Create(f.Algorithm, f)), StringComparer.Ordinal);

    /// <summary>Name of the algorithm, as files hold it: that of the class, which never changes.</summary>
    public abstract string Algorithm { get; }

    /// <summary>Name of the package that reads the files.</summary>
    public abstract string Package { get; }

    /// <summary>Whether the file of a model holds training rows as they are: whoever has such a file has the data.</summary>
    /// <param name="model">A model of this algorithm.</param>
    public virtual bool HoldsTrainingRows(ITableModel model) => false;

    /// <summary>Makes a format known, in place of one of the same algorithm.</summary>
    public static void Register(TableModelFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentException.ThrowIfNullOrEmpty(format.Algorithm, nameof(format));
        s_formats[format.Algorithm] = format;
    }

    /// <summary>Whether a model is of this algorithm.</summary>
    public abstract bool IsOf(ITableModel model);

    /// <summary>The settings of the algorithm as the manifest shows them: for people, never read back. Null: not shown.</summary>
    /// <param name="options">The settings.</param>
    public virtual JsonElement? Describe(SynthesisOptions options) => null;

    /// <summary>Writes a model, without its schema, which stands in the manifest.</summary>
    /// <param name="model">A model of this algorithm.</param>
    /// <param name="entries">Takes one entry or several.</param>
    public abstract void Write(ITableModel model, SavedEntries entries);

    /// <summary>Reads a model. Nothing in the entries is to be trusted: every number is checked before it is used.</summary>
    /// <param name="entries">The entries, whose hashes are right.</param>
    /// <param name="schema">What is known of the columns.</param>
    /// <param name="outline">The columns without rows: their types, and the levels of categories.</param>
    /// <exception cref="SyntheticDataException">The entries hold no such model.</exception>
    public abstract ITableModel Read(SavedEntries entries, TableSchema schema, Table outline);

    /// <summary>The format of a model.</summary>
    /// <exception cref="NotSupportedException">No registered format writes it.</exception>
    internal static TableModelFormat Of(ITableModel model) => s_formats.Values.FirstOrDefault(f => f.IsOf(model)) ?? throw new NotSupportedException(
        $"No format is registered that writes a {model.GetType().Name}. Register one: {nameof(TableModelFormat)}.{nameof(Register)}.");

    /// <summary>The format of an algorithm; null: there is none.</summary>
    internal static TableModelFormat? Find(string algorithm) => s_formats.GetValueOrDefault(algorithm);

    /// <summary>Names of the algorithms whose files can be read.</summary>
    internal static IEnumerable<string> Known => s_formats.Keys.Order(StringComparer.Ordinal);
}
