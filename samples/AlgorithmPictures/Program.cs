// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

// Draws what each algorithm does to a small two-dimensional set, one SVG each: the pictures of docs/algorithms.
// AlgorithmPictures [FOLDER]; without a folder they go to a temporary one.

using AlgorithmPictures;
using MLNet.Synthetic;

string folder = args.FirstOrDefault(a => !a.StartsWith('-')) ?? Directory.CreateTempSubdirectory("algorithm-pictures-").FullName;
Directory.CreateDirectory(folder);

// 1. The sets: two numbers; a number and a category; two categories; a number and a numeric label.
var numbers = MadeSet.Numbers(seed: 4);
var mixed = MadeSet.Mixed(seed: 4);
var categories = MadeSet.Categories(seed: 4);
var quantity = MadeSet.Quantity(seed: 4);

// 2. The algorithms: one line each.
(string File, string Title, MadeSet Set, IResampler Algorithm)[] algorithms =
[
    ("random-oversampling", "Random oversampling, smoothed (ROSE)", numbers, new RandomOversampler(new() { Shrinkage = 0.5 })),
    ("smote", "SMOTE", numbers, new Smote()),
    ("smote-nc", "SMOTE-NC: a number across, a category up", mixed, new SmoteNc()),
    ("smote-n", "SMOTE-N: a category across, another up", categories, new SmoteN()),
    ("oversample", "Automatic choice: SMOTE-NC for a number and a category", mixed, new AutomaticOversampler()),
    ("borderline-smote", "Borderline-SMOTE1", numbers, new BorderlineSmote()),
    ("adasyn", "ADASYN", numbers, new Adasyn()),
    ("svm-smote", "SVM-SMOTE", numbers, new SvmSmote()),
    ("k-means-smote", "K-means-SMOTE", numbers, new KMeansSmote()),
    ("smote-tomek", "SMOTE + Tomek links", numbers, new SmoteTomek()),
    ("smote-enn", "SMOTE + edited nearest neighbours", numbers, new SmoteEnn()),
    ("random-undersampling", "Random undersampling", numbers, new RandomUndersampler()),
    ("tomek-links", "Tomek links", numbers, new TomekLinks()),
    ("edited-nearest-neighbors", "Edited nearest neighbours", numbers, new EditedNearestNeighbors()),
    ("repeated-edited-nearest-neighbors", "Repeated edited nearest neighbours", numbers, new RepeatedEditedNearestNeighbors()),
    ("all-knn", "All k-NN", numbers, new AllKnn()),
    ("condensed-nearest-neighbor", "Condensed nearest neighbour", numbers, new CondensedNearestNeighbor()),
    ("one-sided-selection", "One-sided selection", numbers, new OneSidedSelection()),
    ("neighborhood-cleaning-rule", "Neighbourhood cleaning rule", numbers, new NeighborhoodCleaningRule()),
    ("near-miss", "NearMiss-1", numbers, new NearMiss()),
    ("instance-hardness-threshold", "Instance hardness threshold", numbers, new InstanceHardnessThreshold()),
    ("cluster-centroids", "Cluster centroids", numbers, new ClusterCentroids()),
    ("smoter", "SMOTER: a number across, the label up", quantity, new Smoter()),
    ("smogn", "SMOGN: a number across, the label up", quantity, new Smogn()),
];

// 3. One picture each: before and after.
foreach (var (file, title, set, algorithm) in algorithms)
{
    var rows = algorithm.Resample(set.Input, new RunContext(new Rng(7)));
    string path = Path.Combine(folder, file + ".svg");
    File.WriteAllText(path, BeforeAndAfter.Draw(title, set, rows));
    Console.WriteLine($"{file}: {rows.Kept?.Length ?? set.Input.X.Rows} of {set.Input.X.Rows} rows kept, {rows.Count} added");
}
