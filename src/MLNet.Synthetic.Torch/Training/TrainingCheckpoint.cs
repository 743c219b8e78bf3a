// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Security.Cryptography;

namespace MLNet.Synthetic;

/// <summary>A training between two epochs, as a file: what it takes to go on as if nothing had happened.</summary>
/// <remarks>
/// <c>MLNSCKPT</c>, a version (int32), the SHA-256 of the rest, and the rest as <see cref="ModelWriter"/> writes it. The file is written beside the old one and then takes its place, so it is whole whenever the process dies. The random state
/// is the number of the epoch, because every step seeds its numbers anew (<see cref="TorchRun"/>).
/// </remarks>
internal sealed record TrainingCheckpoint
{
    private const int Version = 1, HeaderBytes = 12, HashBytes = 32;
    private static ReadOnlySpan<byte> Magic => "MLNSCKPT"u8;

    /// <summary>What it belongs to: algorithm, settings, seed, data, device and threads.</summary>
    public required string Identity { get; init; }

    /// <summary>Looks at the quality since the best one.</summary>
    public required int Waiting { get; init; }

    /// <summary>The training so far.</summary>
    public required TrainingReport Report { get; init; }

    /// <summary>The state of the network.</summary>
    public required ReadOnlyMemory<byte> State { get; init; }

    /// <summary>The state at the best look; empty: none yet.</summary>
    public required ReadOnlyMemory<byte> Best { get; init; }

    /// <summary>Writes a file.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(string path)
    {
        var writer = new ModelWriter();
        writer.Write(Identity);
        writer.Write(Waiting);
        writer.Write(Report.ToJson());
        writer.Write(State.Span);
        writer.Write(Best.Span);
        WholeFile.Write(path, file => file.Write([.. Magic, .. BitConverter.GetBytes(Version), .. SHA256.HashData(writer.Written), .. writer.Written]));
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="SyntheticDataException">It is damaged, of another version, or of another training.</exception>
    public static TrainingCheckpoint Read(string path, string identity)
    {
        byte[] bytes = File.ReadAllBytes(path);
        string remedy = $"Delete it to train from the beginning, or name another {nameof(NetworkOptions.CheckpointFile)}.";
        if (bytes.Length < HeaderBytes + HashBytes || !bytes.AsSpan().StartsWith(Magic))
            throw new SyntheticDataException($"'{path}' is no checkpoint of a training. {remedy}");
        if (BitConverter.ToInt32(bytes, Magic.Length) is not Version and var version)
            throw new SyntheticDataException($"The checkpoint '{path}' has version {version}; this library reads version {Version}. {remedy}");
        if (!SHA256.HashData(bytes.AsSpan(HeaderBytes + HashBytes)).AsSpan().SequenceEqual(bytes.AsSpan(HeaderBytes, HashBytes)))
            throw new SyntheticDataException($"The checkpoint '{path}' is damaged: its hash is not that of its content. {remedy}");

        var reader = new ModelReader(path, bytes.AsMemory(HeaderBytes + HashBytes));
        string written = reader.ReadString();
        if (Difference(written, identity) is { } difference)
            throw new SyntheticDataException($"The checkpoint '{path}' belongs to another training: {difference}. {remedy}");
        var checkpoint = new TrainingCheckpoint
        {
            Identity = identity,
            Waiting = reader.ReadInt32(0, int.MaxValue, "the number of looks"),
            Report = TrainingReport.FromJson(reader.ReadBytes()),
            State = reader.ReadBytes(),
            Best = reader.ReadBytes(),
        };
        reader.RequireEnd();
        return checkpoint;
    }

    /// <summary>The first line in which two identities differ, in words; null: none.</summary>
    private static string? Difference(string written, string wanted)
    {
        if (written == wanted)
            return null;
        string[] was = written.Split('\n'), now = wanted.Split('\n');
        int line = Enumerable.Range(0, Math.Min(was.Length, now.Length)).FirstOrDefault(i => was[i] != now[i], Math.Min(was.Length, now.Length) - 1);
        return $"it has {was[line].Trim().TrimEnd(',')}, this one {now[line].Trim().TrimEnd(',')}";
    }
}
