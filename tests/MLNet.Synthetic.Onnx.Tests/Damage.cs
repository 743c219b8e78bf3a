// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using MLNet.Synthetic;

namespace MLNet.Synthetic.Tests;

/// <summary>Random damage to bytes.</summary>
internal static class Damage
{
    /// <summary>A copy with changed, dropped, repeated or inserted bytes.</summary>
    public static byte[] Of(byte[] bytes, Rng random)
    {
        var damaged = new List<byte>(bytes);
        for (int changes = 1 + random.Next(3); changes > 0 && damaged.Count > 0; changes--)
        {
            int at = random.Next(damaged.Count);
            switch (random.Next(6))
            {
                case 0:
                    damaged[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    damaged[at] = (byte)random.Next(256);
                    break;
                case 2:
                    damaged.RemoveRange(at, Math.Min(1 + random.Next(8), damaged.Count - at));
                    break;
                case 3:
                    damaged.InsertRange(at, damaged.GetRange(at, Math.Min(1 + random.Next(32), damaged.Count - at)));
                    break;
                case 4:
                    damaged.RemoveRange(at, damaged.Count - at);
                    break;
                default:
                    damaged.Insert(at, (byte)random.Next(256));
                    break;
            }
        }

        return [.. damaged];
    }
}
