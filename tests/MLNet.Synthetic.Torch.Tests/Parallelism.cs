// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

[assembly: Parallelize(Scope = ExecutionScope.MethodLevel)]
