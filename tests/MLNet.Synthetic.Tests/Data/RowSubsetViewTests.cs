// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using Microsoft.ML;
using Microsoft.ML.Data;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class RowSubsetViewTests
{
    private readonly MLContext _ml = new(1);

    [TestMethod]
    public void Times_RowsStandAsOftenAsAskedWithIdsOfTheirOwn()
    {
        var view = new RowSubsetView(Loans.View(_ml, rows: 6), [2, 0, 1, 0, 3, 0]);

        CollectionAssert.AreEqual(new[] { "file 0", "file 0", "file 2", "file 4", "file 4", "file 4" }, view.GetColumn<string>("Note").ToArray());
        Assert.AreEqual(6L, view.GetRowCount());
        Assert.HasCount(6, Ids(view).Distinct().ToArray());
        CollectionAssert.AreEqual(Ids(view), Ids(view));
    }

    [TestMethod]
    public void Times_Shuffled_RowsStandAsOftenAsAsked()
    {
        int[] times = [.. Enumerable.Range(0, 50).Select(i => i % 4)];

        var shuffled = _ml.Data.ShuffleRows(new RowSubsetView(Loans.View(_ml, rows: 50), times), seed: 2);

        string[] expected = [.. times.SelectMany((t, i) => Enumerable.Repeat($"file {i}", t))];
        CollectionAssert.AreEquivalent(expected, shuffled.GetColumn<string>("Note").ToArray());
        CollectionAssert.AreNotEqual(expected, shuffled.GetColumn<string>("Note").ToArray());
    }

    private static DataViewRowId[] Ids(IDataView view)
    {
        var ids = new List<DataViewRowId>();
        using var cursor = view.GetRowCursor([]);
        var getter = cursor.GetIdGetter();
        DataViewRowId id = default;
        while (cursor.MoveNext())
        {
            getter(ref id);
            ids.Add(id);
        }

        return [.. ids];
    }
}
