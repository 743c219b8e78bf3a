// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Buffers.Binary;
using System.Text;

namespace MLNet.Synthetic;

/// <summary>The versions of symbols that a 64-bit ELF library asks other libraries for.</summary>
/// <remarks>
/// System V ABI and the Linux Standard Base, "Symbol versioning": the section <c>.gnu.version_r</c> lists a Verneed record for each needed library, each with Vernaux records, one for a version. The loader refuses the
/// library when a version is not there, unless the record has the flag VER_FLG_WEAK. <c>.gnu.version</c> says for each symbol of <c>.dynsym</c> which version it is bound to.
/// </remarks>
internal static class ElfVersionNeeds
{
    private const uint SymbolVersions = 0x6fffffff, VersionNeeds = 0x6ffffffe;      // SHT_GNU_versym, SHT_GNU_verneed
    private const ushort Weak = 2;                                    // VER_FLG_WEAK
    private const int SectionSize = 64, SymbolSize = 24, HiddenBit = 0x8000;

    /// <summary>Makes the need of one version weak, provided that only the symbols named are bound to it.</summary>
    /// <param name="elf">The library; changed in place, by two bytes for each library that the version is asked of.</param>
    /// <param name="version">Name of the version, such as <c>GLIBCXX_3.4.32</c>.</param>
    /// <param name="symbols">Symbols that may be bound to it.</param>
    /// <returns>False, and nothing is changed, when this is no such library, it does not ask for the version, or another symbol is bound to it.</returns>
    public static bool MakeWeak(Span<byte> elf, string version, params ReadOnlySpan<string> symbols)
    {
        try
        {
            var records = Find(elf, version);
            if (records.Count == 0)
                return false;
            foreach (string bound in BoundTo(elf, [.. records.Select(r => r.Index)]))
            {
                if (!symbols.Contains(bound))
                    return false;
            }

            foreach (var (flags, _) in records)
                BinaryPrimitives.WriteUInt16LittleEndian(elf[flags..], (ushort)(U16(elf, flags) | Weak));
            return true;
        }
        catch (Exception e) when (e is ArgumentException or OverflowException or IndexOutOfRangeException)
        {
            return false;                                             // an offset that leads out of the file
        }
    }

    /// <summary>Where the flags of each record of the version stand, and its number in <c>.gnu.version</c>.</summary>
    private static List<(int Flags, int Index)> Find(ReadOnlySpan<byte> elf, string version)
    {
        var found = new List<(int, int)>();
        foreach (var (type, at) in Sections(elf))
        {
            if (type != VersionNeeds)
                continue;
            int names = Offset(elf, Section(elf, U32(elf, at + 40)));  // sh_link: its string table
            int need = Offset(elf, at);
            for (uint next = uint.MaxValue; next != 0; need += (int)next)
            {
                int aux = checked(need + (int)U32(elf, need + 8));
                for (int i = 0; i < U16(elf, need + 2); i++, aux = checked(aux + (int)U32(elf, aux + 12)))
                {
                    if (Name(elf, checked(names + (int)U32(elf, aux + 8))) == version)
                        found.Add((aux + 4, U16(elf, aux + 6)));
                    if (U32(elf, aux + 12) == 0)
                        break;
                }

                next = U32(elf, need + 12);
            }
        }

        return found;
    }

    /// <summary>Names of the dynamic symbols that are bound to one of the versions.</summary>
    private static List<string> BoundTo(ReadOnlySpan<byte> elf, int[] versions)
    {
        var bound = new List<string>();
        foreach (var (type, at) in Sections(elf))
        {
            if (type != SymbolVersions)
                continue;
            int table = Section(elf, U32(elf, at + 40)), symbols = Offset(elf, table), names = Offset(elf, Section(elf, U32(elf, table + 40)));
            int of = Offset(elf, at), count = checked((int)U64(elf, at + 32) / 2);
            for (int i = 0; i < count; i++)
            {
                if (versions.Contains(U16(elf, of + 2 * i) & ~HiddenBit))
                    bound.Add(Name(elf, checked(names + (int)U32(elf, symbols + i * SymbolSize))));
            }
        }

        return bound;
    }

    /// <summary>Type and place of each section header; empty: no 64-bit little-endian ELF file.</summary>
    private static List<(uint Type, int At)> Sections(ReadOnlySpan<byte> elf)
    {
        var sections = new List<(uint, int)>();
        if (elf.Length < 64 || !elf.StartsWith("\u007fELF"u8) || elf[4] != 2 || elf[5] != 1 || U16(elf, 58) != SectionSize)
            return sections;
        for (uint i = 0; i < U16(elf, 60); i++)
            sections.Add((U32(elf, Section(elf, i) + 4), Section(elf, i)));
        return sections;
    }

    private static int Section(ReadOnlySpan<byte> elf, uint number) => checked((int)U64(elf, 40) + (int)number * SectionSize);

    private static int Offset(ReadOnlySpan<byte> elf, int section) => checked((int)U64(elf, section + 24));

    private static string Name(ReadOnlySpan<byte> elf, int at)
    {
        var bytes = elf[at..];
        return Encoding.ASCII.GetString(bytes[..bytes.IndexOf((byte)0)]);
    }

    private static ushort U16(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadUInt16LittleEndian(elf[at..]);

    private static uint U32(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadUInt32LittleEndian(elf[at..]);

    private static ulong U64(ReadOnlySpan<byte> elf, int at) => BinaryPrimitives.ReadUInt64LittleEndian(elf[at..]);
}
