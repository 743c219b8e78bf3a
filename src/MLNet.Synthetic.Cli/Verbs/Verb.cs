// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace MLNet.Synthetic.Cli;

/// <summary>One thing that the tool does.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it does, in a line.</param>
/// <param name="examples">Command lines that work.</param>
internal abstract class Verb(string name, string description, params string[] examples)
{
    /// <summary>The command with its arguments and options, as the parser knows it.</summary>
    public Command ToCommand()
    {
        var command = new Command(name, description);
        foreach (var symbol in Symbols)
        {
            if (symbol is Argument argument)
                command.Add(argument);
            else
                command.Add((Option)symbol);
        }

        command.Add(Terminal.Quiet);
        command.Add(Terminal.Json);
        command.Add(new HelpOption { Action = new HelpWithExamples(examples) });
        command.Action = new VerbAction(this);
        return command;
    }

    /// <summary>Arguments and options, in the order of the help.</summary>
    protected abstract IEnumerable<Symbol> Symbols { get; }

    /// <summary>Does it.</summary>
    /// <returns>A value of <see cref="ExitCode"/>.</returns>
    public abstract int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation);

    /// <summary>The options that were given, for the manifest. Folders of files are left out: they say more of the machine than of the rows.</summary>
    protected IReadOnlyDictionary<string, string> Given(ParseResult parsed)
    {
        var given = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["verb"] = name };
        foreach (var option in Symbols.OfType<Option>())
        {
            if (parsed.GetResult(option) is { Implicit: false } result)
                given[option.Name.TrimStart('-')] = string.Join(',', result.Tokens.Select(t => Path.Exists(t.Value) ? Path.GetFileName(t.Value) : t.Value));
        }

        return given;
    }

    private sealed class HelpWithExamples(string[] examples) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parsed)
        {
            int code = new HelpAction().Invoke(parsed);
            var output = parsed.InvocationConfiguration.Output;
            output.WriteLine("Examples:");
            foreach (string example in examples)
                output.WriteLine($"  {example}");
            output.WriteLine();
            output.WriteLine("Exit codes: 0 done, 1 data or file error, 2 wrong usage, 3 a gate or verification failed, 130 stopped.");
            return code;
        }
    }
}

/// <summary>Marks the action of a verb, which is run with a terminal rather than by the parser.</summary>
internal sealed class VerbAction(Verb verb) : SynchronousCommandLineAction
{
    public int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        terminal.Configure(parsed);
        return verb.Run(parsed, terminal, cancellation);
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
        => Run(parseResult, new(parseResult.InvocationConfiguration.Output, parseResult.InvocationConfiguration.Error, false), CancellationToken.None);
}
