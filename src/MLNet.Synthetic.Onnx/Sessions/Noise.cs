// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Random inputs of networks, from the library's own generator.</summary>
internal static class Noise
{
    /// <summary>Fills with standard normal numbers.</summary>
    public static void FillGaussian(Rng random, Span<float> numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = (float)random.NextGaussian();
    }

    /// <summary>Fills with uniform numbers in [0, 1).</summary>
    public static void FillUniform(Rng random, Span<float> numbers)
    {
        const double Steps = 1 << 24;                                 // those a float32 has in [0.5, 1)
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = (float)(Math.Floor(random.NextDouble() * Steps) / Steps);
    }
}
