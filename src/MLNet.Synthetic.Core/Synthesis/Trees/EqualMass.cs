// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Cuts a sorted list of counted values into groups of about equal mass, a value that is heavy enough for a group standing alone.</summary>
internal static class EqualMass
{
    /// <summary>Groups neighbours.</summary>
    /// <param name="counts">Rows of each value in ascending order, (v); values without rows belong to the group at hand.</param>
    /// <param name="total">Sum of the counts.</param>
    /// <param name="most">Most groups, ≥ 1.</param>
    /// <param name="groups">Receives the group of each value, (v), from 0.</param>
    /// <returns>Number of groups; 0 when there are no rows.</returns>
    public static int Group(ReadOnlySpan<int> counts, int total, int most, Span<ushort> groups)
    {
        int group = 0, inGroup = 0, left = total;
        for (int v = 0; v < counts.Length; v++)
        {
            int count = counts[v];
            if (count > 0 && inGroup > 0 && group < most - 1)
            {
                double goal = (double)left / (most - group);
                if (count >= goal || inGroup + count / 2.0 > goal)    // closer to the goal without this value
                {
                    left -= inGroup;
                    inGroup = 0;
                    group++;
                }
            }

            inGroup += count;
            groups[v] = (ushort)group;
        }

        return total == 0 ? 0 : group + 1;
    }
}
