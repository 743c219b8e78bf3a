// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Parts of an evaluation.</summary>
[Flags]
public enum EvaluationSections
{
    /// <summary>No part.</summary>
    None = 0,

    /// <summary>Whether columns, pairs and triples of columns are distributed alike: <see cref="FidelitySection"/>.</summary>
    Fidelity = 1,

    /// <summary>Whether a classifier tells synthetic from real rows: <see cref="DetectionSection"/>.</summary>
    Detection = 2,

    /// <summary>Whether models trained on synthetic rows work on real ones: <see cref="UtilitySection"/>. Needs a label.</summary>
    Utility = 4,

    /// <summary>Whether protected groups fare alike: <see cref="FairnessSection"/>. Needs a label and protected columns.</summary>
    Fairness = 8,

    /// <summary>Whether all that is in the real rows is reached: <see cref="DiversitySection"/>.</summary>
    Diversity = 16,

    /// <summary>What is given away of the training rows: <see cref="PrivacySection"/>.</summary>
    Privacy = 32,

    /// <summary>All parts.</summary>
    All = Fidelity | Detection | Utility | Fairness | Diversity | Privacy,
}
