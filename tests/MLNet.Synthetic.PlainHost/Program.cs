// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

// PlainHost model.zip data.idv: loads a model, scores the rows and prints the scores, one a line.

using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

var ml = new MLContext(seed: 1);
var model = ml.Model.Load(args[0], out _);
var scored = model.Transform(ml.Data.LoadFromBinary(args[1]));
if (AppDomain.CurrentDomain.GetAssemblies().Any(a => a.GetName().Name!.StartsWith("MLNet.Synthetic", StringComparison.Ordinal) && a != typeof(Program).Assembly))
    throw new InvalidOperationException("The library is loaded: this test would prove nothing.");
foreach (float score in scored.GetColumn<float>("Score"))
    Console.WriteLine(score.ToString("R", CultureInfo.InvariantCulture));
