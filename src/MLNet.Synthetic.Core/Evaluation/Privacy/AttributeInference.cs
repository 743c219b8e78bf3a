// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Attribute inference: guessing one column of a person from all others, by the nearest synthetic row.</summary>
/// <remarks>
/// Giomi et al. (2023), Anonymeter. A guess is right when the category is the same (missing counts as one), or the number within 5 % of the true one; of a time, within 5 % of the range.
/// </remarks>
internal static class AttributeInference
{
    private const int MostSecrets = 20;
    private const double Precision = 0.05;

    /// <summary>The columns that are guessed in turn: the sensitive ones where named, else all, the label first, at most 20.</summary>
    public static string[] Secrets(EvaluationData data)
    {
        string[] named = [.. data.SensitiveColumnNames.Where(name => data.Train.Columns.Any(c => c.Name == name))];
        return named.Length > 0 ? named : [.. data.Train.Columns.Select(c => c.Name).OrderByDescending(name => name == data.LabelColumnName).Take(MostSecrets)];
    }

    /// <summary>Whether the secret of each target is guessed, for several sets of targets.</summary>
    /// <param name="train">Rows whose ranges scale the distances; at least two columns.</param>
    /// <param name="synthetic">Synthetic rows, ≥ 1, in random order.</param>
    /// <param name="secret">Name of the column to guess.</param>
    /// <param name="run">Threads, cancellation.</param>
    /// <param name="targets">The targets.</param>
    public static bool[][] Try(Table train, Table synthetic, string secret, RunContext run, params Table[] targets)
    {
        var space = new GowerSpace(train, [.. train.Columns.Select(c => c.Name).Where(name => name != secret)]);
        var search = new GowerSearch(space.Rows(synthetic));
        return Array.ConvertAll(targets, t =>
        {
            var nearest = search.Nearest(space.Rows(t), 1, run);
            return Right(train, synthetic, t, secret, i => nearest[i][0]);
        });
    }

    /// <summary>The same with a random synthetic row instead of the nearest: the baseline.</summary>
    public static bool[] AtRandom(Table train, Table synthetic, string secret, Table targets, Rng random) => Right(train, synthetic, targets, secret, i => random.Fork(i).Next(synthetic.Count));

    private static bool[] Right(Table train, Table synthetic, Table targets, string secret, Func<int, int> guess)
    {
        if (train[secret] is CategoryColumn)
        {
            int[] guesses = ((CategoryColumn)synthetic[secret]).Codes, truths = ((CategoryColumn)targets[secret]).Codes;
            return [.. truths.Select((truth, i) => guesses[guess(i)] == truth)];
        }

        double[] values = Cells.Numbers(synthetic[secret]), real = Cells.Numbers(targets[secret]);
        double? range = train[secret] is TimestampColumn times ? Range(Cells.Numbers(times)) : null;
        return [.. real.Select((truth, i) => IsNear(values[guess(i)], truth, Precision * (range ?? Math.Abs(truth))))];
    }

    private static double Range(double[] values)
    {
        double[] observed = [.. values.Where(v => !double.IsNaN(v))];
        return observed.Length == 0 ? 0 : observed.Max() - observed.Min();
    }

    private static bool IsNear(double guess, double truth, double slack) => guess.Equals(truth) || Math.Abs(guess - truth) <= slack;
}
