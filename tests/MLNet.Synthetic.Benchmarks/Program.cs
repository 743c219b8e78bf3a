// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

using BenchmarkDotNet.Running;

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
