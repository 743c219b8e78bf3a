// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Adds what is trained with TorchSharp to <see cref="SyntheticCatalog"/>.</summary>
public static class TorchExtensions
{
    extension(SyntheticCatalog catalog)
    {
        /// <summary>Trains a generative adversarial network on a table: CTGAN unless the options are of another one.</summary>
        /// <param name="labelColumnName">Name of the label: classes or a quantity; null: none.</param>
        /// <param name="options">Settings, which pick the network (<see cref="CtganOptions"/>, <see cref="WganOptions"/>); null: CTGAN with its defaults.</param>
        public TabularGanSynthesizer TabularGan(string? labelColumnName = null, TabularGanOptions? options = null) => new(catalog.Host, labelColumnName, options ?? new CtganOptions());
    }
}
