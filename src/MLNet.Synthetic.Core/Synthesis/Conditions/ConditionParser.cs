// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Globalization;
using System.Text;

namespace MLNet.Synthetic;

/// <summary>Reads <c>condition and condition and ...</c>, and <c>column: value=share, value=share, ...</c>.</summary>
internal sealed class ConditionParser(string text)
{
    private const string Signs = "=<>!,()";
    private static readonly string[] Operators = ["==", "!=", "<>", "<=", ">=", "=", "<", ">"];   // the longer ones first
    private static readonly HashSet<string> Words = new(["and", "or", "in", "not", "is", "missing", "null", "between"], StringComparer.OrdinalIgnoreCase);
    private int _at;

    public IReadOnlyList<SampleCondition> Read()
    {
        var conditions = new List<SampleCondition> { ReadCondition() };
        while (!AtEnd())
        {
            if (TakeWord("or"))
                throw Error("'or' cannot be read; for several values of one column write 'in', as in Grade in A,B", _at - 2);
            if (!TakeWord("and"))
                throw Error("'and' or the end is expected; a name or value with spaces stands in quotes");
            conditions.Add(ReadCondition());
        }

        return conditions;
    }

    public SampleShares ReadShares()
    {
        string name = ReadValue("the name of a column", stop: ':');
        if (!Take(':'))
            throw Error("':' is expected behind the name of the column, as in Churn: yes=0.5, no=0.5");
        var shares = new Dictionary<string, double>();
        do
        {
            SkipSpaces();
            int start = _at;
            string value = ReadValue("a value");
            if (!Take('='))
                throw Error("'=' and a share are expected");
            if (!shares.TryAdd(value, ReadShare()))
                throw Error($"'{value}' stands there twice", start);
        }
        while (Take(','));
        return AtEnd() ? SampleShares.Of(name, shares) : throw Error("',' or the end is expected; a name or value with spaces stands in quotes");
    }

    /// <summary>A name or value as it can be read back: in quotes where it needs them.</summary>
    public static string Quoted(string value)
        => value.Length > 0 && !value.Any(c => char.IsWhiteSpace(c) || Signs.Contains(c) || c is '"' or '\'') && !Words.Contains(value) ? value : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    private SampleCondition ReadCondition()
    {
        string name = ReadValue("the name of a column");
        if (TakeWord("is"))
        {
            bool not = TakeWord("not");
            if (!TakeWord("missing") && !TakeWord("null"))
                throw Error("'missing' is expected after 'is'");
            return SampleCondition.Of(name, not ? ConditionOperator.NotMissing : ConditionOperator.Missing);
        }

        if (TakeWord("in"))
            return SampleCondition.Of(name, ConditionOperator.In, ReadValues());
        if (TakeWord("not"))
            return TakeWord("in") ? SampleCondition.Of(name, ConditionOperator.NotIn, ReadValues()) : throw Error("'in' is expected after 'not'");
        if (TakeWord("between"))
        {
            string low = ReadValue("a smallest value");
            return TakeWord("and") ? SampleCondition.Of(name, ConditionOperator.Between, low, ReadValue("a largest value")) : throw Error("'and' and a largest value are expected");
        }

        SkipSpaces();
        string? found = Array.Find(Operators, o => string.CompareOrdinal(text, _at, o, 0, o.Length) == 0);
        if (found is null)
            throw Error("one of =, !=, <, <=, >, >=, between, in, not in, is missing, is not missing is expected");
        _at += found.Length;
        return SampleCondition.Of(name, found switch
        {
            "=" or "==" => ConditionOperator.Equal,
            "!=" or "<>" => ConditionOperator.NotEqual,
            "<" => ConditionOperator.Less,
            "<=" => ConditionOperator.LessOrEqual,
            ">" => ConditionOperator.Greater,
            _ => ConditionOperator.GreaterOrEqual,
        }, ReadValue("a value"));
    }

    private string[] ReadValues()
    {
        bool bracket = Take('(');
        var values = new List<string> { ReadValue("a value") };
        while (Take(','))
            values.Add(ReadValue("a value"));
        if (bracket && !Take(')'))
            throw Error("',' or ')' is expected");
        return [.. values];
    }

    private double ReadShare()
    {
        SkipSpaces();
        int start = _at;
        string word = ReadValue("a share");
        double share = double.TryParse(word.TrimEnd('%'), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= 0 && double.IsFinite(number)
            ? number
            : throw Error($"'{word}' is no share: a number of at least 0, such as 0.5 or 50%", start);
        return word.EndsWith('%') ? share / 100 : share;
    }

    private string ReadValue(string what, char? stop = null)
    {
        SkipSpaces();
        int start = _at;
        if (_at < text.Length && text[_at] is '"' or '\'')
            return ReadQuoted(text[_at]);

        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && !Signs.Contains(text[_at]) && text[_at] != stop)
            _at++;
        string value = text[start.._at];
        if (value.Length == 0)
            throw Error(_at < text.Length ? $"{what} is expected, but there is '{text[_at]}'; one that holds a sign stands in quotes" : $"{what} is expected, but the text ends");
        return Words.Contains(value) ? throw Error($"{what} is expected, but there is '{value}'; if that is meant, put it in quotes", start) : value;
    }

    private string ReadQuoted(char quote)
    {
        int start = _at++;
        var value = new StringBuilder();
        for (; _at < text.Length; _at++)
        {
            if (text[_at] == quote)
            {
                _at++;
                if (_at == text.Length || text[_at] != quote)
                    return value.ToString();
            }

            value.Append(text[_at]);
        }

        throw Error("this quote is not closed", start);
    }

    private bool TakeWord(string word)
    {
        SkipSpaces();
        int end = _at + word.Length;
        if (string.Compare(text, _at, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) != 0 || (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '-' or '.')))
            return false;
        _at = end;
        return true;
    }

    private bool Take(char sign)
    {
        SkipSpaces();
        if (_at == text.Length || text[_at] != sign)
            return false;
        _at++;
        return true;
    }

    private bool AtEnd()
    {
        SkipSpaces();
        return _at == text.Length;
    }

    private void SkipSpaces()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            _at++;
    }

    private ArgumentException Error(string what, int? at = null) => new($"\"{text}\" cannot be read at character {(at ?? _at) + 1}: {what}.");
}
