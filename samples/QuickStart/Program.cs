// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

// The example of README.md: a step in a pipeline, measured against the same pipeline without it.

using Microsoft.ML;
using Microsoft.ML.Data;
using MLNet.Synthetic;

var ml = new MLContext(seed: 1);
string folder = AppContext.BaseDirectory;
var file = ml.Data.LoadFromTextFile(Path.Combine(folder, "data", "lending_club.csv"), hasHeader: true, separatorChar: ',', columns:
[
    new("Amount", DataKind.Single, 0), new("Rate", DataKind.Single, 2), new("Grade", DataKind.String, 3),
    new("Income", DataKind.Single, 6), new("Class", DataKind.String, 22),
]);
var label = ml.Transforms.Expression("Bad", "c : c == \"bad\"", "Class").Append(ml.Transforms.DropColumns("Class"));
var loans = label.Fit(file).Transform(file);

var model = ml.Transforms.Categorical.OneHotEncoding("Grade")
    .Append(ml.Transforms.Concatenate("Features", "Amount", "Rate", "Income", "Grade"))
    .Append(ml.BinaryClassification.Trainers.FastTree("Bad"));
var pipeline = ml.Synthetic.Oversample("Bad", new() { SamplingStrategy = SamplingStrategy.Ratio(0.3), Seed = 1 })   // new rows to train on
    .Append(model)
    .Append(ml.Synthetic.CorrectPrior("Bad"));                        // probabilities mean what they say again

var folds = new CrossValidationOptions { Seed = 1 };                  // stratified, the same for both
var with = ml.Synthetic.CrossValidate(loans, pipeline, "Bad", folds);
var without = ml.Synthetic.CrossValidate(loans, model, "Bad", folds);
Console.WriteLine($"area under the ROC curve: {with["AreaUnderRocCurve"]} with the step, {without["AreaUnderRocCurve"]} without");
Console.WriteLine($"difference on the same folds: {with.Minus(without, "AreaUnderRocCurve")}");

ml.Model.Save(pipeline.Fit(loans), loans.Schema, Path.Combine(folder, "model.zip"));   // loads without this library

// Expected output (the last digit may differ elsewhere):
//   area under the ROC curve: 0.669 ± 0.020 with the step, 0.680 ± 0.016 without
//   difference on the same folds: -0.011 ± 0.020
