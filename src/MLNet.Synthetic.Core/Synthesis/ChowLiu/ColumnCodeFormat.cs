// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>How the codes of a column are saved.</summary>
internal static class ColumnCodeFormat
{
    private const int Bins = 1, Categories = 2, Levels = 3, Times = 4;   // the first number of each column
    private const int BytesOfABin = 2 * sizeof(int) + sizeof(double);

    public static void Write(ColumnCode column, ModelWriter writer)
    {
        switch (column)
        {
            case NumberBins bins:
                writer.Write(Bins);
                Write(bins, writer);
                break;
            case CategoryLevels categories:
                writer.Write(Categories);
                Write(categories.Code, writer);
                break;
            case NumberLevels numbers:
                writer.Write(Levels);
                writer.Write(numbers.Values);
                Write(numbers.Code, writer);
                break;
            case TimeBins times:
                writer.Write(Times);
                writer.Write(times.Origin);
                writer.Write(times.Unit);
                writer.Write(times.Latest);
                Write(times.Bins, writer);
                break;
            default:
                throw new NotSupportedException($"Column '{column.Name}' is coded by a {column.GetType().Name}, which cannot be saved.");
        }
    }

    public static ColumnCode Read(ColumnSchema schema, TableColumn outline, ModelReader reader)
    {
        int kind = reader.ReadInt32(Bins, Times, "the code of a column");
        reader.Require(outline switch { NumericColumn => kind is Bins or Levels, CategoryColumn => kind == Categories, _ => kind == Times },
            $"column '{schema.Name}' has codes of another type than the manifest says");
        return kind switch
        {
            Bins => ReadBins(schema, reader),
            Categories => ReadCategories((CategoryColumn)outline, reader),
            Levels => ReadLevels(schema.Name, reader),
            _ => ReadTimes(schema.Name, reader),
        };
    }

    private static void Write(NumberBins bins, ModelWriter writer)
    {
        writer.Write(bins.HasMissing);
        writer.Write(bins.Edges);
        writer.Write(bins.Values.Length);
        for (int bin = 0; bin < bins.Values.Length; bin++)
        {
            writer.Write(bins.Values[bin]);
            writer.Write(bins.Until[bin]);
        }
    }

    private static NumberBins ReadBins(ColumnSchema schema, ModelReader reader)
    {
        bool hasMissing = reader.ReadBoolean();
        double[] edges = reader.ReadDoubles();
        int count = reader.ReadCount(BytesOfABin, "bins");
        reader.Require(count + (hasMissing ? 1 : 0) is >= 1 and <= ColumnCode.MostCodes, $"column '{schema.Name}' has {count} bins");
        reader.Require(edges.Length == Math.Max(count - 1, 0) && Ascends(edges), $"the edges of column '{schema.Name}' do not ascend");
        double[][] values = new double[count][], until = new double[count][];
        for (int bin = 0; bin < count; bin++)
        {
            (values[bin], until[bin]) = (reader.ReadDoubles(), reader.ReadDoubles());
            reader.Require(values[bin].Length > 0 && Ascends(values[bin]), $"values in a bin of column '{schema.Name}' do not ascend");
            reader.Require(until[bin].Length == 0 || (until[bin].Length == values[bin].Length && Ascends(until[bin]) && until[bin][0] > 0 && until[bin][^1] == 1),
                $"shares in a bin of column '{schema.Name}' do not ascend to 1");
        }

        return new(schema, edges, values, until, hasMissing);
    }

    private static void Write(LevelCode code, ModelWriter writer)
    {
        writer.Write(code.MaxLevels);
        writer.Write(code.HasMissing);
        writer.Write(code.Counts);
    }

    private static CategoryLevels ReadCategories(CategoryColumn outline, ModelReader reader)
        => new(outline.Name, outline.Levels, ReadLevelCode(outline.Name, outline.Levels.Length, reader));

    private static NumberLevels ReadLevels(string name, ModelReader reader)
    {
        double[] values = reader.ReadDoubles();
        reader.Require(Ascends(values), $"the numbers of column '{name}' do not ascend");
        return new(name, values, ReadLevelCode(name, values.Length, reader));
    }

    private static LevelCode ReadLevelCode(string name, int levels, ModelReader reader)
    {
        int maxLevels = reader.ReadInt32(2, HiddenChowLiuTreeOptions.MostLevels, "the most levels");
        bool hasMissing = reader.ReadBoolean();
        int[] counts = reader.ReadInt32s();
        reader.Require(counts.Length == levels && !counts.Any(c => c < 0), $"column '{name}' has {levels} levels, but {counts.Length} counts or a negative one");
        reader.Require(hasMissing || counts.Any(c => c > 0), $"column '{name}' has no values");
        return new(counts, hasMissing, maxLevels);
    }

    private static TimeBins ReadTimes(string name, ModelReader reader)
    {
        long origin = reader.ReadInt64(0, DateTime.MaxValue.Ticks, "the earliest time");
        long unit = reader.ReadInt64(1, DateTime.MaxValue.Ticks, "the unit of time");
        double latest = reader.ReadDouble();
        reader.Require(latest >= 0 && latest <= (DateTime.MaxValue.Ticks - origin) / unit, $"the latest time of column '{name}' is out of range");
        return new(name, origin, unit, latest, ReadBins(TimeBins.SchemaOf(name, latest), reader));
    }

    private static bool Ascends(double[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]) || (i > 0 && values[i] < values[i - 1]))
                return false;
        }

        return true;
    }
}
