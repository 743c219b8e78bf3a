// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

// Draws what each algorithm does to a small two-dimensional set, one SVG each: the pictures of docs/algorithms.
// AlgorithmPictures [FOLDER]; without a folder they go to a temporary one.

using AlgorithmPictures;
using MLNet.Synthetic;

string folder = args.FirstOrDefault(a => !a.StartsWith('-')) ?? Directory.CreateTempSubdirectory("algorithm-pictures-").FullName;
Directory.CreateDirectory(folder);

// 1. A rare class in two lumps at the edge of a common one, with a few rows on the wrong side.
var input = MadeSet.Create(seed: 4);

// 2. The algorithms: one line each.
(string File, string Title, IResampler Algorithm)[] algorithms =
[
    ("random-oversampling", "Random oversampling, smoothed (ROSE)", new RandomOversampler(new() { Shrinkage = 0.5 })),
    ("smote", "SMOTE", new Smote()),
    ("smote-nc", "SMOTE-NC (here without nominal columns)", new SmoteNc()),
    ("oversample", "Automatic choice (here SMOTE)", new AutomaticOversampler()),
];

// 3. One picture each: before and after.
foreach (var (file, title, algorithm) in algorithms)
{
    var rows = algorithm.Resample(input, new RunContext(new Rng(7)));
    string path = Path.Combine(folder, file + ".svg");
    File.WriteAllText(path, BeforeAndAfter.Draw(title, input, rows));
    Console.WriteLine($"{path}: {rows.Kept?.Length ?? input.X.Rows} rows kept, {rows.Count} added");
}
