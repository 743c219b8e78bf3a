// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Buffers.Binary;
using System.Text;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class ElfVersionNeedsTests
{
    private const string Version = "GLIBCXX_3.4.32", Symbol = "_ZSt21ios_base_library_initv";

    [TestMethod]
    public void MakeWeak_OnlyTheUnusedSymbolIsBound_ChangesTwoBytes()
    {
        byte[] elf = Made([Symbol]), before = [.. elf];

        Assert.IsTrue(ElfVersionNeeds.MakeWeak(elf, Version, Symbol));

        int[] changed = [.. Enumerable.Range(0, elf.Length).Where(i => elf[i] != before[i])];
        CollectionAssert.AreEqual(new[] { NeedAt + 16 + 4 }, changed);
        Assert.AreEqual(2, elf[changed[0]]);
    }

    [TestMethod]
    public void MakeWeak_AnotherSymbolIsBound_ChangesNothing()
    {
        byte[] elf = Made([Symbol, "_ZNSt18condition_variable4waitE"]), before = [.. elf];

        Assert.IsFalse(ElfVersionNeeds.MakeWeak(elf, Version, Symbol));
        CollectionAssert.AreEqual(before, elf);
    }

    [TestMethod]
    public void MakeWeak_OtherVersion_ChangesNothing()
    {
        byte[] elf = Made([Symbol]), before = [.. elf];

        Assert.IsFalse(ElfVersionNeeds.MakeWeak(elf, "GLIBCXX_3.4.30", Symbol));
        CollectionAssert.AreEqual(before, elf);
    }

    [TestMethod]
    public void MakeWeak_AnyByteDamaged_NeverThrows()
    {
        byte[] elf = Made([Symbol]);
        for (int i = 0; i < elf.Length; i++)
        {
            foreach (byte value in new byte[] { 0, 1, 0x7F, 0xFF })
            {
                byte[] damaged = [.. elf];
                damaged[i] = value;
                ElfVersionNeeds.MakeWeak(damaged, Version, Symbol);
            }

            ElfVersionNeeds.MakeWeak(elf[..i], Version, Symbol);
        }
    }

    [TestMethod]
    public void MakeWeak_LibraryOfTorchSharp_ChangesTwoBytesAtMost()
    {
        string? file = TorchNative.Folders().Select(f => Path.Combine(f, "libLibTorchSharp.so")).FirstOrDefault(File.Exists);
        if (file is null)
            Assert.Inconclusive("There is no TorchSharp for Linux here.");
        byte[] elf = File.ReadAllBytes(file), before = [.. elf];

        Assert.IsTrue(ElfVersionNeeds.MakeWeak(elf, Version, Symbol));

        Assert.AreEqual(1, Enumerable.Range(0, elf.Length).Count(i => elf[i] != before[i]));
        Assert.IsTrue(ElfVersionNeeds.MakeWeak(elf, Version, Symbol), "Weak already: nothing more to do.");
    }

    private const int NamesAt = 64, NeedAt = 320, VersionsAt = 384, SymbolsAt = 448, SectionsAt = 640;

    /// <summary>The parts of an ELF file that count: a string table, one version need, the versions of the symbols, the symbols.</summary>
    private static byte[] Made(string[] symbols)
    {
        var elf = new byte[SectionsAt + 4 * 64];
        "\u007fELF"u8.CopyTo(elf);
        (elf[4], elf[5]) = (2, 1);
        Put(40, SectionsAt, 8);
        Put(58, 64, 2);
        Put(60, 4, 2);
        int at = NamesAt + 1;
        int version = Name(Version);
        Put(NeedAt + 2, 1, 2);                                        // vn_cnt
        Put(NeedAt + 8, 16, 4);                                       // vn_aux
        Put(NeedAt + 16 + 6, 5, 2);                                   // vna_other
        Put(NeedAt + 16 + 8, version, 4);                             // vna_name
        for (int i = 0; i < symbols.Length; i++)
        {
            Put(SymbolsAt + 24 * i, Name(symbols[i]), 4);
            Put(VersionsAt + 2 * i, 5, 2);
        }

        Section(0, 3, NamesAt, 0, 0);                                 // SHT_STRTAB
        Section(1, 0x6ffffffe, NeedAt, 0, 0);
        Section(2, 0x6fffffff, VersionsAt, 2 * symbols.Length, 3);
        Section(3, 11, SymbolsAt, 24 * symbols.Length, 0);            // SHT_DYNSYM
        return elf;

        int Name(string name)
        {
            int start = at - NamesAt;
            Encoding.ASCII.GetBytes(name).CopyTo(elf, at);
            at += name.Length + 1;
            return start;
        }

        void Section(int number, uint type, int offset, int size, int link)
        {
            int header = SectionsAt + 64 * number;
            Put(header + 4, type, 4);
            Put(header + 24, offset, 8);
            Put(header + 32, size, 8);
            Put(header + 40, link, 4);
        }

        void Put(int place, long value, int bytes)
        {
            Span<byte> number = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(number, value);
            number[..bytes].CopyTo(elf.AsSpan(place));
        }
    }
}
