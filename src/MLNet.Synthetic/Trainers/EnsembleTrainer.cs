// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic;

/// <summary>An ensemble of binary models for imbalanced labels; <see cref="SyntheticTrainerCatalog"/> has a method for each.</summary>
/// <remarks>
/// Members are trained on views of the training rows, which are read again for each member: put <c>AppendCacheCheckpoint</c> before the ensemble where reading or featurizing is slow. The fitted form is a chain of
/// the members and ML.NET's own transforms with a running sum of votes, so a model saves and loads without this library. It adds <c>Score</c> (log-odds), <c>Probability</c> and <c>PredictedLabel</c>.
/// ML.NET's trainers hold state while they fit, so fits that run at the same time need a trainer each.
/// </remarks>
public sealed class EnsembleTrainer : IEstimator<TransformerChain<ITransformer>>
{
    private const int FewestRows = 2;
    private readonly MLContext _ml;
    private readonly HostLog _log;
    private readonly IEstimator<ITransformer> _trainer;
    private readonly string _label;
    private readonly EnsembleOptions _options;
    private readonly IEnsembleAlgorithm _algorithm;
    private readonly BinaryOutput _output;
    private readonly int _seed;

    internal EnsembleTrainer(MLContext ml, IEstimator<ITransformer> trainer, string labelColumnName, EnsembleOptions options, IEnsembleAlgorithm algorithm)
    {
        ArgumentNullException.ThrowIfNull(trainer);
        ArgumentException.ThrowIfNullOrEmpty(labelColumnName);
        (_ml, _trainer, _label, _options, _algorithm) = (ml, trainer, labelColumnName, options.Validated(), algorithm);
        _log = new(ml, nameof(EnsembleTrainer));
        _output = new(ml, EnsembleTask.Score, EnsembleTask.Probability, EnsembleTask.PredictedLabel);
        _seed = options.Seed ?? _log.DrawSeed();
    }

    /// <summary>Trains the members.</summary>
    /// <param name="input">The training rows.</param>
    /// <returns>The members and the transforms that sum their votes.</returns>
    /// <exception cref="ArgumentException">The label does not exist, the trainer is not binary, or it gives no probabilities where they are needed.</exception>
    /// <exception cref="SyntheticDataException">A label is missing, a class has fewer than two rows, or the first boosted member is no better than chance.</exception>
    /// <exception cref="OperationCanceledException">The work was asked to stop.</exception>
    public TransformerChain<ITransformer> Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        bool[] positive = LabelClasses.PositivesOf(DataViewReader.Read(input, [_label]).Columns[0]);
        foreach (bool value in (bool[])[false, true])
        {
            int rows = positive.Count(p => p == value);
            if (rows < FewestRows)
            {
                throw new SyntheticDataException(
                    $"Class '{value}' of '{_label}' has {rows} of {positive.Length} rows; an ensemble needs at least {FewestRows} of each class. Check the label and the filters before the trainer.");
            }
        }

        var task = new EnsembleTask(_ml, _trainer, input, _label, positive, new(_seed), _log, _options);
        var ensemble = _algorithm.Train(task, _options.Members);
        for (int i = 0; ; i++)
        {
            if (Assemble(ensemble, input, $"__VoteSum{i}") is { } chain)
                return chain;
        }
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) => Outputs(EnsembleTask.Score, 1).GetOutputSchema(_trainer.GetOutputSchema(inputSchema));

    /// <summary>The members with a running sum of their votes; null where a member, itself an ensemble, uses the column of the sum.</summary>
    private TransformerChain<ITransformer>? Assemble(Ensemble ensemble, IDataView input, string sum)
    {
        var parts = new List<ITransformer>();
        var scored = input;
        double votes = ensemble.Members.Sum(m => m.Vote);
        foreach (var member in ensemble.Members)
        {
            Add(member.Model);
            RequireBinary(scored.Schema);
            bool isFirst = parts.Count == 1;
            if (!isFirst && scored.Schema.GetColumnOrNull(sum) is null)
                return null;
            Add(Vote(ensemble, member.Vote / votes, isFirst, sum).Fit(scored));
        }

        Add(Outputs(sum, ensemble.Odds).Fit(scored));
        Add(_ml.Transforms.DropColumns(sum).Fit(scored));
        return new([.. parts]);

        void Add(ITransformer part)
        {
            parts.Add(part);
            scored = part.Transform(scored);
        }
    }

    private IEstimator<ITransformer> Vote(Ensemble ensemble, double share, bool isFirst, string sum)
    {
        string column = ensemble.ByProbability ? EnsembleTask.Probability : EnsembleTask.PredictedLabel;
        string weight = share.ToString("R", CultureInfo.InvariantCulture);
        string vote = ensemble.ByProbability ? $"{weight} * v" : $"(v ? {weight} : 0.0)";
        return isFirst ? _ml.Transforms.Expression(sum, $"v : {vote}", column) : _ml.Transforms.Expression(sum, $"(s, v) : s + {vote}", sum, column);
    }

    private EstimatorChain<ITransformer> Outputs(string sum, double odds)
    {
        var probability = new EstimatorChain<ITransformer>()
            .Append((IEstimator<ITransformer>)_ml.Transforms.Expression(EnsembleTask.Probability, "s : min(max(s, 0), 1)", sum));   // rounding may end above 1
        if (odds != 1)
            probability = probability.Append((IEstimator<ITransformer>)_ml.Transforms.Expression(EnsembleTask.Probability, BinaryOutput.Reweighted(odds), EnsembleTask.Probability));
        return probability.Append(_output.FromProbability());
    }

    private static void RequireBinary(DataViewSchema scored)
    {
        if (scored.GetColumnOrNull(EnsembleTask.PredictedLabel) is not { Type: BooleanDataViewType } || scored.GetColumnOrNull(EnsembleTask.Score) is not { Type: NumberDataViewType })
            throw new ArgumentException($"The trainer gives no number '{EnsembleTask.Score}' and Boolean '{EnsembleTask.PredictedLabel}': these ensembles are for binary trainers.");
    }
}
