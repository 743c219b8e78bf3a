// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A class that has to shrink.</summary>
/// <param name="Class">Class code.</param>
/// <param name="Name">Class name.</param>
/// <param name="Members">Numbers of its rows, ascending, (m).</param>
/// <param name="Wanted">Rows it shall have, from 1 to m − 1.</param>
public sealed record ClassSurplus(int Class, string Name, int[] Members, int Wanted);
