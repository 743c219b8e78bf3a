// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Text;
using MLNet.Synthetic.Cli;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class CompareVerbTests
{
    [TestMethod]
    [TestCategory("Slow")]
    [DataRow("Churn", "MatthewsCorrelation")]
    [DataRow("City", "MacroAccuracy")]
    [DataRow("Age", "RSquared")]
    public void Compare_AnyKindOfLabel_RecommendsACandidate(string label, string metric)
    {
        using var at = new Workplace();
        string data = at.Write("a.csv", Workplace.Customers(200));
        var told = Workplace.Run("compare", data, "--label", label, "--id", "Id", "--folds", "2", "--repeats", "1", "--minutes", "0.02", "--seed", "1", "--json", "-q").Done().Json;
        Assert.AreEqual(metric, (string)told["metric"]!);
        var candidates = told["candidates"]!.AsArray();
        Assert.IsTrue(candidates.Any(c => (string)c!["name"]! == (string)told["recommended"]! && c["value"] is not null));
        Assert.AreEqual("none", (string)candidates.First(c => (double?)c!["difference"] is null && c["value"] is not null)!["name"]!);
    }

    [TestMethod]
    public void LabelledTable_TwoClasses_TheRarerIsTrue()
    {
        var text = new StringBuilder("x,y\n");
        for (int i = 0; i < 30; i++)
            text.Append(CultureInfo.InvariantCulture, $"{i},{(i < 10 ? 0 : 1)}\n");
        using var at = new Workplace();
        var view = new LabelledTable(LoadedTable.Read(at.Write("a.csv", text.ToString()), new()).Table, "y").View;
        var labels = (CategoryColumn)DataViewReader.Read(view)["y"];
        Assert.AreEqual(10, labels.Codes.Count(c => labels.Levels[c] == "True"));
    }
}
