#!/usr/bin/env python3
# Copyright (c) MLNet.Synthetic contributors. See LICENSE.
"""CPU seconds of imbalanced-learn on the cases of `build.cmd bench cpu`, as a Markdown table.

Data as in BenchmarkData.cs: a share of the rows is the minority class. Numbers are normal with deviation 1, mean 0 in the majority and 0.5 in the
minority. Nominal columns have four levels, equally likely in the majority and with chances 0.4, 0.3, 0.2, 0.1 in the minority. 30 columns: all
numbers but for SMOTENC (15 numbers, 15 nominal) and SMOTEN (all nominal). Default settings (k = 5, classes balanced), float64.

Every case has a process of its own, with one thread. It runs once to warm up and then three times, and the median counts; a case whose first run
takes over five CPU seconds runs only that once, after a small one.

    /usr/bin/python3 tests/MLNet.Synthetic.Benchmarks/peers/imbalanced_learn.py --rows 10000 100000 --minority 0.01 0.1
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import time

FEATURES = 30
ALGORITHMS = ("RandomOverSampler", "SMOTE", "BorderlineSMOTE", "ADASYN", "SVMSMOTE", "SMOTENC", "SMOTEN", "SMOTETomek", "SMOTEENN")
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


def make(algorithm, rows, minority):
    import numpy as np

    nominal = {"SMOTENC": FEATURES // 2, "SMOTEN": FEATURES}.get(algorithm, 0)
    random = np.random.default_rng(1)
    y = np.zeros(rows, dtype=np.int64)
    y[random.permutation(rows)[: round(rows * minority)]] = 1
    numbers = random.standard_normal((rows, FEATURES - nominal)) + 0.5 * y[:, None]
    codes = random.integers(0, 4, (rows, nominal)).astype(np.float64)
    codes[y == 1] = random.choice(4, (int(y.sum()), nominal), p=(0.4, 0.3, 0.2, 0.1))
    return np.hstack([numbers, codes]), y


def sampler(algorithm):
    from imblearn import combine, over_sampling

    if algorithm == "SMOTEENN":                                       # by majority, as in the paper and in SmoteEnn
        from imblearn.under_sampling import EditedNearestNeighbours

        return combine.SMOTEENN(random_state=1, enn=EditedNearestNeighbours(sampling_strategy="all", kind_sel="mode"))
    if algorithm == "SMOTETomek":
        return combine.SMOTETomek(random_state=1)
    options = {"categorical_features": range(FEATURES - FEATURES // 2, FEATURES)} if algorithm == "SMOTENC" else {}
    return getattr(over_sampling, algorithm)(random_state=1, **options)


def cpu_seconds(algorithm, x, y):
    start = time.process_time()
    sampler(algorithm).fit_resample(x, y)
    return time.process_time() - start


def measure(algorithm, rows, minority):
    cpu_seconds(algorithm, *make(algorithm, 2_000, 0.1))
    x, y = make(algorithm, rows, minority)
    times = [cpu_seconds(algorithm, x, y)]
    if times[0] <= 5:
        times = [cpu_seconds(algorithm, x, y) for _ in range(3)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"algorithm": algorithm, "rows": rows, "minority": minority, "cpu": statistics.median(times), "runs": len(times), "peak_mib": peak}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rows", type=int, nargs="+", default=[10_000, 100_000])
    arguments.add_argument("--minority", type=float, nargs="+", default=[0.01, 0.1])
    arguments.add_argument("--algorithms", nargs="+", choices=ALGORITHMS, default=ALGORITHMS)
    arguments.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = arguments.parse_args()
    if options.one:
        print(json.dumps(measure(options.algorithms[0], options.rows[0], options.minority[0])))
        return

    import imblearn
    import sklearn

    print(f"imbalanced-learn {imblearn.__version__}, scikit-learn {sklearn.__version__}, Python {sys.version.split()[0]}, one thread\n")
    print("| algorithm | rows | minority | CPU s | runs | peak MiB |")
    print("|---|---:|---:|---:|---:|---:|")
    for algorithm in options.algorithms:
        for rows in options.rows:
            for minority in options.minority:
                case = [sys.executable, __file__, "--one", "--algorithms", algorithm, "--rows", str(rows), "--minority", str(minority)]
                done = subprocess.run(case, env=os.environ | ONE_THREAD, stdout=subprocess.PIPE, check=True)
                r = json.loads(done.stdout)
                print(f"| {algorithm} | {rows:,} | {minority:.0%} | {r['cpu']:.3f} | {r['runs']} | {r['peak_mib']:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
