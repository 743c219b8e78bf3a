// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class ConditionParserTests
{
    [TestMethod]
    [DataRow("Age>60", "Age>60")]
    [DataRow("  Age  >=  -1.5e3 ", "Age>=-1.5e3")]
    [DataRow("Sex=Female", "Sex=Female")]
    [DataRow("Sex == 'Female'", "Sex=Female")]
    [DataRow("Income>=1000 and Income<5000", "Income>=1000 & Income<5000")]
    [DataRow("Income between 1000 AND 5000 and Sex<>Male", "Income between 1000 and 5000 & Sex!=Male")]
    [DataRow("Grade in A,B", "Grade in A,B")]
    [DataRow("Grade in ( A , \"B c\" )and Age<3", "Grade in A,'B c' & Age<3")]
    [DataRow("Grade not in A", "Grade not in A")]
    [DataRow("Income is missing", "Income is missing")]
    [DataRow("Income IS NOT NULL", "Income is not missing")]
    [DataRow("'capital gain'='it''s'", "'capital gain'='it''s'")]
    [DataRow("hours-per-week>40", "hours-per-week>40")]
    [DataRow("income='<=50K'", "income='<=50K'")]
    [DataRow("Island=Indonesia and Android=1", "Island=Indonesia & Android=1")]
    [DataRow("'and'='in'", "'and'='in'")]
    [DataRow("Day>=2024-05-31T12:00", "Day>=2024-05-31T12:00")]
    public void Parse_Expressions_AreReadAndWrittenBack(string text, string expected)
    {
        var conditions = SampleCondition.Parse(text);

        Assert.AreEqual(expected, string.Join(" & ", conditions));
        Assert.AreEqual(expected, string.Join(" & ", SampleCondition.Parse(string.Join(" and ", conditions))));
    }

    [TestMethod]
    [DataRow("", 1, "the name of a column is expected")]
    [DataRow("Age", 4, "one of =")]
    [DataRow("Age>", 5, "a value is expected, but the text ends")]
    [DataRow("Age=>50", 5, "there is '>'")]
    [DataRow("Age>60 Sex=Male", 8, "'and' or the end")]
    [DataRow("Age>60 or Sex=Male", 8, "'or' cannot be read")]
    [DataRow("Job=Tech support", 10, "stands in quotes")]
    [DataRow("Job='Tech support", 5, "not closed")]
    [DataRow("Grade in A,", 12, "a value is expected")]
    [DataRow("Grade in (A,B", 14, "')' is expected")]
    [DataRow("Age is 5", 8, "'missing' is expected")]
    [DataRow("Age not 5", 9, "'in' is expected")]
    [DataRow("Age between 1", 14, "largest value")]
    [DataRow("Age>and", 5, "put it in quotes")]
    public void Parse_WhatCannotBeRead_SaysWhereAndWhat(string text, int character, string what)
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => SampleCondition.Parse(text));

        Assert.Contains($"at character {character}:", error.Message);
        Assert.Contains(what, error.Message);
    }

    [TestMethod]
    public void ToString_EveryKindMadeInCode_CanBeReadBack()
    {
        SampleCondition[] conditions =
        [
            SampleCondition.Is("a", "x"), SampleCondition.Is("a", 0.1), SampleCondition.IsIn("a", "x y", "it's"), SampleCondition.IsNotIn("a", "x"), SampleCondition.IsBetween("a", 1, null),
            SampleCondition.IsBetween("a", null, 2.5), SampleCondition.IsBetween("a", 1, 2), SampleCondition.IsBetween("a", new DateTime(2024, 5, 31), new DateTime(2025, 1, 1)),
            SampleCondition.IsMissing("is"), SampleCondition.IsNotMissing("a b"),
        ];

        foreach (var condition in conditions)
            Assert.AreEqual(condition.ToString(), SampleCondition.Parse(condition.ToString()).Single().ToString());
    }
}
