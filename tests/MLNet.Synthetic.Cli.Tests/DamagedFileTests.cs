// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic.Cli;

namespace MLNet.Synthetic.Tests;

/// <summary>Files damaged at random: read, or refused with a message, and never half an output.</summary>
[TestClass]
public sealed class DamagedFileTests
{
    [TestMethod]
    [DataRow("a.csv", 2500)]
    [DataRow("a.jsonl", 2500)]
    [DataRow("a.csv.gz", 500)]
    [DataRow("a.parquet", 500)]
    public void Read_RandomDamage_IsReadOrRefusedInWords(string file, int times)
    {
        using var at = new Workplace();
        byte[] sound = Sound(at, file, 60);
        int refused = 0;
        for (int i = 0; i < times; i++)
        {
            File.WriteAllBytes(at[file], Damaged(sound, new Rng(i)));
            try
            {
                LoadedTable.Read(at[file], new());
            }
            catch (SyntheticDataException e)
            {
                refused++;
                StringAssert.Contains(e.Message, file);
            }
        }

        Assert.IsTrue(refused > times / 10, $"{refused} of {times} were refused");
    }

    [TestMethod]
    public void Oversample_RandomDamage_LeavesAWholeFileOrNone()
    {
        using var at = new Workplace();
        byte[] sound = Sound(at, "a.csv", 60);
        int done = 0;
        for (int i = 0; i < 150; i++)
        {
            File.WriteAllBytes(at["a.csv"], Damaged(sound, new Rng(i)));
            var run = Workplace.Run("oversample", at["a.csv"], "--label", "Churn", "--method", "random", "-o", at["b.csv"], "-q", "--seed", "1");
            string[] made = [.. Directory.GetFiles(at.Folder).Select(f => Path.GetFileName(f)).Where(f => f != "a.csv").Order(StringComparer.Ordinal)];
            if (run.Code == ExitCode.Done)
            {
                done++;
                CollectionAssert.AreEqual(new[] { "b.csv", "b.csv.provenance.json" }, made);
                File.Delete(at["b.csv"]);
                File.Delete(at["b.csv.provenance.json"]);
            }
            else
            {
                Assert.AreEqual(ExitCode.Data, run.Code);
                Assert.IsEmpty(made, run.Error);
                StringAssert.StartsWith(run.Error.Split('\n').Last(line => line.Length > 0), "mlsynth: ");
            }
        }

        Assert.IsTrue(done is > 0 and < 150, $"{done} of 150 were done");
    }

    [TestMethod]
    [DataRow("a,b\n1,x\n2,y\0z\n", "line 3, column 2: a zero byte")]
    [DataRow("a,b\0\n1,x\n", "line 1, column 2: a zero byte")]
    public void Read_ZeroBytes_NamesThePlace(string text, string fault)
    {
        using var at = new Workplace();
        StringAssert.Contains(Assert.ThrowsExactly<SyntheticDataException>(() => LoadedTable.Read(at.Write("a.csv", text), new())).Message, fault);
    }

    [TestMethod]
    public void Read_OtherEncoding_NamesThePlaceAndAReplacementCharacterOfTheFileIsKept()
    {
        using var at = new Workplace();
        File.WriteAllBytes(at["a.csv"], [.. "a,b\n1,x\n2,caf"u8, 0xE9, .. "\n"u8]);
        StringAssert.Contains(Assert.ThrowsExactly<SyntheticDataException>(() => LoadedTable.Read(at["a.csv"], new())).Message, "line 3, column 2: bytes that are no UTF-8");

        var kept = LoadedTable.Read(at.Write("b.csv", "a,b\n1,x\n2,caf\uFFFD\n"), new());
        CollectionAssert.Contains(((CategoryColumn)kept.Table["b"]).Levels, "caf\uFFFD");
    }

    private static byte[] Sound(Workplace at, string file, int rows)
    {
        var table = LoadedTable.Read(at.Write("sound.csv", Workplace.Customers(rows)), new());
        RowWriter.WriteAll(DataViewWriter.ToDataView(table.Table), table.Formats, new(at[file], FileFormats.Of(file), ',', false, ""), TextWriter.Null, null, CancellationToken.None);
        File.Delete(at["sound.csv"]);
        return File.ReadAllBytes(at[file]);
    }

    /// <summary>Bits flipped, bytes put in, cut out or doubled, or the end cut off.</summary>
    private static byte[] Damaged(byte[] sound, Rng random)
    {
        var bytes = sound.ToList();
        for (int times = 1 + random.Next(3); times > 0 && bytes.Count > 1; times--)
        {
            int place = random.Next(bytes.Count), length = Math.Min(1 + random.Next(40), bytes.Count - place);
            switch (random.Next(5))
            {
                case 0:
                    bytes[place] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes.Insert(place, "\",\n\r;\0{}\t"u8[random.Next(9)]);
                    break;
                case 2:
                    bytes.RemoveRange(place, length);
                    break;
                case 3:
                    bytes.InsertRange(place, bytes.GetRange(place, length));
                    break;
                default:
                    bytes.RemoveRange(place, bytes.Count - place);
                    break;
            }
        }

        return [.. bytes];
    }
}
