// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class SampleSharesTests
{
    [TestMethod]
    [DataRow("Job: fixed=0.5, freelance=0.5")]
    [DataRow("Job:fixed=50%,freelance=50%")]
    [DataRow("'Job' : fixed = 3, \"freelance\" = 3")]
    public void Parse_WaysToWriteIt_AreTheSame(string text)
    {
        var written = SampleShares.Of("Job", new Dictionary<string, double> { ["fixed"] = 0.5, ["freelance"] = 0.5 });

        var read = SampleShares.Parse(text);

        Assert.AreEqual(written.ToString(), read.ToString());
        CollectionAssert.AreEqual(written.Places(0, 50), read.Places(0, 50));
    }

    [TestMethod]
    [DataRow("income: '>50K'=1, '<=50K'=3", "income: >50K 25.0 %, <=50K 75.0 %")]
    [DataRow("'a:b': 'it''s'=1", "a:b: it's 100.0 %")]
    public void Parse_Quotes_HoldSigns(string text, string expected) => Assert.AreEqual(expected, SampleShares.Parse(text).ToString());

    [TestMethod]
    [DataRow("", "name of a column")]
    [DataRow("Job", "':' is expected")]
    [DataRow("Job: fixed", "'=' and a share")]
    [DataRow("Job: fixed=-1", "'-1' is no share")]
    [DataRow("Job: fixed=1 rest=2", "',' or the end")]
    [DataRow("Job: fixed=1, fixed=2", "'fixed' stands there twice")]
    [DataRow("Job: fixed=0", "above 0")]
    public void Parse_WhatCannotBeRead_NamesThePlace(string text, string fault)
        => StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => SampleShares.Parse(text)).Message, fault);
}
