// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>Synthesis as steps of an ML.NET pipeline: reached as <c>ml.Synthetic</c>.</summary>
public sealed class SyntheticCatalog
{
    /// <summary>The catalog of a context, for languages without extension properties.</summary>
    /// <param name="ml">The context: its log is told what steps do, and its seed decides where options have none.</param>
    public SyntheticCatalog(MLContext ml)
    {
        ArgumentNullException.ThrowIfNull(ml);
        Host = ml;
    }

    /// <summary>The context, for catalogs of other packages.</summary>
    public MLContext Host { get; }

    /// <summary>Oversamples with SMOTE, SMOTE-NC or SMOTE-N, whichever suits the columns; <c>ml.Log</c> says which and why.</summary>
    /// <param name="labelColumnName">Name of the label.</param>
    /// <param name="options">Settings; null: the defaults.</param>
    public SyntheticOversampler Oversample(string labelColumnName = "Label", OversampleOptions? options = null)
        => Resample(labelColumnName, options ??= new(), new AutomaticOversampler(options));

    /// <summary>Oversamples numeric columns with SMOTE; nominal columns are copied from the row a new row grew from.</summary>
    /// <inheritdoc cref="Oversample"/>
    public SyntheticOversampler Smote(string labelColumnName = "Label", SmoteOptions? options = null)
        => Resample(labelColumnName, options ??= new(), new Smote(options));

    /// <summary>Oversamples numeric and nominal columns together with SMOTE-NC.</summary>
    /// <inheritdoc cref="Oversample"/>
    public SyntheticOversampler SmoteNc(string labelColumnName = "Label", SmoteNcOptions? options = null)
        => Resample(labelColumnName, options ??= new(), new SmoteNc(options));

    /// <summary>Oversamples nominal columns with SMOTE-N.</summary>
    /// <inheritdoc cref="Oversample"/>
    public SyntheticOversampler SmoteN(string labelColumnName = "Label", SmoteNOptions? options = null)
        => Resample(labelColumnName, options ??= new(), new SmoteN(options));

    /// <summary>Oversamples numeric columns with Borderline-SMOTE: from the rows of a class that lie near other classes.</summary>
    /// <inheritdoc cref="Oversample"/>
    public SyntheticOversampler BorderlineSmote(string labelColumnName = "Label", BorderlineSmoteOptions? options = null)
        => Resample(labelColumnName, options ??= new(), new BorderlineSmote(options));

    /// <summary>Oversamples numeric columns with ADASYN: more new rows from rows that have more other classes around them.</summary>
    /// <inheritdoc cref="Oversample"/>
    public SyntheticOversampler Adasyn(string labelColumnName = "Label", AdasynOptions? options = null)
        => Resample(labelColumnName, options ??= new(), new Adasyn(options));

    /// <summary>Oversamples numeric columns with SVM-SMOTE: from the support vectors of a class against the rest.</summary>
    /// <inheritdoc cref="Oversample"/>
    public SyntheticOversampler SvmSmote(string labelColumnName = "Label", SvmSmoteOptions? options = null)
        => Resample(labelColumnName, options ??= new(), new SvmSmote(options));

    /// <summary>Draws rows of the rare classes again with replacement: exact copies, or smoothed ones (ROSE).</summary>
    /// <inheritdoc cref="Oversample"/>
    public SyntheticOversampler RandomOversample(string labelColumnName = "Label", RandomOversamplerOptions? options = null)
        => Resample(labelColumnName, options ??= new(), new RandomOversampler(options));

    /// <summary>Adds rows with rare values of a numeric label with SMOTER, and thins those with normal values.</summary>
    /// <param name="labelColumnName">Name of the label, a number.</param>
    /// <param name="options">Settings; null: the defaults.</param>
    public SyntheticOversampler Smoter(string labelColumnName = "Label", SmoterOptions? options = null)
        => Resample(labelColumnName, options ??= new(), new Smoter(options));

    /// <summary>Adds rows with rare values of a numeric label with SMOGN, by interpolation or Gaussian noise, and thins those with normal values.</summary>
    /// <inheritdoc cref="Smoter"/>
    public SyntheticOversampler Smogn(string labelColumnName = "Label", SmognOptions? options = null)
        => Resample(labelColumnName, options ??= new(), new Smogn(options));

    /// <summary>Oversamples numeric columns with K-means-SMOTE: within clusters where a class prevails, most where its rows lie thinly.</summary>
    /// <inheritdoc cref="Oversample"/>
    public SyntheticOversampler KMeansSmote(string labelColumnName = "Label", KMeansSmoteOptions? options = null)
        => Resample(labelColumnName, options ??= new(), new KMeansSmote(options));

    /// <summary>Oversamples numeric columns with SMOTE, then drops the rows of all Tomek links, old and new ones.</summary>
    /// <inheritdoc cref="Oversample"/>
    public SyntheticOversampler SmoteTomek(string labelColumnName = "Label", SmoteTomekOptions? options = null)
        => Resample(labelColumnName, options ??= new(), new SmoteTomek(options));

    /// <summary>Oversamples numeric columns with SMOTE, then drops rows, old and new ones, that their nearest rows would put into another class.</summary>
    /// <inheritdoc cref="Oversample"/>
    public SyntheticOversampler SmoteEnn(string labelColumnName = "Label", SmoteEnnOptions? options = null)
        => Resample(labelColumnName, options ??= new(), new SmoteEnn(options));

    /// <summary>Oversamples with an algorithm of your own.</summary>
    /// <param name="labelColumnName">Name of the label.</param>
    /// <param name="options">What every step can be told.</param>
    /// <param name="algorithm">The algorithm.</param>
    public SyntheticOversampler Resample(string labelColumnName, ResamplingOptions options, IResampler algorithm)
        => new(Host, labelColumnName, options, algorithm);

    /// <summary>Drops rows of the large classes at random.</summary>
    /// <param name="labelColumnName">Name of the label.</param>
    /// <param name="options">Settings; null: the defaults.</param>
    public Undersampler RandomUndersample(string labelColumnName = "Label", RandomUndersamplerOptions? options = null)
        => new(Host, labelColumnName, options ??= new(), new RandomUndersampler(options));

    /// <summary>Drops rows of the larger classes that form a Tomek link with a row of another class.</summary>
    /// <inheritdoc cref="RandomUndersample"/>
    public Undersampler TomekLinks(string labelColumnName = "Label", TomekLinksOptions? options = null)
        => new(Host, labelColumnName, options ??= new(), new TomekLinks(options));

    /// <summary>Drops rows of the larger classes that their nearest rows would put into another class (ENN).</summary>
    /// <inheritdoc cref="RandomUndersample"/>
    public Undersampler EditedNearestNeighbors(string labelColumnName = "Label", EditedNearestNeighborsOptions? options = null)
        => new(Host, labelColumnName, options ??= new(), new EditedNearestNeighbors(options));

    /// <summary>Repeats ENN on what is left until it drops nothing.</summary>
    /// <inheritdoc cref="RandomUndersample"/>
    public Undersampler RepeatedEditedNearestNeighbors(string labelColumnName = "Label", RepeatedEditedNearestNeighborsOptions? options = null)
        => new(Host, labelColumnName, options ??= new(), new RepeatedEditedNearestNeighbors(options));

    /// <summary>Drops rows of the larger classes that their nearest, or two nearest, or ... or k nearest rows would put into another class.</summary>
    /// <inheritdoc cref="RandomUndersample"/>
    public Undersampler AllKnn(string labelColumnName = "Label", AllKnnOptions? options = null)
        => new(Host, labelColumnName, options ??= new(), new AllKnn(options));

    /// <summary>Keeps of the larger classes what the nearest-neighbour rule needs to classify all their rows (CNN).</summary>
    /// <inheritdoc cref="RandomUndersample"/>
    public Undersampler CondensedNearestNeighbor(string labelColumnName = "Label", CondensedNearestNeighborOptions? options = null)
        => new(Host, labelColumnName, options ??= new(), new CondensedNearestNeighbor(options));

    /// <summary>Drops rows of the larger classes that are redundant, then those that form a Tomek link (OSS).</summary>
    /// <inheritdoc cref="RandomUndersample"/>
    public Undersampler OneSidedSelection(string labelColumnName = "Label", OneSidedSelectionOptions? options = null)
        => new(Host, labelColumnName, options ??= new(), new OneSidedSelection(options));

    /// <summary>Cleans all classes but the smallest with ENN, and drops the rows that make rows of the smallest misclassified (NCL).</summary>
    /// <inheritdoc cref="RandomUndersample"/>
    public Undersampler NeighborhoodCleaningRule(string labelColumnName = "Label", NeighborhoodCleaningRuleOptions? options = null)
        => new(Host, labelColumnName, options ??= new(), new NeighborhoodCleaningRule(options));

    /// <summary>Keeps the rows of the large classes that lie closest to the smallest class.</summary>
    /// <inheritdoc cref="RandomUndersample"/>
    public Undersampler NearMiss(string labelColumnName = "Label", NearMissOptions? options = null)
        => new(Host, labelColumnName, options ??= new(), new NearMiss(options));

    /// <summary>Drops the rows of the large classes that are hardest to classify.</summary>
    /// <inheritdoc cref="RandomUndersample"/>
    public Undersampler InstanceHardnessThreshold(string labelColumnName = "Label", InstanceHardnessThresholdOptions? options = null)
        => new(Host, labelColumnName, options ??= new(), new InstanceHardnessThreshold(options));

    /// <summary>Replaces the rows of the large classes by the means of clusters of them, or by the real rows nearest to those; numeric columns only.</summary>
    /// <inheritdoc cref="RandomUndersample"/>
    public Undersampler ClusterCentroids(string labelColumnName = "Label", ClusterCentroidsOptions? options = null)
        => new(Host, labelColumnName, options ??= new(), new ClusterCentroids(options));

    /// <summary>Learns a table with the algorithm that the options are for, to sample rows like it or to train on them.</summary>
    /// <param name="labelColumnName">Name of the label; null: none.</param>
    /// <param name="options">Settings of the algorithm, e.g. <see cref="GaussianCopulaOptions"/>.</param>
    public TabularSynthesizer Tabular(string? labelColumnName, SynthesisOptions options) => new(Host, labelColumnName, options);

    /// <summary>Learns every column on its own: the baseline that a synthesizer has to beat.</summary>
    /// <param name="labelColumnName">Name of the label; null: none.</param>
    /// <param name="options">Settings; null: the defaults.</param>
    public TabularSynthesizer IndependentColumns(string? labelColumnName = null, IndependentColumnsOptions? options = null)
        => Tabular(labelColumnName, options ?? new());

    /// <summary>Learns every column, and the correlations of normal numbers behind them.</summary>
    /// <inheritdoc cref="IndependentColumns"/>
    public TabularSynthesizer GaussianCopula(string? labelColumnName = null, GaussianCopulaOptions? options = null)
        => Tabular(labelColumnName, options ?? new());

    /// <summary>Learns a tree of hidden variables along the strongest dependences, with exact conditions on any columns and the likelihood of rows.</summary>
    /// <inheritdoc cref="IndependentColumns"/>
    public TabularSynthesizer HiddenChowLiuTree(string? labelColumnName = null, HiddenChowLiuTreeOptions? options = null)
        => Tabular(labelColumnName, options ?? new());

    /// <summary>Reads a synthesizer that <see cref="SynthesisTransformer.Save"/> wrote.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>It samples as the saved one did, with the same schema; as a pipeline step it passes every view through, since it knows no training view.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="SyntheticDataException">The file is damaged, was made by a newer version, or needs a package that is not registered.</exception>
    public SynthesisTransformer Load(string path) => SynthesizerFile.Read(path, Host);

    /// <summary>Corrects the probabilities of the trainer before it for the classes that a resampling step changed; see <see cref="PriorCorrector"/>.</summary>
    /// <param name="labelColumnName">Name of the label that was resampled.</param>
    /// <param name="options">Settings; null: the real shares are those the resampling step saw.</param>
    public PriorCorrector CorrectPrior(string labelColumnName = "Label", PriorCorrectionOptions? options = null) => new(Host, labelColumnName, options);

    /// <summary>Adds an example-weight column that gives all classes the same weight; see <see cref="ClassWeighter"/>.</summary>
    /// <param name="labelColumnName">Name of the label.</param>
    /// <param name="options">Settings; null: balanced weights in a column <c>Weight</c>.</param>
    public ClassWeighter ClassWeights(string labelColumnName = "Label", ClassWeightOptions? options = null) => new(Host, labelColumnName, options);

    /// <summary>Deals rows into folds that each have their share of every class.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="labelColumnName">Name of the label; a number that holds no classes is dealt at random.</param>
    /// <param name="options">Settings; null: five folds, once.</param>
    /// <returns>A division of the rows for each fold of each repetition.</returns>
    /// <exception cref="SyntheticDataException">There are fewer rows than folds, or one of two classes has.</exception>
    public IReadOnlyList<CrossValidationFold> CrossValidationSplit(IDataView data, string labelColumnName = "Label", CrossValidationOptions? options = null)
        => new CrossValidator(Host, labelColumnName, options ?? new()).Split(data);

    /// <summary>Cross-validates a pipeline on stratified folds: binary, multi-class or regression, as its output tells.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="pipeline">The pipeline, resampling steps included: they see the training rows of a fold only.</param>
    /// <param name="labelColumnName">Name of the label.</param>
    /// <param name="options">Settings; null: five folds, once.</param>
    /// <exception cref="ArgumentException">The pipeline does not end with a trainer.</exception>
    /// <exception cref="SyntheticDataException">There are fewer rows than folds, or one of two classes has.</exception>
    /// <exception cref="OperationCanceledException">The work was asked to stop.</exception>
    public CrossValidationResult CrossValidate(
        IDataView data, IEstimator<ITransformer> pipeline, string labelColumnName = "Label", CrossValidationOptions? options = null)
        => new CrossValidator(Host, labelColumnName, options ?? new()).Validate(data, pipeline);

    /// <summary>Measures a classifier by what a large class cannot hide: G-mean, Matthews correlation, calibration and others, and each class against the rest.</summary>
    /// <param name="scored">The output of a binary or multi-class model on rows with labels.</param>
    /// <param name="labelColumnName">Name of the label: for a binary model Boolean or 0 and 1, for a multi-class one a key or text with the names the model predicts.</param>
    /// <param name="options">Settings; null: the defaults.</param>
    /// <exception cref="ArgumentException">A column is missing or of another type.</exception>
    /// <exception cref="SyntheticDataException">There are no rows, all are of one class, or labels or scores are missing.</exception>
    public ImbalanceMetrics EvaluateImbalance(IDataView scored, string labelColumnName = "Label", ImbalanceMetricsOptions? options = null)
        => ImbalanceEvaluator.Evaluate(scored, labelColumnName, options ?? new());

    /// <summary>Fits a binary pipeline and the threshold at which its objective is best on held-out rows; see <see cref="ThresholdTuner"/>.</summary>
    /// <param name="pipeline">The whole pipeline, resampling steps, trainer and prior correction included.</param>
    /// <param name="labelColumnName">Name of the label.</param>
    /// <param name="options">Settings; null: the threshold of the best F1 on five folds.</param>
    public ThresholdTuner TuneThreshold(IEstimator<ITransformer> pipeline, string labelColumnName = "Label", ThresholdTunerOptions? options = null)
        => new(Host, pipeline, labelColumnName, options);

    /// <summary>Ensembles for imbalanced binary labels around any binary trainer.</summary>
    public SyntheticTrainerCatalog Trainers => new(Host);
}
