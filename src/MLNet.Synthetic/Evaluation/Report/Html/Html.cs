// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace MLNet.Synthetic;

/// <summary>A piece of HTML or SVG. What is put into the holes of <see cref="Of"/> is escaped, unless it is such a piece itself: names from the data cannot become markup.</summary>
internal readonly record struct Html(string Text)
{
    public static readonly Html Empty = new("");

    public static Html Of(Interpolated text) => text.ToHtml();

    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(p => p.Text)));

    public static Html operator +(Html first, Html second) => new(first.Text + second.Text);

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Text for elements and quoted attributes; characters that HTML does not allow are replaced.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            bool pair = char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            if (pair)
                escaped.Append(c).Append(text[++i]);
            else if (char.IsSurrogate(c) || (char.IsControl(c) && c is not ('\t' or '\n' or '\r')) || c is '\uFFFE' or '\uFFFF')
                escaped.Append('\uFFFD');
            else
                _ = c switch
                {
                    '<' => escaped.Append("&lt;"),
                    '>' => escaped.Append("&gt;"),
                    '&' => escaped.Append("&amp;"),
                    '"' => escaped.Append("&quot;"),
                    '\'' => escaped.Append("&#39;"),
                    _ => escaped.Append(c),
                };
        }

        return escaped.ToString();
    }

    /// <summary>Collects the literal parts as they are and the holes escaped.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Interpolated(int literalLength, int holes)
    {
        private readonly StringBuilder _text = new(literalLength + 16 * holes);

        public void AppendLiteral(string markup) => _text.Append(markup);

        public void AppendFormatted(string? text) => _text.Append(Escape(text ?? ""));

        public void AppendFormatted(Html piece) => _text.Append(piece.Text);

        public void AppendFormatted(IEnumerable<Html> pieces)
        {
            foreach (var piece in pieces)
                _text.Append(piece.Text);
        }

        public void AppendFormatted(int number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));

        /// <summary>A coordinate: a hundredth of a pixel is enough.</summary>
        public void AppendFormatted(double number) => _text.Append(number.ToString("0.##", CultureInfo.InvariantCulture));

        public Html ToHtml() => new(_text.ToString());
    }
}
