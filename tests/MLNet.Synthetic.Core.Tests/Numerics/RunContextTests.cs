// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class RunContextTests
{
    [TestMethod]
    [DataRow(0, 10, 1)]
    [DataRow(1, 10, 4)]
    [DataRow(10, 10, 4)]
    [DataRow(11, 10, 4)]
    [DataRow(1003, 7, 1)]
    [DataRow(1003, 7, 8)]
    public void ForChunks_AnyCount_VisitsEveryItemOnce(int count, int chunkSize, int threads)
    {
        var run = new RunContext(new(1), maxDegreeOfParallelism: threads);
        var visits = new int[count];

        run.ForChunks(count, chunkSize, (chunk, start, end) =>
        {
            Assert.AreEqual(chunk * chunkSize, start);
            for (int i = start; i < end; i++)
                Interlocked.Increment(ref visits[i]);
        });

        Assert.IsTrue(visits.All(v => v == 1));
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    public void ForChunks_DataErrorInTheWork_ComesOutAsItself(int threads)
    {
        var run = new RunContext(new(1), maxDegreeOfParallelism: threads);

        var error = Assert.ThrowsExactly<SyntheticDataException>(() => run.ForChunks(100, 1, (_, start, _) => throw new SyntheticDataException("bad cell")));

        Assert.AreEqual("bad cell", error.Message);
    }

    [TestMethod]
    [DataRow(1)]
    [DataRow(4)]
    public void ForChunks_CancelledDuringTheWork_Stops(int threads)
    {
        using var source = new CancellationTokenSource();
        var run = new RunContext(new(1), cancellation: source.Token, maxDegreeOfParallelism: threads);
        int done = 0;

        Assert.ThrowsExactly<OperationCanceledException>(() => run.ForChunks(10_000, 1, (_, _, _) =>
        {
            Interlocked.Increment(ref done);
            source.Cancel();
        }));

        Assert.IsLessThanOrEqualTo(threads, done);                    // no more than were under way
    }

    [TestMethod]
    public void Step_CancelledToken_Throws()
    {
        var run = new RunContext(new(1), cancellation: new(canceled: true));

        Assert.ThrowsExactly<OperationCanceledException>(() => run.Step("stage", 1, 2));
    }

    [TestMethod]
    public void Constructor_NoThreads_Throws()
        => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new RunContext(new(1), maxDegreeOfParallelism: 0));

    [TestMethod]
    public void Device_NotGiven_IsTheCpu()
        => Assert.AreEqual(ComputeDevice.Cpu, new RunContext(new(1)).Device);

    [TestMethod]
    public void With_OtherRandomStream_KeepsTheDevice()
    {
        var device = new ComputeDevice(2, FallbackToCpu: false);

        Assert.AreEqual(device, new RunContext(new(1), device: device).With(new(2)).Device);
    }

    [TestMethod]
    public void Constructor_NegativeGpu_Throws()
        => Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new RunContext(new(1), device: new(-1)));
}
