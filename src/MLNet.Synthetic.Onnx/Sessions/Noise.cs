// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Numerics.Tensors;

namespace MLNet.Synthetic;

/// <summary>Random inputs of networks, from the library's own generator: as many numbers as the network itself multiplies, so they are made in blocks.</summary>
internal static class Noise
{
    private const int Block = 1024;
    private const float Word = 1f / (1L << 32);

    /// <summary>Fills with standard normal numbers (Box and Muller 1958); from 32 bits each, so that none is beyond ±6.8.</summary>
    public static void FillGaussian(Rng random, Span<float> numbers)
    {
        Span<float> radii = stackalloc float[Block / 2], angles = stackalloc float[Block / 2], pairs = stackalloc float[Block];
        Span<uint> words = stackalloc uint[Block];
        for (int start = 0; start < numbers.Length; start += Block)
        {
            random.NextWords(words);
            for (int i = 0; i < Block / 2; i++)
                (radii[i], angles[i]) = ((words[i] + 0.5f) * Word, words[i + Block / 2] * (2 * MathF.PI * Word));
            TensorPrimitives.Log(radii, radii);
            TensorPrimitives.Multiply(radii, -2, radii);
            TensorPrimitives.Sqrt(radii, radii);                      // r = √(−2 ln u), u in (0, 1]
            TensorPrimitives.Cos(angles, pairs[..(Block / 2)]);
            TensorPrimitives.Sin(angles, pairs[(Block / 2)..]);
            TensorPrimitives.Multiply(pairs[..(Block / 2)], radii, pairs[..(Block / 2)]);
            TensorPrimitives.Multiply(pairs[(Block / 2)..], radii, pairs[(Block / 2)..]);
            pairs[..Math.Min(Block, numbers.Length - start)].CopyTo(numbers[start..]);
        }
    }

    /// <summary>Fills with uniform numbers in (0, 1), of which a logarithm may be taken: (k + ½) 2⁻²³.</summary>
    public static void FillUniform(Rng random, Span<float> numbers)
    {
        const int Dropped = 9;                                        // 23 bits: k + ½ is exact and below 2²³
        const float Step = 1f / (1 << 23);
        Span<uint> words = stackalloc uint[Block];
        for (int start = 0; start < numbers.Length; start += Block)
        {
            random.NextWords(words);
            var part = numbers.Slice(start, Math.Min(Block, numbers.Length - start));
            for (int i = 0; i < part.Length; i++)
                part[i] = ((words[i] >> Dropped) + 0.5f) * Step;
        }
    }
}
