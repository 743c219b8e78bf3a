// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The likelihood gain that a split must bring.</summary>
/// <remarks>
/// Twice the gain G in nats is the likelihood-ratio statistic of independence between side and class, about χ² with k − 1 degrees of freedom for k classes. Two classes need G ≥ λ, so
/// p = P(χ²₁ > 2 λ); k classes need a G of the same p, after Wilson and Hilferty (1931): χ²ₖ₋₁ ≈ ν (1 − 2 / (9 ν) + z √(2 / (9 ν)))³, ν = k − 1.
/// </remarks>
internal sealed class StopRule
{
    private const int MostClasses = 256;
    private readonly double[] _gains = new double[MostClasses + 1];

    /// <param name="strength">λ ≥ 0.</param>
    public StopRule(double strength)
    {
        double z = (Math.Cbrt(2 * strength) - (1 - 2 / 9.0)) / Math.Sqrt(2 / 9.0);
        for (int k = 2; k <= MostClasses && strength > 0; k++)
        {
            double v = k - 1, root = Math.Max(0, 1 - 2 / (9 * v) + z * Math.Sqrt(2 / (9 * v)));
            _gains[k] = v * root * root * root / 2;
        }

        _gains[0] = _gains[1] = _gains[2];
    }

    /// <summary>The least gain, in nats, that a node of so many classes is split for.</summary>
    public double LeastGain(int classes) => _gains[classes];
}
