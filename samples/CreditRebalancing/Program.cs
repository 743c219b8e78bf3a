// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

Console.WriteLine("to be written");
