// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Runtime.CompilerServices;

namespace MLNet.Synthetic;

/// <summary>Random numbers from a counter: a stream is its key, and any place in it can be reached at once.</summary>
/// <remarks>
/// Salmon, Moraes, Dror, Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", SC '11: Philox 4x32 with 10 rounds.
/// Work is split over threads by giving every class, column or block of rows a stream of its own with <see cref="Fork(string)"/>
/// and <see cref="Fork(long)"/>: what a stream yields depends on the seed and the names on the way to it, never on who draws
/// first. An instance is not safe for use by several threads at once; forking is.
/// </remarks>
public sealed class Rng
{
    private const int WordsPerBlock = 4;
    private readonly ulong _key;
    private ulong _block;
    private uint _word0, _word1, _word2, _word3;
    private int _used = WordsPerBlock;
    private double _spareGaussian = double.NaN;

    /// <summary>The root stream of a seed.</summary>
    public Rng(long seed) : this(Mix((ulong)seed + 0x9E3779B97F4A7C15))
    {
    }

    private Rng(ulong key) => _key = key;

    /// <summary>A child stream by name; drawing from this stream or from other children does not change it.</summary>
    public Rng Fork(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        ulong hash = 0xCBF29CE484222325;                              // FNV-1a over UTF-16, then mixed
        foreach (char c in name)
            hash = (hash ^ c) * 0x100000001B3;
        return new(Mix(_key ^ Mix(hash)));
    }

    /// <summary>A child stream by number: a class, a column, a block of rows.</summary>
    public Rng Fork(long index) => new(Mix(Mix(_key + 0xD1B54A32D192ED03) + (ulong)index * 0x9E3779B97F4A7C15));

    /// <summary>Uniform integer in [0, <paramref name="limit"/>).</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not positive.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Next(int limit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        ulong product = (ulong)NextWord() * (uint)limit;              // Lemire (2019), without bias
        if ((uint)product < (uint)limit)
        {
            uint threshold = (uint)-limit % (uint)limit;
            while ((uint)product < threshold)
                product = (ulong)NextWord() * (uint)limit;
        }

        return (int)(product >> 32);
    }

    /// <summary>Uniform number in [0, 1) with 53 random bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double NextDouble() => ((((ulong)NextWord() << 32) | NextWord()) >> 11) * (1.0 / (1UL << 53));

    /// <summary>Standard normal number (Box and Muller 1958).</summary>
    public double NextGaussian()
    {
        if (!double.IsNaN(_spareGaussian))
        {
            double spare = _spareGaussian;
            _spareGaussian = double.NaN;
            return spare;
        }

        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        var (sin, cos) = Math.SinCos(2 * Math.PI * NextDouble());
        _spareGaussian = radius * sin;
        return radius * cos;
    }

    /// <summary>Puts the items in random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Next(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>A seed for a component outside this library, in [0, 2³¹ − 1).</summary>
    public int NextSeed() => Next(int.MaxValue);

    /// <summary>Fills with words of 32 random bits, from the next block of the stream on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void NextWords(Span<uint> words)
    {
        _used = WordsPerBlock;
        int i = 0;
        for (; i <= words.Length - WordsPerBlock; i += WordsPerBlock)
            (words[i], words[i + 1], words[i + 2], words[i + 3]) = Philox(_block++, 0, _key);
        for (; i < words.Length; i++)
            words[i] = NextWord();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint NextWord()
    {
        if (_used == WordsPerBlock)
        {
            (_word0, _word1, _word2, _word3) = Philox(_block++, 0, _key);
            _used = 0;
        }

        return _used++ switch { 0 => _word0, 1 => _word1, 2 => _word2, _ => _word3 };
    }

    /// <summary>One block of four words at a counter of 128 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static (uint, uint, uint, uint) Philox(ulong counterLow, ulong counterHigh, ulong key)
    {
        uint c0 = (uint)counterLow, c1 = (uint)(counterLow >> 32), c2 = (uint)counterHigh, c3 = (uint)(counterHigh >> 32);
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < 10; round++)
        {
            ulong p0 = 0xD2511F53UL * c0, p1 = 0xCD9E8D57UL * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        return (c0, c1, c2, c3);
    }

    private static ulong Mix(ulong z)                                 // the finaliser of SplitMix64
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
