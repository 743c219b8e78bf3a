// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The standard normal distribution.</summary>
internal static class NormalDistribution
{
    private const double Tail = 5;                                    // from there on the continued fraction of Laplace
    private const int TailTerms = 40;

    private static readonly double[] CdfNumerator =
        [220.206867912376, 221.213596169931, 112.079291497871, 33.912866078383, 6.37396220353165, 0.700383064443688, 3.52624965998911e-2];

    private static readonly double[] CdfDenominator =
        [440.413735824752, 793.826512519948, 637.333633378831, 296.564248779674, 86.7807322029461, 16.064177579207, 1.75566716318264, 8.83883476483184e-2];

    private static readonly double[] CentralNumerator =
        [3.3871328727963666080, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3];

    private static readonly double[] CentralDenominator =
        [1, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3, 2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3];

    private static readonly double[] TailNumerator =
        [1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504, 1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4];

    private static readonly double[] TailDenominator =
        [1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1, 1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9];

    private static readonly double[] FarTailNumerator =
        [6.65790464350110377720, 5.46378491116411436990, 1.78482653991729133580, 2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7];

    private static readonly double[] FarTailDenominator =
        [1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2, 7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15];

    /// <summary>φ(z).</summary>
    public static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>
    /// Φ(z), to about 1e-15; keeps its relative precision in the lower tail. (Hart 1968 after West 2005, "Better approximations to cumulative normal functions", Wilmott; in the tail Laplace's
    /// 1 − Φ(x) = φ(x) / (x + 1 / (x + 2 / (x + 3 / ...))).)
    /// </summary>
    public static double Cdf(double z)
    {
        double x = Math.Abs(z), tail;
        if (x < Tail)
        {
            tail = Math.Exp(-x * x / 2) * Polynomial(CdfNumerator, x) / Polynomial(CdfDenominator, x);
        }
        else
        {
            double fraction = 0;
            for (int k = TailTerms; k >= 1; k--)
                fraction = k / (x + fraction);
            tail = Density(x) / (x + fraction);
        }

        return z > 0 ? 1 - tail : tail;
    }

    /// <summary>Φ⁻¹(p), to about 1e-15; −∞ at 0 and +∞ at 1. (Wichura 1988, "Algorithm AS 241", Applied Statistics 37.)</summary>
    public static double Quantile(double p)
    {
        double q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            double r = 0.180625 - q * q;
            return q * Polynomial(CentralNumerator, r) / Polynomial(CentralDenominator, r);
        }

        double nearer = q < 0 ? p : 1 - p;
        if (nearer <= 0)
            return q < 0 ? double.NegativeInfinity : double.PositiveInfinity;
        double t = Math.Sqrt(-Math.Log(nearer));
        double z = t <= 5
            ? Polynomial(TailNumerator, t - 1.6) / Polynomial(TailDenominator, t - 1.6)
            : Polynomial(FarTailNumerator, t - 5) / Polynomial(FarTailDenominator, t - 5);
        return q < 0 ? -z : z;
    }

    /// <summary>The number z ~ N(mean, deviation²) within [<paramref name="low"/>, <paramref name="high"/>] that stands at a uniform place u in (0, 1).</summary>
    public static double Truncated(double mean, double deviation, double low, double high, double u)
    {
        double a = (low - mean) / deviation, b = (high - mean) / deviation;
        bool upper = a > 0;                                           // there the lower tail is the more precise one
        if (upper)
            (a, b) = (-b, -a);
        double from = Cdf(a), to = Cdf(b);
        double z = Quantile(from + u * (to - from));
        if (!double.IsFinite(z))                                      // the interval lies where no double tells its ends apart
            z = double.IsFinite(b) ? b : a;
        z = Math.Clamp(z, a, b);
        return mean + deviation * (upper ? -z : z);
    }

    private static double Polynomial(double[] coefficients, double x)
    {
        double sum = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--)
            sum = sum * x + coefficients[i];
        return sum;
    }
}
