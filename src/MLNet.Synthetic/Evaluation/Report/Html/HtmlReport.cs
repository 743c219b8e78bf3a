// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Reflection;

namespace MLNet.Synthetic;

/// <summary>The report as one HTML file: style and charts inside, no scripts, and a policy that forbids the browser to load anything.</summary>
internal static class HtmlReport
{
    private static readonly Lazy<Html> s_style = new(() =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("report.css")!;
        using var reader = new StreamReader(stream);
        return new(reader.ReadToEnd());
    });

    public static string Of(EvaluationReport report)
    {
        (string Id, string Title, Html Content)[] sections =
        [
            .. new[]
            {
                Titled("fidelity", "Fidelity: is it distributed like the real rows?", report.Fidelity, FidelityPage.Of),
                Titled("detection", "Detection: can a classifier tell?", report.Detection, DetectionPage.Of),
                Titled("utility", "Utility: do models trained on it work?", report.Utility, UtilityPage.Of),
                Titled("fairness", "Fairness: how do groups fare?", report.Fairness, FairnessPage.Of),
                Titled("diversity", "Diversity: is anything lost?", report.Diversity, DiversityPage.Of),
                Titled("privacy", "Privacy: what does it give away?", report.Privacy, PrivacyPage.Of),
            }.OfType<(string, string, Html)>(),
            ("provenance", "Provenance", ProvenancePage.Of(report.Provenance)),
            ("limits", "What this report cannot prove", Limits(report)),
        ];
        return Html.Of($"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
            <meta name="generator" content="MLNet.Synthetic {report.Provenance.LibraryVersion}">
            <link rel="icon" href="data:,">
            <title>Synthetic data report</title>
            <style>
            {s_style.Value}
            </style>
            </head>
            <body>
            <a class="skip" href="#main">Skip to the verdicts</a>
            <header>
            <h1>Synthetic data report</h1>
            <p class="lead">{Summary(report.Provenance)}</p>
            </header>
            <nav aria-label="Sections"><ul><li><a href="#main">Verdicts</a></li>{sections.Select(s => Html.Of($"""<li><a href="#{s.Id}">{s.Title.Split(':')[0].Replace("What this report cannot prove", "Limits", StringComparison.Ordinal)}</a></li>"""))}</ul></nav>
            <main id="main" tabindex="-1">
            {Page.Section("verdicts", "Verdicts", Headlines(report))}{sections.Select(s => Page.Section(s.Id, s.Title, s.Content))}
            <section class="sign" aria-label="Sign-off"><p>Decision</p><p>Name</p><p>Date</p></section>
            </main>
            <footer><p>Made by MLNet.Synthetic {report.Provenance.LibraryVersion} on {report.Provenance.Time.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC. This file loads nothing from any network.</p></footer>
            </body>
            </html>

            """).Text;
    }

    private static (string, string, Html)? Titled<T>(string id, string title, T? section, Func<T, Html> content) where T : ReportSection => section is null
        ? null
        : (id, title, Page.Sentences(section.Findings, "findings") + Page.Scores(section) + content(section)
            + (section.Limits.Count == 0 ? Html.Empty : Html.Of($"<h3>What these figures cannot tell</h3>{Page.Sentences(section.Limits, "limits")}")));

    private static Html Summary(EvaluationProvenance provenance)
    {
        var tables = provenance.Tables.Select(t => $"{Figures.Count(t.Rows)} {t.Name} rows");
        return Html.Of($"{string.Join(", ", tables)}{(provenance.HoldoutIsGiven ? "" : "; no holdout was given, so the training rows were split to have a noise floor")}.");
    }

    private static Html Headlines(EvaluationReport report) => Html.Of($"""
        <ul class="cards">{report.Headlines.Select(h => Html.Of($"""<li class="card {Style(h.Grade)}"><h3>{h.Question}</h3><p class="grade"><span aria-hidden="true">{Sign(h.Grade)}</span> {h.Grade.InWords()}</p><p>{h.Answer}</p></li>"""))}</ul>
        <p class="note">Every score stands beside its noise floor: the same score of as many real rows that the synthesizer has not seen. A verdict is <em>within noise</em> where synthetic rows do as well as those, <em>worse than real</em> where they do worse beyond chance, and <em>nearer than real rows</em> where they lie closer to the training rows than fresh real rows do, which is a sign of copying.</p>
        """);

    private static string Style(ReportGrade grade) => grade switch { ReportGrade.Good => "good", ReportGrade.Caution => "caution", ReportGrade.Bad => "bad", _ => "none" };

    private static string Sign(ReportGrade grade) => grade switch { ReportGrade.Good => "✓", ReportGrade.Caution => "▲", ReportGrade.Bad => "✕", _ => "–" };

    private static Html Limits(EvaluationReport report) => Page.Sentences(
        [
            "It compares this synthetic table with these real tables. Other rows of the same synthesizer, drawn with another seed, score differently.",
            "The noise floor is one sample of real rows. Where the holdout is small, the floor is uncertain, and its interval says how much.",
            "Likeness is no proof of privacy, and attacks that fail are no proof that none succeeds. A guarantee needs a mechanism with one, such as differential privacy.",
            "What the real rows lack or get wrong, the synthetic rows lack and get wrong too.",
            .. report.Provenance.Tables.Any(t => t.RowsUsed < t.Rows) ? ["Not all rows were measured: large tables were sampled, as the provenance says."] : Array.Empty<string>(),
            .. report.Provenance.HoldoutIsGiven ? [] : new[] { "Without a holdout nothing can be said about whether training rows were copied or can be recognised." },
        ], "limits");
}
