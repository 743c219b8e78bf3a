// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The data cannot be used as asked: the message says what was found, where, and how to mend it.</summary>
public sealed class SyntheticDataException : Exception
{
    /// <summary>An error without a message.</summary>
    public SyntheticDataException()
    {
    }

    /// <summary>An error that says what was found, where, and how to mend it.</summary>
    public SyntheticDataException(string message) : base(message)
    {
    }

    /// <summary>An error with its cause.</summary>
    public SyntheticDataException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}
