"""The reference of `npm run bench:useeio`: NumPy over the same files, as a process that reads commands ("run") and answers in JSON lines.

    python3 bench/lca/useeio.py FOLDER
    run      all products by all indicators: numpy.linalg.solve((I − A)ᵀ, (C·B)ᵀ), and as published models do it: C·B·inv(I − A)
"""
import gzip
import json
import os
import sys
import time

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numpy as np

read = lambda name: np.loadtxt(gzip.open(f"{sys.argv[1]}/{name}.csv.gz", "rt"), delimiter=",", ndmin=2)
a, b, c = read("A"), read("B"), read("C")
print(json.dumps({"numpy": np.__version__}), flush=True)
for _ in sys.stdin:
    t = time.perf_counter()
    worth = np.linalg.solve((np.eye(len(a)) - a).T, (c @ b).T).T
    solve = time.perf_counter() - t
    t = time.perf_counter()
    inverse = c @ b @ np.linalg.inv(np.eye(len(a)) - a)
    print(json.dumps({"ms": 1e3 * solve, "inverse_ms": 1e3 * (time.perf_counter() - t), "worth": worth.ravel().tolist()}), flush=True)
