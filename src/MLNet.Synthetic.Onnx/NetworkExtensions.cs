// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Adds what networks need to <see cref="SyntheticCatalog"/>.</summary>
public static class NetworkExtensions
{
    extension(SynthesisTransformer transformer)
    {
        /// <summary>How the network of the synthesizer was trained; null: it has none, or one whose training was not recorded.</summary>
        public TrainingReport? Training => (transformer.Model as NetworkTableModel)?.Training;
    }

    extension(SyntheticCatalog catalog)
    {
        /// <summary>
        /// Makes <see cref="SyntheticCatalog.Load(string)"/> and <see cref="SavedSynthesizer.Read(string)"/> know the files that hold a network: once in an application, before the first is read. Whoever trains networks with
        /// MLNet.Synthetic.Torch need not call it. The application also references a native package of ONNX Runtime, such as Microsoft.ML.OnnxRuntime (docs/gpu.md).
        /// </summary>
        /// <returns>The catalog, so that a call can follow.</returns>
        public SyntheticCatalog RegisterNetworks()
        {
            NetworkFormats.Register();
            return catalog;
        }
    }
}
