// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Gaussian copula: the margins of the data, joined by the correlations of normal numbers behind them.</summary>
/// <remarks>
/// Patki, Wedge, Veeramachaneni (2016), "The Synthetic Data Vault", IEEE DSAA, 399–410; Nelsen (2006), "An Introduction to Copulas". Row: z ~ N(0, R), x_j = F_j⁻¹(Φ(z_j)).
/// Differences from the first paper: margins are empirical (see <see cref="IndependentColumns"/>) rather than of a parametric family; R is the correlation of the latent numbers, not of the scores, which
/// categories weaken; categories stand in the order of the mean label of their rows, so that what they tell of it is kept (rare ones, under 20 rows, stand together; without a label the most frequent comes
/// first, as in the paper); a missing value is a cell of its own, the lowest of a column of numbers. Where the correlations do not fit together they are shrunk towards 0 just enough.
/// Given columns: z of the others is drawn from its conditional normal law, which is exact; the z of a given value is known where the value is a rare number, and drawn from the part of the normal law that
/// the value takes otherwise: exactly for one such column, by a few Gibbs sweeps for several. O(n d²) to fit, O(d²) a row to draw; memory of the table once more while fitting.
/// </remarks>
/// <param name="options">Settings; null: the defaults.</param>
/// <exception cref="ArgumentException">A setting is out of range; the message names it.</exception>
public sealed class GaussianCopula(GaussianCopulaOptions? options = null) : ITableSynthesizer
{
    private const int MostColumns = 4096;
    private const double NotableShrinkage = 0.01;
    private readonly GaussianCopulaOptions _options = (options ?? new()).Validated();

    /// <inheritdoc/>
    public ITableModel Fit(Table table, TableSchema schema, RunContext run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var columns = MarginalColumn.Learn(table, schema, orderByLabel: true, run);
        if (columns.Length > MostColumns)
            throw new SyntheticDataException($"A Gaussian copula of {columns.Length:N0} columns would take {columns.Length:N0}² correlations; at most {MostColumns:N0} columns can be learned. Leave columns out, or reduce vectors before this step.");
        run.Step("Gaussian copula: margins", 1, 2);

        int d = columns.Length;
        var (scores, coefficients) = (new double[d][], new double[d][]);
        run.ForChunks(d, 1, (j, _, _) =>
        {
            scores[j] = columns[j].Scores(table.Columns[j]);
            coefficients[j] = LatentCorrelation.Coefficients(columns[j].Margin, columns[j].CellScores());
        });
        var (correlations, shrinkage) = Cholesky.PositiveDefinite(LatentCorrelation.Of(scores, coefficients, run));
        if (shrinkage > NotableShrinkage)
            run.Info($"Gaussian copula: the correlations of {d} columns do not fit together; they were shrunk by {shrinkage:P1}.");
        run.Step("Gaussian copula: correlations", 2, 2);
        return new GaussianCopulaModel(schema, columns, correlations, _options.GibbsSweeps);
    }
}
