// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Facts about arrays that were read and are not to be trusted.</summary>
internal static class SavedArrays
{
    /// <summary>Whether numbers are finite and each is above the one before it.</summary>
    public static bool Ascends(double[] values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!double.IsFinite(values[i]) || (i > 0 && values[i] <= values[i - 1]))
                return false;
        }

        return true;
    }

    /// <summary>Whether each whole number is above the one before it.</summary>
    public static bool Ascends(int[] values)
    {
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] <= values[i - 1])
                return false;
        }

        return true;
    }
}
