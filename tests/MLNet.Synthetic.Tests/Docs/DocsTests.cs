// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text.RegularExpressions;

namespace MLNet.Synthetic.Tests;

/// <summary>The documentation is what compiles and what is there.</summary>
[TestClass]
public sealed partial class DocsTests
{
    private static readonly string Root = FindRoot();

    private static string[] Pages { get; } =
        [Path.Combine(Root, "README.md"), .. Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>Types that the pages name; those of MLNet.Synthetic.Torch, which these tests do without, stand in its list of public members.</summary>
    private static string[] PublicTypes { get; } =
    [
        .. File.ReadLines(Path.Combine(Root, "src", "MLNet.Synthetic.Torch", "PublicAPI.Unshipped.txt")).Select(line => TypeOfMember().Match(line)).Where(m => m.Success).Select(m => m.Groups[1].Value).Distinct(),
        .. new[] { typeof(Smote), typeof(SyntheticCatalog), typeof(NetworkExtensions) }.SelectMany(t => t.Assembly.GetExportedTypes()).Where(t => !t.IsNested).Select(t => t.Name.Split('`')[0]).Order(StringComparer.Ordinal),
    ];

    [TestMethod]
    public void Pages_CodeBlocks_StandInCompiledSamples()
    {
        string[] sources = [.. Directory.GetFiles(Path.Combine(Root, "samples"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(f => Normalized(File.ReadAllText(f)))];
        var blocks = Pages.SelectMany(page => CodeBlock().Matches(File.ReadAllText(page)).Select(m => (Page: page, Code: m.Groups[1].Value))).ToArray();

        var strays = blocks.Where(b => !sources.Any(s => s.Contains(Normalized(b.Code), StringComparison.Ordinal)));

        Assert.IsGreaterThan(20, blocks.Length);
        Assert.AreEqual("", string.Join("\n\n", strays.Select(b => $"{Path.GetRelativePath(Root, b.Page)}:\n{b.Code}")));
    }

    [TestMethod]
    public void Pages_RelativeLinks_PointToWhatIsThere()
    {
        var links = Pages.SelectMany(page => Link().Matches(WithoutCode(File.ReadAllText(page))).Select(m => (Page: page, Target: m.Groups[1].Value)))
            .Where(link => !link.Target.Contains("://", StringComparison.Ordinal)).ToArray();

        var broken = links.Where(link => !Exists(link.Page, link.Target));

        Assert.IsGreaterThan(20, links.Length);
        Assert.AreEqual("", string.Join("\n", broken.Select(l => $"{Path.GetRelativePath(Root, l.Page)}: {l.Target}")));
    }

    [TestMethod]
    public void Pages_PublicTypes_AreEachNamed()
    {
        string all = string.Concat(Pages.Select(File.ReadAllText));

        var unnamed = PublicTypes.Where(name => !Regex.IsMatch(all, $@"\b{name}\b"));

        Assert.IsGreaterThan(40, PublicTypes.Length);
        Assert.AreEqual("", string.Join(", ", unnamed));
    }

    private static bool Exists(string page, string target)
    {
        string[] parts = target.Split('#');
        string file = parts[0].Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, parts[0]));
        return (File.Exists(file) || Directory.Exists(file)) && (parts.Length == 1 || Anchors(file).Contains(parts[1]));
    }

    /// <summary>The anchors of the headings of a page, as GitHub makes them.</summary>
    private static IEnumerable<string> Anchors(string file) => Heading().Matches(WithoutCode(File.ReadAllText(file)))
        .Select(m => NotInAnchor().Replace(m.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    private static string WithoutCode(string text) => Fence().Replace(text, "");

    private static string Normalized(string code) => Spaces().Replace(code, " ").Trim();

    private static string FindRoot()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "MLNet.Synthetic.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests run outside the repository.");
        return folder;
    }

    [GeneratedRegex(@"^```csharp\r?\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Fence();

    [GeneratedRegex(@"\[[^\]]*\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\w\- ]")]
    private static partial Regex NotInAnchor();

    [GeneratedRegex(@"^MLNet\.Synthetic\.(\w+)$")]
    private static partial Regex TypeOfMember();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
