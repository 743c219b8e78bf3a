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
    /// <param name="options">Settings of the algorithm, e.g. <see cref="GaussianCopulaOptions"/>, or <see cref="TabularOptions"/> for sequential trees of a wanted privacy; null: sequential trees with their defaults.</param>
    public TabularSynthesizer Tabular(string? labelColumnName = null, SynthesisOptions? options = null) => new(Host, labelColumnName, options ?? new SequentialTreesOptions());

    /// <summary>Learns every column on its own: the baseline that a synthesizer has to beat.</summary>
    /// <param name="labelColumnName">Name of the label; null: none.</param>
    /// <param name="options">Settings; null: the defaults.</param>
    public TabularSynthesizer IndependentColumns(string? labelColumnName = null, IndependentColumnsOptions? options = null)
        => Tabular(labelColumnName, options ?? new());

    /// <summary>Draws rows between training rows and their nearest neighbours of the same class: a baseline, simple and of poor privacy, not for release.</summary>
    /// <inheritdoc cref="IndependentColumns"/>
    public TabularSynthesizer BootstrapSmote(string? labelColumnName = null, BootstrapSmoteOptions? options = null)
        => Tabular(labelColumnName, options ?? new());

    /// <summary>Learns every column, and the correlations of normal numbers behind them.</summary>
    /// <inheritdoc cref="IndependentColumns"/>
    public TabularSynthesizer GaussianCopula(string? labelColumnName = null, GaussianCopulaOptions? options = null)
        => Tabular(labelColumnName, options ?? new());

    /// <summary>Learns a tree of hidden variables along the strongest dependences, with exact conditions on any columns and the likelihood of rows.</summary>
    /// <inheritdoc cref="IndependentColumns"/>
    public TabularSynthesizer HiddenChowLiuTree(string? labelColumnName = null, HiddenChowLiuTreeOptions? options = null)
        => Tabular(labelColumnName, options ?? new());

    /// <summary>Learns leaves of an adversarial random forest, in which columns are independent, with exact conditions on any columns and the likelihood of rows.</summary>
    /// <inheritdoc cref="IndependentColumns"/>
    public TabularSynthesizer AdversarialForest(string? labelColumnName = null, AdversarialForestOptions? options = null)
        => Tabular(labelColumnName, options ?? new());

    /// <summary>Reads a synthesizer that <see cref="SynthesisTransformer.Save"/> wrote.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>It samples as the saved one did, with the same schema; as a pipeline step it passes every view through, since it knows no training view.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="SyntheticDataException">The file is damaged, was made by a newer version, or needs a package that is not registered.</exception>
    public SynthesisTransformer Load(string path) => Load(path, []);

    /// <summary>Reads a synthesizer with constraints that are functions (<see cref="TableConstraint.Custom"/>): its file only names them, so they are given again.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="functions">The functions, as constraints with the descriptions and columns they were saved with.</param>
    /// <returns>It samples as the saved one did, with the same schema; as a pipeline step it passes every view through, since it knows no training view.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArgumentException">The file does not name one of the functions.</exception>
    /// <exception cref="SyntheticDataException">The file is damaged, was made by a newer version, needs a package that is not registered, or names a function that is not given.</exception>
    public SynthesisTransformer Load(string path, IReadOnlyList<TableConstraint> functions) => SynthesizerFile.Read(path, functions, Host);

    /// <summary>Learns two tables that a key binds, such as customers and their orders, to sample parents with their children.</summary>
    /// <param name="keyColumnName">Name of the key: one row of the parent table for each, any number of rows of the child table.</param>
    /// <param name="options">Settings; null: the defaults.</param>
    public RelationalSynthesizer Relational(string keyColumnName, RelationalOptions? options = null) => new(Host, keyColumnName, options);

    /// <summary>Reads two tables that <see cref="RelationalModel.Save"/> wrote.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>It samples as the saved one did, with the same schemas.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="SyntheticDataException">The file is damaged, holds one table, was made by a newer version, or needs a package that is not registered.</exception>
    public RelationalModel LoadRelational(string path) => RelationalFile.Read(path, Host);

    /// <summary>Measures how two synthetic tables are bound: valid keys, children per parent, trends between parents and children and between siblings.</summary>
    /// <param name="parents">Real parents.</param>
    /// <param name="children">Real children.</param>
    /// <param name="synthetic">Synthetic parents and children, as <see cref="RelationalModel.Sample(long, int?)"/> gives them.</param>
    /// <param name="keyColumnName">Name of the key.</param>
    /// <param name="options">Settings; null: the defaults.</param>
    /// <exception cref="ArgumentException">A column that was named does not exist.</exception>
    /// <exception cref="SyntheticDataException">The real keys bind nothing, or a table is too small.</exception>
    public RelationalReport EvaluateRelational(
        IDataView parents, IDataView children, (IDataView Parents, IDataView Children) synthetic, string keyColumnName, RelationalEvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(parents);
        ArgumentNullException.ThrowIfNull(children);
        ArgumentNullException.ThrowIfNull(synthetic.Parents, nameof(synthetic));
        ArgumentNullException.ThrowIfNull(synthetic.Children, nameof(synthetic));
        options ??= new();
        var log = new HostLog(Host, nameof(RelationalEvaluation));
        var run = new RunContext(new Rng(options.Seed ?? log.DrawSeed()), options.Progress, options.Cancellation, log.Info, log.Warn, options.MaxDegreeOfParallelism);
        return RelationalEvaluation.Measure(
            DataViewReader.Read(parents), DataViewReader.Read(children), DataViewReader.Read(synthetic.Parents), DataViewReader.Read(synthetic.Children), keyColumnName, options, run);
    }

    /// <summary>Learns each column by a tree on those before it, and draws from the training values in its leaves.</summary>
    /// <inheritdoc cref="IndependentColumns"/>
    public TabularSynthesizer SequentialTrees(string? labelColumnName = null, SequentialTreesOptions? options = null)
        => Tabular(labelColumnName, options ?? new());

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

    /// <summary>Takes a pipeline with synthesis or resampling steps as it is and compares it with itself with those steps suspended, on the same test rows.</summary>
    /// <param name="pipeline">The pipeline: steps, featurization, trainer. Every step of this library in it is suspended for the comparison, wherever it stands.</param>
    /// <param name="train">Real training rows.</param>
    /// <param name="test">Real test rows, which no step has seen.</param>
    /// <param name="labelColumnName">Name of the label.</param>
    /// <param name="options">Settings; null: five repetitions with other seeds of the steps.</param>
    /// <returns>Settings <c>real</c> and <c>with synthesis</c>.</returns>
    /// <exception cref="ArgumentException">The pipeline holds no step or does not end with a trainer, or there is no label.</exception>
    /// <exception cref="SyntheticDataException">Training or test data has no rows, or only one class.</exception>
    /// <exception cref="OperationCanceledException">The work was asked to stop.</exception>
    public UtilityReport EvaluateUtility(IEstimator<ITransformer> pipeline, IDataView train, IDataView test, string labelColumnName = "Label", UtilityOptions? options = null)
        => new PipelineUtility(Host, labelColumnName, options ?? new()).OfSteps(pipeline, train, test).Report;

    /// <summary>Trains on real, on synthetic and on both kinds of rows and tests on real ones (TRTR, TSTR, TRSTR), and trains on real and tests on synthetic ones (TRTS).</summary>
    /// <param name="train">Real training rows.</param>
    /// <param name="synthetic">Synthetic rows with the same columns.</param>
    /// <param name="test">Real test rows, which the synthesizer has not seen.</param>
    /// <param name="labelColumnName">Name of the label.</param>
    /// <param name="pipeline">Featurization and trainer; null: boosted trees and a linear model on all columns.</param>
    /// <param name="options">Settings; null: five repetitions with other training rows and seeds.</param>
    /// <exception cref="ArgumentException">The pipeline does not end with a trainer, or there is no label.</exception>
    /// <exception cref="SyntheticDataException">A view has no rows or only one class, or a column is absent from the synthetic rows or of another type.</exception>
    /// <exception cref="OperationCanceledException">The work was asked to stop.</exception>
    public UtilityReport EvaluateUtility(
        IDataView train, IDataView synthetic, IDataView test, string labelColumnName = "Label", IEstimator<ITransformer>? pipeline = null, UtilityOptions? options = null)
        => new PipelineUtility(Host, labelColumnName, options ?? new()).OfTables(pipeline, train, synthetic, test);

    /// <summary>A pipeline with synthesis steps whose fitted model carries what <see cref="EvaluateUtility(IEstimator{ITransformer}, IDataView, IDataView, string, UtilityOptions)"/> says of it, and saves as the plain model.</summary>
    /// <param name="pipeline">The pipeline: steps, featurization, trainer.</param>
    /// <param name="test">Real test rows.</param>
    /// <param name="labelColumnName">Name of the label.</param>
    /// <param name="options">Settings; null: five repetitions with other seeds of the steps.</param>
    public UtilityReporter WithReport(IEstimator<ITransformer> pipeline, IDataView test, string labelColumnName = "Label", UtilityOptions? options = null)
        => new(Host, pipeline, test, labelColumnName, options ?? new());

    /// <summary>Cross-validates ways to deal with a label on the same folds, and says which to take; it may be not to synthesize.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="labelColumnName">Name of the label.</param>
    /// <param name="pipeline">The pipeline without any of the candidates: featurization and trainer.</param>
    /// <param name="options">Settings; null: the candidates that suit the label.</param>
    /// <exception cref="ArgumentException">There is no label or metric of that name, or the pipeline does not end with a trainer.</exception>
    /// <exception cref="SyntheticDataException">There are no rows, too few of a class, or only one class.</exception>
    /// <exception cref="OperationCanceledException">The work was asked to stop.</exception>
    public CompareResult Compare(IDataView data, string labelColumnName, IEstimator<ITransformer> pipeline, CompareOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        return new Comparer(Host, labelColumnName, _ => pipeline, takesWeights: false, options ?? new()).Compare(data);
    }

    /// <summary>The same with class weights among the candidates.</summary>
    /// <inheritdoc cref="Compare(IDataView, string, IEstimator{ITransformer}, CompareOptions)"/>
    /// <param name="data">The rows.</param>
    /// <param name="labelColumnName">Name of the label.</param>
    /// <param name="pipeline">Makes the pipeline for the name of a weight column, which the trainer is to be given, or for null: no weights.</param>
    /// <param name="options">Settings; null: the candidates that suit the label.</param>
    public CompareResult Compare(IDataView data, string labelColumnName, Func<string?, IEstimator<ITransformer>> pipeline, CompareOptions? options = null)
        => new Comparer(Host, labelColumnName, pipeline, takesWeights: true, options ?? new()).Compare(data);

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

    /// <summary>Measures synthetic rows against the real ones they were made from: likeness, worth for training, reach, fairness and what they give away.</summary>
    /// <param name="train">The real rows that the synthesizer was fitted on.</param>
    /// <param name="synthetic">The synthetic rows, with columns of the same names and types; columns that the training rows lack are not looked at.</param>
    /// <param name="options">Settings, above all the holdout and the label; null: the defaults.</param>
    /// <returns>Scores beside their noise floors, verdicts in words, and what from: to print, save and check.</returns>
    /// <exception cref="ArgumentException">A named column does not exist, or a setting is out of range.</exception>
    /// <exception cref="SyntheticDataException">The tables have no column in common, or one of different types, or too few rows, or a class that cannot be split.</exception>
    /// <exception cref="OperationCanceledException">The work was asked to stop.</exception>
    public EvaluationReport Evaluate(IDataView train, IDataView synthetic, EvaluationOptions? options = null) => new Evaluator(Host, options ?? new()).Evaluate(train, synthetic);

    /// <summary>Ensembles for imbalanced binary labels around any binary trainer.</summary>
    public SyntheticTrainerCatalog Trainers => new(Host);
}
