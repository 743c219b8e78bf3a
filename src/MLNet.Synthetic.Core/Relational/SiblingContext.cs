// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>What a child row is drawn given, besides the columns of its parent.</summary>
public enum SiblingContext
{
    /// <summary>Nothing: the children of a parent share no more than what their parent's columns tell. Fastest.</summary>
    None,

    /// <summary>The row before it in the family: for sequences, in which a row follows from the last one.</summary>
    Previous,

    /// <summary>The row before it, and a summary of all rows before it (means of numbers and times, most frequent categories): also for what all rows of a family share, such as a branch.</summary>
    Earlier,
}
