// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

// Runs the code of the documentation, so that what stands there works. Each page of docs/ has a file here; a test compares the texts.

using System.Globalization;
using DocsSnippets;
using Microsoft.ML;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var ml = new MLContext(seed: 1);
var loans = GettingStarted.Run(ml);
Concepts.Run(ml, loans);
RandomOversampling.Run(ml, loans);
SmotePage.Run(ml, loans);
BorderlineSmotePage.Run(ml, loans);
AdasynPage.Run(ml, loans);
SvmSmotePage.Run(ml, loans);
CleaningPages.Run(ml, loans);
SmoteNcPage.Run(ml, loans);
SmoteNPage.Run(ml, loans);
OversamplePage.Run(ml, loans);
Probabilities.Run(ml, loans);
ThresholdPage.Run(ml, loans);
TrainersPage.Run(ml, loans);
ImbalanceMetricsPage.Run(ml, loans);
FidelityPage.Run(ml, loans);
UtilityPage.Run(ml, loans);
FairnessPage.Run(ml, loans);
ComparePage.Run(ml, loans);
RareLabelPages.Run(ml, loans);
SynthesisPages.Run(ml, loans);
ConditionsPages.Run(ml, loans);
SavingPages.Run(ml, loans);
RelationalPage.Run(ml);
NetworkPages.Run(loans);
Extending.Run(ml, loans);
EvaluationPage.Run(ml);

// Expected output: the figures that the pages quote.
