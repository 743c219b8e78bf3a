// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>Settings of <see cref="Smoter"/>.</summary>
public sealed record SmoterOptions : RareLabelOptions
{
    internal SmoterOptions Validated()
    {
        ValidateRare();
        return this;
    }
}
