// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using MLNet.Synthetic.Cli;

namespace MLNet.Synthetic.Tests;

[TestClass]
public sealed class RelationalVerbTests
{
    [TestMethod]
    public void Relational_TwoFiles_WritesTwoWithValidKeysAndManifests()
    {
        using var at = new Workplace();
        var (customers, orders) = Files(at);

        var run = Workplace.Run("relational", customers, orders, "--key", "Id", "--foreign-key", "Customer", "--order", "Date", "--rows", "80", "--evaluate", "--seed", "3", "--json", "-o", at["made"]).Done();

        string[] parents = File.ReadAllLines(Path.Combine(at["made"], "customers.csv")), children = File.ReadAllLines(Path.Combine(at["made"], "orders.csv"));
        Assert.AreEqual("Id,Age,City,Joined", parents[0]);
        Assert.AreEqual("OrderId,Customer,Date,Amount", children[0]);
        Assert.HasCount(81, parents);
        string[] keys = [.. parents[1..].Select(p => p.Split(',')[0])];
        Assert.HasCount(80, keys.ToHashSet());
        Assert.IsEmpty(children[1..].Select(c => c.Split(',')[1]).Except(keys));
        Assert.AreEqual(children.Length - 1, (int)run.Json["childRows"]!);
        Assert.AreEqual(1, (double)run.Json["scores"]!["relational.referential-integrity"]!);
        Assert.AreEqual(children.Length - 1, (int)JsonNode.Parse(File.ReadAllText(Path.Combine(at["made"], "orders.csv.provenance.json")))!["output"]!["rows"]!);
        Workplace.Run("verify", Path.Combine(at["made"], "customers.csv")).Done();
    }

    [TestMethod]
    public void Relational_SameSeed_SameFiles()
    {
        using var at = new Workplace();
        var (customers, orders) = Files(at);

        foreach (string folder in (string[])["a", "b"])
            Workplace.Run("relational", customers, orders, "--key", "Id", "--foreign-key", "Customer", "--seed", "3", "--threads", folder == "a" ? "1" : "4", "-o", at[folder]).Done();

        foreach (string file in (string[])["customers.csv", "orders.csv"])
            Assert.AreEqual(File.ReadAllText(Path.Combine(at["a"], file)), File.ReadAllText(Path.Combine(at["b"], file)));
    }

    [TestMethod]
    public void Relational_WrongUse_SaysSoAndWritesNothing()
    {
        using var at = new Workplace();
        var (customers, orders) = Files(at);
        string orphans = at.Write("orphans.csv", File.ReadAllText(orders) + "9000,1,2024-01-01,5\n");

        var noKey = Workplace.Run("relational", customers, orders, "--key", "Nr", "-o", at["made"]);
        var orphan = Workplace.Run("relational", customers, orphans, "--key", "Id", "--foreign-key", "Customer", "-o", at["made"]);
        var over = Workplace.Run("relational", customers, orders, "--key", "Id", "--foreign-key", "Customer", "-o", at.Folder);

        Assert.AreEqual(ExitCode.Data, noKey.Code);
        StringAssert.Contains(noKey.Error, "'Nr'");
        Assert.AreEqual(ExitCode.Data, orphan.Code);
        StringAssert.Contains(orphan.Error, "1 of");
        Assert.AreEqual(ExitCode.Usage, over.Code);
        Assert.IsFalse(Directory.Exists(at["made"]));
        Workplace.Run("relational", customers, orphans, "--key", "Id", "--foreign-key", "Customer", "--drop-orphans", "-o", at["made"]).Done();
    }

    private static (string Customers, string Orders) Files(Workplace at)
    {
        var (customers, orders) = (new StringBuilder("Id,Age,City,Joined\n"), new StringBuilder("OrderId,Customer,Date,Amount\n"));
        int next = 7000;
        for (int i = 0; i < 120; i++)
        {
            var random = new Rng(1).Fork(i);
            int age = 18 + random.Next(60);
            var joined = new DateTime(2020, 1, 1).AddDays(random.Next(1000));
            customers.Append(CultureInfo.InvariantCulture, $"{500 + i},{age},{(age > 40 ? "Bern" : "Oslo")},{joined:yyyy-MM-dd}\n");
            for (int k = random.Next(5); k > 0; k--)
                orders.Append(CultureInfo.InvariantCulture, $"{next++},{500 + i},{joined.AddDays(random.Next(300)):yyyy-MM-dd},{age * (1 + random.NextDouble()):0.00}\n");
        }

        return (at.Write("customers.csv", customers.ToString()), at.Write("orders.csv", orders.ToString()));
    }
}
