// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>The parts that all sections of the page are made of.</summary>
internal static class Page
{
    /// <summary>A section with its heading, as a landmark.</summary>
    public static Html Section(string id, string title, Html content) => Html.Of($"""

        <section id="{id}" aria-labelledby="{id}-title"><h2 id="{id}-title">{title}</h2>
        {content}
        </section>
        """);

    /// <summary>A name from the data, set apart so that its direction of writing cannot disorder the sentence around it.</summary>
    public static Html Name(string name) => Html.Of($"<bdi>{name}</bdi>");

    /// <summary>Sentences as a list; nothing for none.</summary>
    public static Html Sentences(IReadOnlyList<string> sentences, string style) => sentences.Count == 0
        ? Html.Empty
        : Html.Of($"""<ul class="{style}">{sentences.Select(s => Html.Of($"<li>{s}</li>"))}</ul>""");

    /// <summary>A table in a container of its own that scrolls when the screen is narrow, by keyboard too.</summary>
    /// <param name="caption">What it holds.</param>
    /// <param name="columns">Headings; those that begin with # are of figures.</param>
    /// <param name="rows">Cells; the first of each row is its heading.</param>
    public static Html Table(string caption, string[] columns, IEnumerable<Html[]> rows)
    {
        bool[] figures = [.. columns.Select(c => c.StartsWith('#'))];
        var head = columns.Select((c, j) => Html.Of($"""<th scope="col"{Style(j)}>{c.TrimStart('#')}</th>"""));
        var body = rows.Select(row => Html.Of($"<tr>{row.Select((cell, j) => j == 0 ? Html.Of($"""<th scope="row">{cell}</th>""") : Html.Of($"<td{Style(j)}>{cell}</td>"))}</tr>\n"));
        return Html.Of($"""
            <p class="caption" aria-hidden="true">{caption}</p>
            <div class="scroll" role="group" aria-label="{caption}" tabindex="0"><table aria-label="{caption}">
            <thead><tr>{head}</tr></thead><tbody>
            {body}</tbody></table></div>
            """);

        Html Style(int j) => figures[j] ? new(" class=\"n\"") : Html.Empty;
    }

    /// <summary>What is only read when wanted.</summary>
    public static Html Details(string summary, Html content) => Html.Of($"<details><summary>{summary}</summary>{content}</details>");

    /// <summary>A chart with a caption.</summary>
    public static Html Figure(Html caption, Html chart) => Html.Of($"<figure><figcaption>{caption}</figcaption>{chart}</figure>");

    /// <summary>What marks and colours stand for.</summary>
    public static Html Legend(params (string Style, string Text)[] entries) => Html.Of(
        $"""<p class="legend">{entries.Select(e => Html.Of($"""<span><span class="key {e.Style}" aria-hidden="true"></span>{e.Text}</span> """))}</p>""");

    /// <summary>A verdict: a sign, words and a colour, so that none of them is needed alone.</summary>
    public static Html Verdict(ScoreVerdict verdict)
    {
        var (style, sign) = verdict switch
        {
            ScoreVerdict.WithinNoise => ("good", "✓"),
            ScoreVerdict.Worse => ("caution", "▼"),
            ScoreVerdict.BetterThanPossible => ("bad", "!"),
            _ => ("none", "–"),
        };
        return Html.Of($"""<span class="verdict {style}"><span aria-hidden="true">{sign}</span> {verdict.InWords()}</span>""");
    }

    /// <summary>All scores of a section beside their floors.</summary>
    public static Html Scores(ReportSection section) => section.Scores.Count == 0 ? Html.Empty : Table(
        $"{section.Title}: scores of the synthetic rows beside those of as many fresh real rows",
        ["Score", "#Value", "#95 % interval", "#Real rows", "#95 % interval", "Beside each other", "Verdict"],
        section.Scores.Select(s => (Html[])
        [
            Html.Of($"""{s.Name}<span class="direction">{s.Direction switch { ScoreDirection.HigherIsBetter => "higher is better", ScoreDirection.LowerIsBetter => "lower is better", _ => "near real rows is best" }}</span>{(s.Note is null ? Html.Empty : Html.Of($"""<span class="note">{s.Note}</span>"""))}"""),
            Html.Of($"{Figures.Short(s.Value)}"), Html.Of($"{Figures.Short(s.Interval)}"), Html.Of($"{Figures.Short(s.Floor)}"), Html.Of($"{Figures.Short(s.FloorInterval)}"),
            ScoreGlyph.Draw(s), Verdict(s.Verdict),
        ]));
}
