// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace MLNet.Synthetic.Tests;

/// <summary>The page holds what the report does, whatever its names are, and a browser shows it as meant.</summary>
[TestClass]
public sealed partial class HtmlReportTests
{
    // What is wrong with the page as it is shown: overflow, small or cut text, things without names, pale text.
    private const string Findings = """
        (() => {
          const wrong = [];
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth > width) wrong.push('page is ' + document.documentElement.scrollWidth + ' wide');
          document.querySelectorAll('svg[role=img]').forEach(s => { if (!s.querySelector('title')?.textContent || !s.querySelector('desc')?.textContent) wrong.push('chart without title'); });
          document.querySelectorAll('th').forEach(t => { if (!t.scope) wrong.push('heading without scope'); });
          document.querySelectorAll('a[href^="#"]').forEach(a => { if (!document.querySelector(a.getAttribute('href'))) wrong.push('dead link ' + a.href); });
          document.querySelectorAll('.scroll').forEach(s => { if (s.tabIndex !== 0 || !s.getAttribute('aria-label')) wrong.push('scroller out of reach'); });
          const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
          if (new Set(ids).size !== ids.length) wrong.push('ids twice');
          if (document.scripts.length + document.querySelectorAll('img,iframe,object,embed').length) wrong.push('foreign elements');
          const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
          const rgb = c => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
          const luminance = c => { const [r, g, b] = c.map(v => { v /= 255; return v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4; }); return .2126 * r + .7152 * g + .0722 * b; };
          const ground = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c[3] > 250) return c; } return [255, 255, 255, 255]; };
          document.querySelectorAll('p,li,td,th,a,h1,h2,h3,summary,dt,dd,span,text').forEach(e => {
            if (!e.textContent.trim() || e.closest('.skip')) return;
            const style = getComputedStyle(e), text = luminance(rgb(e.tagName === 'text' ? style.fill : style.color).slice(0, 3)), back = luminance(ground(e).slice(0, 3));
            const contrast = (Math.max(text, back) + .05) / (Math.min(text, back) + .05);
            if (contrast < 4.5) wrong.push('contrast ' + contrast.toFixed(1) + ' of ' + e.tagName + ' ' + e.className + ' ' + e.textContent.slice(0, 30));
          });
          return [...new Set(wrong)].slice(0, 10).join('; ');
        })()
        """;

    public TestContext TestContext { get; set; } = null!;

    private static IEnumerable<(string, EvaluationReport)> Reports =>
    [
        ("Census", MadeReport.Of()),
        ("Hostile", MadeReport.Of(MadeReport.Hostile, string.Concat(MadeReport.Hostile))),
        ("Wide", MadeReport.Of([.. Enumerable.Range(0, 100).Select(i => $"column {i}")])),
        ("Bare", new() { Provenance = MadeReport.Of().Provenance with { HoldoutIsGiven = false, Tables = [], Options = new Dictionary<string, string>() } }),
        ("Empty sections", new() { Provenance = MadeReport.Of().Provenance, Fidelity = new(), Detection = new(), Utility = new(), Fairness = new(), Diversity = new(), Privacy = new() }),
    ];

    [TestMethod]
    [DynamicData(nameof(Reports))]
    public void SaveHtml_AnyReport_IsWellFormedAndWithoutScripts(string name, EvaluationReport report)
    {
        string html = HtmlReport.Of(report);

        // Elements that HTML leaves open are closed for the XML reader; everything else must be in order by itself.
        string xml = VoidElements().Replace(html.Replace("<!doctype html>", "", StringComparison.Ordinal), "$0</$1>");
        XDocument page;
        using (var reader = XmlReader.Create(new StringReader(xml), new() { DtdProcessing = DtdProcessing.Prohibit }))
            page = XDocument.Load(reader);
        Assert.IsEmpty(page.Descendants("script"), name);
        Assert.IsEmpty(page.Descendants().Attributes().Where(a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal)), name);
        Assert.IsFalse(html.Contains("http", StringComparison.Ordinal) && !html.Contains("http-equiv", StringComparison.Ordinal), name);
        Assert.IsFalse(LinksOut().IsMatch(html), name);
        Assert.IsFalse(NotNumbers().IsMatch(html), name);
    }

    [TestMethod]
    public void SaveHtml_HostileNames_AreShownAsText()
    {
        string html = HtmlReport.Of(MadeReport.Of(MadeReport.Hostile));

        StringAssert.Contains(html, "&lt;script&gt;alert(1)&lt;/script&gt;", StringComparison.Ordinal);
        Assert.IsFalse(html.Contains("<script", StringComparison.Ordinal));
        Assert.IsFalse(html.Contains("<img", StringComparison.Ordinal));
        Assert.IsFalse(html.Contains('\0', StringComparison.Ordinal));
        StringAssert.Contains(html, "<bdi>עברית ימין</bdi>", StringComparison.Ordinal);
    }

    [TestMethod]
    public void SaveHtml_EverySection_IsThere()
    {
        var report = MadeReport.Of();

        string html = HtmlReport.Of(report);

        foreach (var section in report.Sections)
        {
            StringAssert.Contains(html, $"id=\"{section.Title.ToLowerInvariant()}\"", StringComparison.Ordinal);
            foreach (string sentence in section.Findings.Concat(section.Limits).Concat(section.Scores.Select(s => s.Name)))
                StringAssert.Contains(html, Html.Escape(sentence), StringComparison.Ordinal);
        }

        foreach (var headline in report.Headlines)
            StringAssert.Contains(html, Html.Escape(headline.Answer), StringComparison.Ordinal);
        StringAssert.Contains(html, report.Provenance.Tables[0].Sha256, StringComparison.Ordinal);
    }

    [TestMethod]
    public void SaveHtml_OtherCulture_SameBytes()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            string expected = HtmlReport.Of(MadeReport.Of()), text = MadeReport.Of().ToString();

            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");

            Assert.AreEqual(expected, HtmlReport.Of(MadeReport.Of()));
            Assert.AreEqual(text, MadeReport.Of().ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [TestMethod]
    [DataRow(15)]
    [DataRow(100)]
    public void SaveHtml_ManyColumns_StaysBelowOneMebibyte(int columns)
    {
        string html = HtmlReport.Of(MadeReport.Of([.. Enumerable.Range(0, columns).Select(i => $"column number {i}")]));

        Assert.IsLessThan(1 << 20, html.Length);
        Assert.AreEqual(columns > 30, html.Contains($"of {columns} columns that differ most", StringComparison.Ordinal));
    }

    [TestMethod]
    public async Task SaveHtml_InBrowser_ShowsWithoutErrorsAtEveryWidthInBothThemes()
    {
        if (Browser.Installed is not { } program)
        {
            Assert.Inconclusive("No Chromium, Chrome or Edge was found on the PATH; set CHROMIUM to the program to run this test.");
            return;
        }

        string folder = Directory.CreateTempSubdirectory("mlnet-synthetic-report-").FullName;
        try
        {
            await using var browser = await Browser.Start(program);
            foreach (var (name, report) in Reports)
            {
                string file = Path.Combine(folder, name + ".html");
                report.SaveHtml(file);
                foreach (var (width, dark) in new[] { (360, false), (1280, true) })
                {
                    var wrong = await browser.Open(file, width, dark, Findings);

                    Assert.AreEqual("", (string)wrong!, $"{name} at {width}, {(dark ? "dark" : "light")}");
                }
            }

            Assert.AreEqual("", string.Join("\n", browser.Complaints));

            string broken = Path.Combine(folder, "broken.html");              // what is looked for is found
            File.WriteAllText(broken, HtmlReport.Of(MadeReport.Of()).Replace("--muted: #565f68", "--muted: #a0a0a0", StringComparison.Ordinal).Replace("</main>", "<p style='width: 999px'>wide</p></main>", StringComparison.Ordinal));
            string found = (string)(await browser.Open(broken, 360, dark: false, Findings))!;
            StringAssert.Contains(found, "contrast", StringComparison.Ordinal);
            StringAssert.Contains(found, "wide", StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [GeneratedRegex("<(meta|link)( [^>]*)>")]
    private static partial Regex VoidElements();

    [GeneratedRegex("""(href|src)="(?!#|data:)""")]
    private static partial Regex LinksOut();

    [GeneratedRegex("""["\s>-](NaN|Infinity|∞)[\s"<]""")]
    private static partial Regex NotNumbers();
}
