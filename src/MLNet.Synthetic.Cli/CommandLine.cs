// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace MLNet.Synthetic.Cli;

/// <summary>The tool without its process: arguments in, text and an exit code out.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command line.</summary>
    /// <param name="args">Arguments.</param>
    /// <param name="output">Standard output: results.</param>
    /// <param name="error">Standard error: progress, warnings, errors.</param>
    /// <param name="cancellation">Ctrl-C.</param>
    /// <param name="isTerminal">Whether a person watches <paramref name="error"/>.</param>
    /// <returns>A value of <see cref="ExitCode"/>.</returns>
    public static int Run(string[] args, TextWriter output, TextWriter error, CancellationToken cancellation = default, bool isTerminal = false)
    {
        try
        {
            var parsed = Root().Parse(args);
            if (parsed.Errors.Count > 0 && parsed.Action is ParseErrorAction or null)
            {
                foreach (var fault in parsed.Errors)
                    error.WriteLine($"mlsynth: {fault.Message}");
                error.WriteLine($"See 'mlsynth {Verb(parsed)}--help'.");
                return ExitCode.Usage;
            }

            int code = parsed.Action switch
            {
                VerbAction verb => verb.Run(parsed, new Terminal(output, error, isTerminal), cancellation),
                _ => parsed.Invoke(new() { Output = output, Error = error, EnableDefaultExceptionHandler = false }),
            };
            output.Flush();
            return code;
        }
        catch (Exception e) when (e is OperationCanceledException || (cancellation.IsCancellationRequested && e.InnerException is OperationCanceledException))
        {
            error.WriteLine("mlsynth: stopped. Nothing was written.");
            return ExitCode.Cancelled;
        }
        catch (UsageException e)
        {
            error.WriteLine($"mlsynth: {e.Message}");
            return ExitCode.Usage;
        }
        catch (Exception e) when (e is SyntheticDataException or ArgumentException or IOException or UnauthorizedAccessException or NotSupportedException or InvalidOperationException)
        {
            error.WriteLine($"mlsynth: {Sentence(e)}");
            return ExitCode.Data;
        }
        catch (OutOfMemoryException)
        {
            error.WriteLine("mlsynth: there is not enough memory for this table.");
            return ExitCode.Data;
        }
    }

    /// <summary>The message of an error, without the name of a parameter that no user of the tool knows.</summary>
    public static string Sentence(Exception e)
        => e is ArgumentException { ParamName: string name } ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : e.Message;

    private static RootCommand Root()
    {
        var root = new RootCommand("Synthetic tables: more rows like yours, with a report of how alike and how private they are.");
        foreach (var verb in (Verb[])[new GenerateVerb(), new FitVerb(), new SampleVerb(), new InspectVerb(), new OversampleVerb(), new RelationalVerb(), new CompareVerb(), new EvaluateVerb(), new VerifyVerb()])
            root.Add(verb.ToCommand());
        root.SetAction(parsed => new HelpAction().Invoke(parsed));
        return root;
    }

    private static string Verb(ParseResult parsed) => parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
}
