// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>Ensembles for imbalanced binary labels around any binary ML.NET trainer: reached as <c>ml.Synthetic.Trainers</c>.</summary>
/// <remarks>The trainer is any estimator that adds <c>Score</c> and <c>PredictedLabel</c> (and <c>Probability</c>): an ML.NET trainer, a trainer with a calibrator, or another of these ensembles.</remarks>
public sealed class SyntheticTrainerCatalog
{
    internal SyntheticTrainerCatalog(MLContext ml) => Host = ml;

    /// <summary>The context, for catalogs of other packages.</summary>
    public MLContext Host { get; }

    /// <summary>EasyEnsemble: each member sees all rows of the smaller class and as many of the larger, drawn without replacement.</summary>
    /// <remarks>
    /// Liu, Wu, Zhou (2009), "Exploratory undersampling for class-imbalance learning", IEEE Transactions on Systems, Man, and Cybernetics B 39. The paper's members are AdaBoost ensembles whose weak votes are
    /// summed; here a member is whatever trainer is given, and the members' probabilities are averaged (their votes, where they have no probabilities). With <see cref="AdaBoost"/> as the trainer the structure is the paper's.
    /// </remarks>
    /// <param name="trainer">The trainer of a member.</param>
    /// <param name="labelColumnName">Name of the label: the one the trainer was given.</param>
    /// <param name="options">Settings; null: ten members on balanced classes.</param>
    public EnsembleTrainer EasyEnsemble(IEstimator<ITransformer> trainer, string labelColumnName = "Label", BalancedEnsembleOptions? options = null)
        => new(Host, trainer, labelColumnName, options ??= new(), BalancedSubsets.Easy(options));

    /// <summary>Balanced bagging: each member sees a bootstrap sample of the smaller class and as many rows of the larger, both drawn with replacement.</summary>
    /// <remarks>
    /// Breiman (1996), "Bagging predictors", Machine Learning 24, with the balanced draws of Chen, Liaw, Breiman (2004), "Using random forest to learn imbalanced data", Technical Report 666, Berkeley. The members'
    /// probabilities are averaged (their votes, where they have no probabilities).
    /// </remarks>
    /// <inheritdoc cref="EasyEnsemble" path="/param"/>
    public EnsembleTrainer BalancedBagging(IEstimator<ITransformer> trainer, string labelColumnName = "Label", BalancedEnsembleOptions? options = null)
        => new(Host, trainer, labelColumnName, options ??= new(), BalancedSubsets.Bagging(options));

    /// <summary>AdaBoost by weighted resampling: each member sees rows drawn by the weights that the members before it left.</summary>
    /// <remarks>
    /// Freund, Schapire (1997); see <see cref="AdaBoostWeights"/>. The weight column of an ML.NET trainer is fixed in its options, so that rows are drawn with replacement in proportion to their weights, as the paper
    /// proposes for learners without weights. <c>Probability</c> is the share of the votes, not a calibrated probability: append <c>ml.BinaryClassification.Calibrators.Platt</c> where that is wanted.
    /// </remarks>
    /// <inheritdoc cref="EasyEnsemble" path="/param"/>
    public EnsembleTrainer AdaBoost(IEstimator<ITransformer> trainer, string labelColumnName = "Label", BoostingOptions? options = null)
        => new(Host, trainer, labelColumnName, options ??= new(), Boosting.Plain(options));

    /// <summary>RUSBoost: AdaBoost whose members see a balanced random part of the rows.</summary>
    /// <remarks>
    /// Seiffert, Khoshgoftaar, Van Hulse, Napolitano (2010), "RUSBoost: a hybrid approach to alleviating class imbalance", IEEE Transactions on Systems, Man, and Cybernetics A 40. In each round rows of the larger class are
    /// left out at random, and as many rows as stay are drawn with replacement by their weights; loss and weights are those of all rows. The pseudo-loss has the factor ½ of Freund and Schapire. Probabilities as of <see cref="AdaBoost"/>.
    /// </remarks>
    /// <inheritdoc cref="EasyEnsemble" path="/param"/>
    public EnsembleTrainer RusBoost(IEstimator<ITransformer> trainer, string labelColumnName = "Label", RusBoostOptions? options = null)
        => new(Host, trainer, labelColumnName, options ??= new(), Boosting.Undersampled(options));

    /// <summary>SMOTEBoost: AdaBoost whose members see new SMOTE rows of the smaller class, other ones in each round.</summary>
    /// <remarks>
    /// Chawla, Lazarevic, Hall, Bowyer (2003), "SMOTEBoost: improving prediction of the minority class in boosting", PKDD. Of n real rows and N new ones a new row weighs 1/(n + N) and the real rows share
    /// n/(n + N) by their weights (Galar et al. 2012, "A review on ensembles for the class imbalance problem"); n + N rows are drawn with replacement. The new rows are dropped after the round. Probabilities as of <see cref="AdaBoost"/>.
    /// </remarks>
    /// <inheritdoc cref="EasyEnsemble" path="/param"/>
    public EnsembleTrainer SmoteBoost(IEstimator<ITransformer> trainer, string labelColumnName = "Label", SmoteBoostOptions? options = null)
        => new(Host, trainer, labelColumnName, options ??= new(), Boosting.Smoted(options));
}
