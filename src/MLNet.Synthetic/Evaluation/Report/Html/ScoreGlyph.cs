// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

namespace MLNet.Synthetic;

/// <summary>A score beside its floor, at the size of a word: the interval of real rows as a band, the score as a mark with its interval. The figures stand beside it.</summary>
internal static class ScoreGlyph
{
    private const double Width = 120, Height = 18, Middle = Height / 2;

    public static Html Draw(Score score)
    {
        if (score is not { Value: double value, Floor: double floor })
            return Html.Empty;
        double[] all = [value, floor, score.Interval?.Low ?? value, score.Interval?.High ?? value, score.FloorInterval?.Low ?? floor, score.FloorInterval?.High ?? floor];
        double room = Math.Max(0.02, 0.1 * (all.Max() - all.Min()));
        var x = new Scale(all.Min() - room, all.Max() + room, 2, Width - 2);
        double left = x[score.FloorInterval?.Low ?? floor], right = x[score.FloorInterval?.High ?? floor];
        var body = Svg.Line(2, Middle, Width - 2, Middle, "grid") + Svg.Rectangle(Math.Min(left, x[floor] - 1.5), 2, Math.Max(3, right - left), Height - 4, "real area")
            + Svg.Line(x[score.Interval?.Low ?? value], Middle, x[score.Interval?.High ?? value], Middle, "synthetic line")
            + Html.Of($"""<path class="synthetic mark" d="M{x[value]} {Middle - 5}l5 5l-5 5l-5-5z"/>""");
        return Html.Of($"""<svg class="glyph" aria-hidden="true" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}">{body}</svg>""");
    }
}
