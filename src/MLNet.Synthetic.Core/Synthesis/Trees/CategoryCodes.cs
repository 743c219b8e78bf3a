// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>Codes of categories, by descending frequency.</summary>
/// <remarks>
/// The 200 most frequent levels have a code each. Rarer ones share up to 54 more by groups of about equal mass of neighbours in ordinal order, since codes of places, products and
/// diagnoses have their prefixes in common. One more code is the missing value, one a level that training rows do not have.
/// </remarks>
internal sealed class CategoryCodes : ColumnCodes
{
    private const int OwnCodes = 200, SharedCodes = 54;
    private const byte CodeOfMissing = OwnCodes + SharedCodes, CodeOfUnseen = CodeOfMissing + 1;
    private const double ManyRows = 0.05;
    private readonly double[] _levels, _ofDonors;                     // numbers that occur, ascending; and by descending frequency
    private readonly byte[] _codes;                                   // code of each of _levels

    /// <param name="schema">The column.</param>
    /// <param name="codec">Its levels as numbers.</param>
    /// <param name="levels">The numbers that occur, ascending, (v).</param>
    /// <param name="codes">Code of each, (v).</param>
    /// <param name="ofDonors">The same numbers by descending frequency, (v).</param>
    public CategoryCodes(ColumnSchema schema, ColumnCodec codec, double[] levels, byte[] codes, double[] ofDonors) : base(schema, codec)
        => (_levels, _codes, _ofDonors) = (levels, codes, ofDonors);

    /// <inheritdoc/>
    public override bool IsOrdered => false;

    /// <inheritdoc/>
    public override int MissingDonor => _ofDonors.Length;

    /// <inheritdoc/>
    public override byte MissingCode => CodeOfMissing;

    /// <summary>Learns a column of categories, or of numbers that are codes of categories.</summary>
    public static TrainingColumn Learn(TableColumn column, ColumnSchema schema, Coding coding, RunContext run)
    {
        var codec = ColumnCodec.For(column, schema);
        var (levels, place) = Levels(column, codec);
        var counts = new int[levels.Length];
        foreach (int l in place)
        {
            if (l >= 0)
                counts[l]++;
        }

        string NameOf(int l) => column is CategoryColumn named ? named.Levels[(int)levels[l]] : levels[l].ToString("R", CultureInfo.InvariantCulture);
        int[] byFrequency = [.. Enumerable.Range(0, levels.Length).OrderByDescending(l => counts[l]).ThenBy(NameOf, StringComparer.Ordinal)];
        int kept = byFrequency.Count(l => counts[l] >= coding.RareCategoryRows);   // they come first
        TellRare([.. byFrequency[kept..].Select(l => (NameOf(l), counts[l]))], place.Length, schema, coding, run);

        byte[] codes = CodesOf(byFrequency, counts, NameOf);
        byte[] code = Array.ConvertAll(place, l => l < 0 ? CodeOfMissing : codes[l]);
        var donorOf = new int[levels.Length];
        for (int v = 0; v < levels.Length; v++)
            donorOf[byFrequency[v]] = v < kept ? v : -1;
        return new(new CategoryCodes(schema, codec, levels, codes, Array.ConvertAll(byFrequency, l => levels[l])), Numbers: null, code, Fine: null, FineSteps: 0,
            levels.Length <= OwnCodes ? DonorOfCode(code, levels.Length, kept) : DonorOfRow(Array.ConvertAll(place, l => l < 0 ? levels.Length : donorOf[l])));
    }

    /// <summary>The numbers that occur, ascending, and the place of each row's among them, (n); −1 where it is missing.</summary>
    private static (double[] Levels, int[] Place) Levels(TableColumn column, ColumnCodec codec)
    {
        if (column is not CategoryColumn named)
        {
            double[] numbers = codec.Encode(column), levels = [.. numbers.Where(v => !double.IsNaN(v)).Distinct().Order()];
            return (levels, Array.ConvertAll(numbers, v => double.IsNaN(v) ? -1 : Array.BinarySearch(levels, v)));
        }

        var occurs = new bool[named.Levels.Length];
        foreach (int code in named.Codes)
        {
            if (code >= 0)
                occurs[code] = true;
        }

        int[] found = [.. Enumerable.Range(0, occurs.Length).Where(l => occurs[l])];
        var placeOf = new int[occurs.Length];
        for (int l = 0; l < found.Length; l++)
            placeOf[found[l]] = l;
        return (Array.ConvertAll(found, l => (double)l), Array.ConvertAll(named.Codes, code => code < 0 ? -1 : placeOf[code]));
    }

    /// <summary>Codes of their own and donors are both numbered by frequency.</summary>
    private static Func<int, int> DonorOfCode(byte[] code, int levels, int kept) => row => code[row] == CodeOfMissing ? levels : code[row] < kept ? code[row] : -1;

    private static Func<int, int> DonorOfRow(int[] donor) => row => donor[row];

    private static byte[] CodesOf(int[] byFrequency, int[] counts, Func<int, string> nameOf)
    {
        var codes = new byte[byFrequency.Length];
        for (int v = 0; v < Math.Min(codes.Length, OwnCodes); v++)
            codes[byFrequency[v]] = (byte)v;

        int[] rest = [.. byFrequency.Skip(OwnCodes).OrderBy(nameOf, StringComparer.Ordinal)];
        int[] mass = Array.ConvertAll(rest, l => counts[l]);
        var groups = new ushort[rest.Length];
        EqualMass.Group(mass, mass.Sum(), SharedCodes, groups);
        for (int i = 0; i < rest.Length; i++)
            codes[rest[i]] = (byte)(OwnCodes + groups[i]);
        return codes;
    }

    private static void TellRare((string Name, int Rows)[] rare, int rows, ColumnSchema schema, Coding coding, RunContext run)
    {
        if (rare.Length == 0)
            return;
        int rareRows = rare.Sum(r => r.Rows);
        string message = $"Column '{schema.Name}': {rare.Length:N0} categories that fewer than {coding.RareCategoryRows} rows have ({string.Join(", ", rare.Take(3).Select(r => $"'{r.Name}'"))}" +
            $"{(rare.Length > 3 ? ", ..." : "")}; {rareRows:N0} of {rows:N0} rows) are not drawn: others stand in for them.";
        if (schema.Role == ColumnRole.Label || rareRows > ManyRows * rows)
            run.Warn($"{message} Lower {nameof(SequentialTreesOptions.RareCategoryRows)} to draw them.");
        else
            run.Info(message);
    }

    /// <inheritdoc/>
    public override byte CodeOf(double number)
    {
        if (double.IsNaN(number))
            return CodeOfMissing;
        int level = Array.BinarySearch(_levels, number);
        return level < 0 ? CodeOfUnseen : _codes[level];
    }

    /// <inheritdoc/>
    public override double ValueOf(int donor) => donor == MissingDonor ? double.NaN : _ofDonors[donor];

    /// <inheritdoc/>
    public override double NumberOf(int donor, Rng random) => ValueOf(donor);

    /// <inheritdoc/>
    public override void Write(ModelWriter writer)
    {
        Codec.Write(writer);
        writer.Write(_levels);
        writer.Write(_codes);
        writer.Write(_ofDonors);
    }

    /// <summary>Reads what was saved.</summary>
    /// <exception cref="SyntheticDataException">It is not of a column of categories.</exception>
    public static CategoryCodes Read(ModelReader reader, ColumnSchema schema, TableColumn outline)
    {
        var codec = ColumnCodec.Read(reader, schema, outline);
        double[] levels = reader.ReadDoubles();
        byte[] codes = reader.ReadBytes();
        double[] ofDonors = reader.ReadDoubles();
        reader.Require(SavedArrays.Ascends(levels), $"the levels of column '{schema.Name}' do not ascend");
        reader.Require(outline is not CategoryColumn categories || Array.TrueForAll(levels, l => l >= 0 && l < categories.Levels.Length && l == Math.Floor(l)), $"a level of column '{schema.Name}' is not one of those of the manifest");
        reader.Require(codes.Length == levels.Length && !codes.AsSpan().ContainsAnyInRange(CodeOfMissing, byte.MaxValue), $"the codes of column '{schema.Name}' are not those of its levels");
        reader.Require(ofDonors.Length == levels.Length && Array.TrueForAll(ofDonors, l => Array.BinarySearch(levels, l) >= 0), $"the donors of column '{schema.Name}' are not its levels");
        return new(schema, codec, levels, codes, ofDonors);
    }
}
