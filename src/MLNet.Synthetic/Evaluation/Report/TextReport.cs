// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Text;

namespace MLNet.Synthetic;

/// <summary>The report for a terminal.</summary>
internal static class TextReport
{
    private const int Width = 100;

    public static string Of(EvaluationReport report)
    {
        var text = new StringBuilder();
        foreach (var headline in report.Headlines)
            Wrap(text, $"{Mark(headline.Grade),-13}", $"{headline.Question} {headline.Answer}");
        foreach (var section in report.Sections)
        {
            text.AppendLine().AppendLine(section.Title);
            if (section.Scores.Count > 0)
                Scores(text, section.Scores);
            foreach (string finding in section.Findings)
                Wrap(text, "  - ", finding);
        }

        text.AppendLine();
        foreach (var table in report.Provenance.Tables)
            text.AppendLine($"{table.Name,-10} {Figures.Count(table.Rows),11} rows{(table.RowsUsed < table.Rows ? $", {Figures.Count(table.RowsUsed)} measured" : "")}, sha256 {table.Sha256[..12]}");
        text.Append($"seed {report.Provenance.Seed}, MLNet.Synthetic {report.Provenance.LibraryVersion}, ML.NET {report.Provenance.MlNetVersion}");
        return text.ToString();
    }

    private static string Mark(ReportGrade grade) => $"[{grade.InWords()}]";

    private static void Scores(StringBuilder text, IReadOnlyList<Score> scores)
    {
        string[][] cells =
        [
            ["", "value", "95 % interval", "real rows", "verdict"],
            .. scores.Select(s => new[]
            {
                Clean(s.Name), Figures.Short(s.Value), Figures.Short(s.Interval), Figures.Short(s.Floor), s.Value is null ? Clean(s.Note ?? "not measured") : s.Verdict.InWords(),
            }),
        ];
        foreach (string[] row in cells)
        {
            text.Append("  ");
            for (int j = 0; j < row.Length; j++)
            {
                int width = j == row.Length - 1 ? 0 : cells.Max(r => r[j].Length);
                text.Append(j is 0 or 4 ? row[j].PadRight(width) : row[j].PadLeft(width)).Append(j < row.Length - 1 ? "  " : "");
            }

            text.AppendLine();
        }
    }

    /// <summary>Lines of at most 100 characters behind a hanging mark.</summary>
    private static void Wrap(StringBuilder text, string mark, string sentence)
    {
        string indent = new(' ', mark.Length);
        int at = 0;
        text.Append(mark);
        foreach (string word in Clean(sentence).Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (at > 0 && mark.Length + at + 1 + word.Length > Width)
            {
                text.AppendLine().Append(indent);
                at = 0;
            }

            text.Append(at > 0 ? " " : "").Append(word);
            at += word.Length + (at > 0 ? 1 : 0);
        }

        text.AppendLine();
    }

    /// <summary>Without control characters: names come from data, and a terminal obeys escape sequences.</summary>
    private static string Clean(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}

/// <summary>Grades in words.</summary>
internal static class ReportGrades
{
    /// <summary>E.g. <c>not judged</c>.</summary>
    public static string InWords(this ReportGrade grade) => grade switch
    {
        ReportGrade.Good => "good",
        ReportGrade.Caution => "caution",
        ReportGrade.Bad => "bad",
        _ => "not judged",
    };
}
