// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;

namespace MLNet.Synthetic;

/// <summary>Adds <c>ml.Synthetic</c> to <see cref="MLContext"/>.</summary>
public static class SyntheticExtensions
{
    extension(MLContext ml)
    {
        /// <summary>Oversamplers and what belongs to them, as steps of an ML.NET pipeline.</summary>
        public SyntheticCatalog Synthetic => new(ml);
    }
}
