// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;

namespace MLNet.Synthetic;

/// <summary>What was learned of two tables.</summary>
/// <param name="KeyColumnName">Key of the parent table.</param>
/// <param name="ForeignKeyColumnName">The column of the child table that holds it.</param>
/// <param name="ParentAlgorithm">Name of the algorithm for parents.</param>
/// <param name="ChildAlgorithm">Name of the algorithm for children.</param>
/// <param name="ParentColumnNames">Columns of the parents that were learned.</param>
/// <param name="ChildColumnNames">Columns of the children that were learned.</param>
/// <param name="IdColumnNames">Ids of both tables besides the key: synthetic rows have new ones.</param>
/// <param name="MissingColumnNames">Columns of both tables that were not learned: in synthetic rows they hold the missing value of their type.</param>
/// <param name="CountColumnName">What conditions on parents call the number of children; it is in no table.</param>
/// <param name="FewestChildren">Fewest children of a parent, ≥ 0; synthetic parents have no fewer.</param>
/// <param name="MostChildren">Most children of a parent; synthetic parents have no more.</param>
/// <param name="ParentRows">Parents learned from.</param>
/// <param name="ChildRows">Children learned from.</param>
/// <param name="Seed">The seed that was used: the same seed, data and version give the same rows.</param>
public sealed record RelationalSummary(
    string KeyColumnName, string ForeignKeyColumnName, string ParentAlgorithm, string ChildAlgorithm, IReadOnlyList<string> ParentColumnNames, IReadOnlyList<string> ChildColumnNames,
    IReadOnlyList<string> IdColumnNames, IReadOnlyList<string> MissingColumnNames, string CountColumnName, int FewestChildren, int MostChildren, int ParentRows, int ChildRows, int Seed)
{
    /// <summary>One line, e.g. <c>1000 parents (SequentialTrees, 5 columns) with 0 to 17 of 4210 children (SequentialTrees, 3 columns), by 'CustomerId'</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{ParentRows} parents ({ParentAlgorithm}, {ParentColumnNames.Count} columns) with {FewestChildren} to {MostChildren} of {ChildRows} children ({ChildAlgorithm}, {ChildColumnNames.Count} columns), by '{KeyColumnName}'");
}
