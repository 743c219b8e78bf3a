// Copyright (c) MLNet.Synthetic contributors. See LICENSE.

return 0;
