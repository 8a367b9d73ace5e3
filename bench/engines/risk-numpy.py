"""The reference of the risk bench: value at risk and expected shortfall of one book by plain Monte Carlo in NumPy, one process, in chunks that stay in
cache. Reads a seed a line, answers a line of JSON. usage: risk-numpy.py paths days"""
import json
import sys
import time

import numpy as np

paths, days = int(sys.argv[1]), int(sys.argv[2])
price = np.array([72.0, 13.2, 12.1, 45.0])
daily = np.array([0.42, 0.35, 0.30, 0.50]) / np.sqrt(252)
held = np.array([25_000.0, -40_000.0, 15_000.0, 8_000.0])
correlation = np.array([[1, 0.55, 0.35, 0.7], [0.55, 1, 0.6, 0.4], [0.35, 0.6, 1, 0.3], [0.7, 0.4, 0.3, 1]])
mixing = (np.linalg.cholesky(correlation) * daily[:, None]).T
short, cap, chunk = 12_000.0, 100.0, 50_000
worse = int(paths * 0.01 + 1e-9)


def run(seed):
    draw = np.random.Generator(np.random.SFC64(seed))
    result = np.empty(paths)
    for start in range(0, paths, chunk):
        count = min(chunk, paths - start)
        log = np.zeros((count, 4))
        for _ in range(days):  # every step is drawn
            log += draw.standard_normal((count, 4)) @ mixing - 0.5 * daily**2
        end = price * np.exp(log)
        result[start : start + count] = (end - price) @ held - short * (np.minimum(end[:, 0], cap) - price[0])
    tail = np.partition(result, worse)
    return -tail[worse], -tail[:worse].mean()


print(json.dumps({"numpy": np.__version__, "python": sys.version.split()[0]}), flush=True)
for line in sys.stdin:
    began = time.perf_counter()
    var, shortfall = run(int(line))
    print(json.dumps({"ms": (time.perf_counter() - began) * 1e3, "var": var, "shortfall": shortfall}), flush=True)
