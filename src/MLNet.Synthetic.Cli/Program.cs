// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using System.Runtime.InteropServices;
using System.Text;
using MLNet.Synthetic.Cli;

#pragma warning disable RS0030 // the one place that has a console
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = !stop.IsCancellationRequested;                   // a second Ctrl-C ends the process at once
    stop.Cancel();
};
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stop.Cancel();
});
var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), bufferSize: 1 << 16);
return CommandLine.Run(args, output, Console.Error, stop.Token, isTerminal: !Console.IsErrorRedirected);
