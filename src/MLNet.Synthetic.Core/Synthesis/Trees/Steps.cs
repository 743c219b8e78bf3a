// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Numbers cut into steps.</summary>
internal static class Steps
{
    /// <summary>The step a number falls in: how many edges lie below it.</summary>
    /// <param name="number">The number; not NaN.</param>
    /// <param name="edges">Upper ends of all steps but the last, ascending; at most 255.</param>
    public static byte Of(double number, double[] edges)
    {
        int low = 0, high = edges.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (edges[middle] < number)
                low = middle + 1;
            else
                high = middle;
        }

        return (byte)low;
    }
}
