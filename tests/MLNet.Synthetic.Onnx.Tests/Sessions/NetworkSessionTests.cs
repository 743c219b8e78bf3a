// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Runtime.CompilerServices;
using MLNet.Synthetic;
using MLNet.Synthetic.Tests.Tables;

namespace MLNet.Synthetic.Tests.Sessions;

[TestClass]
public sealed class NetworkSessionTests
{
    [TestMethod]
    public void Use_SeveralThreadsAtOnce_EachHasItsOwnBuffers()
    {
        using var session = NetworkSession.Open(MadeNetworkModel.Net(5), batchRows: 8, Trial.Context);
        var alone = Enumerable.Range(0, 64).Select(i => Drawn(session, i)).ToArray();
        var together = new float[64][];

        Parallel.For(0, 64, i => together[i] = Drawn(session, i));

        for (int i = 0; i < 64; i++)
            CollectionAssert.AreEqual(alone[i], together[i]);
    }

    [TestMethod]
    public void Use_SessionThatNobodyHolds_IsCollected()              // a pool that threads hold on to would keep it
    {
        var session = UsedAndForgotten();

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.IsFalse(session.IsAlive);
    }

    [TestMethod]
    public void Input_UnknownName_ThrowsAndNamesThoseThereAre()
    {
        using var session = NetworkSession.Open(MadeNetworkModel.Net(5), batchRows: 8, Trial.Context);

        var error = Assert.ThrowsExactly<ArgumentException>(() => session.Use(batch => batch.Input("z").Clear()));

        StringAssert.Contains(error.Message, "float noise (rows, 4)");
    }

    [TestMethod]
    public void LongInput_OfFloats_Throws()
    {
        using var session = NetworkSession.Open(MadeNetworkModel.Net(5), batchRows: 8, Trial.Context);

        Assert.ThrowsExactly<InvalidOperationException>(() => session.Use(batch => batch.LongInput("noise").Clear()));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference UsedAndForgotten()
    {
        var session = NetworkSession.Open(MadeNetworkModel.Net(5), batchRows: 8, Trial.Context);
        Drawn(session, 1);
        return new(session);
    }

    private static float[] Drawn(NetworkSession session, int seed)
    {
        float[] row = [];
        session.Use(batch =>
        {
            Noise.FillGaussian(new Rng(seed), batch.Input("noise"));
            batch.Run();
            row = batch.Output("row").ToArray();
        });
        return row;
    }
}
