// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic.Testing;

/// <summary>One of the real sets that ship with the repository (samples/data), read into a table.</summary>
/// <remarks>A field is missing when it is empty or <c>NA</c>. A column is numeric when all its other fields are numbers.</remarks>
public sealed class RealData
{
    private const string Solution = "MLNet.Synthetic.sln";
    private static readonly Lazy<RealData> LazyCredit = new(() => new("credit_data.csv", "Status"));
    private static readonly Lazy<RealData> LazyLendingClub = new(() => new("lending_club.csv", "Class"));
    private static readonly Lazy<RealData> LazyHpc = new(() => new("hpc_data.csv", "class"));

    private RealData(string file, string label)
    {
        string[][] lines = [.. File.ReadLines(Path.Combine(Root, "samples", "data", file)).Where(l => l.Length > 0).Select(l => l.Split(','))];
        (Name, Label) = (file, label);
        Table = new([.. lines[0].Select((name, j) => ToColumn(name, [.. lines[1..].Select(l => l[j])]))]);
    }

    /// <summary>4,454 credit applications, 28 % bad; numbers, categories and missing cells.</summary>
    public static RealData Credit => LazyCredit.Value;

    /// <summary>9,857 loans, 5 % bad; numbers and categories, complete.</summary>
    public static RealData LendingClub => LazyLendingClub.Value;

    /// <summary>4,331 computing jobs in four classes; numbers and categories, complete.</summary>
    public static RealData Hpc => LazyHpc.Value;

    /// <summary>All three.</summary>
    public static IEnumerable<RealData> All => [Credit, LendingClub, Hpc];

    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>File name.</summary>
    public string Name { get; }

    /// <summary>Name of the label column.</summary>
    public string Label { get; }

    /// <summary>All columns.</summary>
    public Table Table { get; }

    /// <summary>The rows as an oversampler takes them.</summary>
    /// <param name="mix">Numeric: the numeric columns only; Nominal: the others only.</param>
    /// <param name="completeRows">Whether rows with a missing cell in these columns are left out.</param>
    public ResamplingInput Input(FeatureMix mix, bool completeRows = false)
    {
        TableColumn[] columns = [.. Table.Columns.Where(c => c.Name != Label && mix switch
        {
            FeatureMix.Numeric => c is NumericColumn,
            FeatureMix.Nominal => c is CategoryColumn,
            _ => true,
        })];
        int[] rows = [.. Enumerable.Range(0, Table.Count).Where(i => !completeRows || columns.All(c => !double.IsNaN(Cell(c, i))))];
        var x = new Matrix(rows.Length, columns.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < columns.Length; j++)
                x[i, j] = Cell(columns[j], rows[i]);
        }

        var label = (CategoryColumn)Table[Label];
        return new(x, [.. rows.Select(i => label.Codes[i])], [.. columns.Select(c => c is NumericColumn ? FeatureKind.Numeric : FeatureKind.Nominal)],
            [.. columns.Select(c => c.Name)], label.Levels);
    }

    /// <summary>The rows with a numeric column as label, where that is known; all others are features.</summary>
    /// <param name="label">Name of the numeric column.</param>
    public ResamplingInput Input(string label)
    {
        TableColumn[] columns = [.. Table.Columns.Where(c => c.Name != label)];
        int[] rows = [.. Enumerable.Range(0, Table.Count).Where(i => !double.IsNaN(Cell(Table[label], i)))];
        var x = new Matrix(rows.Length, columns.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < columns.Length; j++)
                x[i, j] = Cell(columns[j], rows[i]);
        }

        return new(x, [.. rows.Select(i => Cell(Table[label], i))], [.. columns.Select(c => c is NumericColumn ? FeatureKind.Numeric : FeatureKind.Nominal)], [.. columns.Select(c => c.Name)]);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static double Cell(TableColumn column, int row) => column switch
    {
        NumericColumn numbers => numbers.Values[row],
        CategoryColumn categories when categories.Codes[row] != CategoryColumn.MissingCode => categories.Codes[row],
        _ => double.NaN,
    };

    private static TableColumn ToColumn(string name, string[] fields)
    {
        if (fields.All(f => IsMissing(f) || double.TryParse(f, CultureInfo.InvariantCulture, out _)))
            return new NumericColumn(name, [.. fields.Select(f => IsMissing(f) ? double.NaN : double.Parse(f, CultureInfo.InvariantCulture))]);

        string[] levels = [.. fields.Where(f => !IsMissing(f)).Distinct().Order(StringComparer.Ordinal)];
        return new CategoryColumn(name, [.. fields.Select(f => IsMissing(f) ? CategoryColumn.MissingCode : Array.BinarySearch(levels, f, StringComparer.Ordinal))], levels);
    }

    private static bool IsMissing(string field) => field is "" or "NA";

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Solution)))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds {Solution}.");
    }
}
