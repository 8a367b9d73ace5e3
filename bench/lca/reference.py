"""The reference of `npm run bench:lca`: what a careful user of SciPy and SuiteSparse does, as a process that reads commands and answers in JSON lines.

    python3 bench/lca/reference.py FOLDER          commands on standard input, one a line:
    accuracy          scores of the values themselves and of the five samples, by UMFPACK
    cold              UMFPACK of A transposed (cheaper here; what Brightway's call does), one solution, inventory and score
    demands N         factorisation, then N demands
    gmres N / umfpack N     N iterations of a Monte Carlo: sampling, solution, inventory, score (GMRES: Jacobi, warm start, rtol 1e-8)
    superlu           one scipy.sparse.linalg.spsolve without UMFPACK, as a plain installation has it

SciPy and NumPy are needed; without libumfpack the answers that need it are {"missing": true}.
"""
import ctypes as ct
import ctypes.util
import json
import statistics
import sys
import time

import numpy as np
import scipy
import scipy.sparse as sp
import scipy.sparse.linalg as sl

folder = sys.argv[1]
read = lambda name, kind: np.fromfile(f"{folder}/{name}", kind)
ip, ix, v, sigma = read("A.indptr.i32", "<i4"), read("A.indices.i32", "<i4"), read("A.data.f64", "<f8"), read("A.sigma.f64", "<f8")
bp, bx, bv, c, demands = read("B.indptr.i32", "<i4"), read("B.indices.i32", "<i4"), read("B.data.f64", "<f8"), read("C.f64", "<f8"), read("demands.i32", "<i4")
n = len(ip) - 1
b = sp.csc_matrix((bv, bx, bp), shape=(len(c), n)).tocsr()
places = sp.csc_matrix((np.arange(len(v), dtype=np.float64), ix, ip), shape=(n, n)).tocsr()
order = places.data.astype(np.int64)
rows = sp.csr_matrix((v[order], places.indices, places.indptr), shape=(n, n))
rp, rx = np.ascontiguousarray(places.indptr, np.int32), np.ascontiguousarray(places.indices, np.int32)
clock = time.perf_counter
library = ctypes.util.find_library("umfpack")
umf = ct.CDLL(library) if library else None
at = lambda array: array.ctypes.data_as(ct.c_void_p)


def blas():
    """What UMFPACK multiplies with: the reference BLAS makes it eight times slower than OpenBLAS does."""
    return "OpenBLAS" if any("/libopenblas" in line for line in open("/proc/self/maps")) else "another BLAS, perhaps the slow reference"


class Umfpack:
    """Compressed columns; `solve` for the matrix (0) or its transpose (1)."""

    def __init__(self, starts, indices, values):
        self.parts, self.control, self.info = (starts, indices, np.ascontiguousarray(values)), np.zeros(20), np.zeros(90)
        self.symbolic, self.numeric = ct.c_void_p(), ct.c_void_p()
        umf.umfpack_di_defaults(at(self.control))
        p, i, x = map(at, self.parts)
        assert umf.umfpack_di_symbolic(n, n, p, i, x, ct.byref(self.symbolic), at(self.control), at(self.info)) >= 0
        self.factor(values)

    def factor(self, values):
        self.parts = (self.parts[0], self.parts[1], np.ascontiguousarray(values))
        if self.numeric.value:
            umf.umfpack_di_free_numeric(ct.byref(self.numeric))
        p, i, x = map(at, self.parts)
        assert umf.umfpack_di_numeric(p, i, x, self.symbolic, ct.byref(self.numeric), at(self.control), at(self.info)) >= 0

    def solve(self, right, transposed=0):
        x = np.empty(n)
        p, i, w = map(at, self.parts)
        assert umf.umfpack_di_solve(transposed, p, i, w, at(x), at(right), self.numeric, at(self.control), at(self.info)) >= 0
        return x

    def __del__(self):
        if self.numeric.value:
            umf.umfpack_di_free_numeric(ct.byref(self.numeric))
        if self.symbolic.value:
            umf.umfpack_di_free_symbolic(ct.byref(self.symbolic))


def unit(product):
    f = np.zeros(n)
    f[product] = 1.0
    return f


f = unit(demands[0])


def gmres(matrix, start):
    diagonal = matrix.diagonal()
    jacobi = sl.LinearOperator((n, n), matvec=lambda y: y / diagonal)
    tolerance = {"rtol" if int(scipy.__version__.split(".")[1]) >= 12 or scipy.__version__[0] != "1" else "tol": 1e-8}
    x, info = sl.gmres(matrix, f, x0=start, atol=0, M=jacobi, restart=30, maxiter=200, **tolerance)
    assert info == 0
    return x


def accuracy():
    """Of A itself, not transposed: the most exact the library has."""
    scores = {}
    lu = Umfpack(ip, ix, v)
    scores["base"] = float(c @ (b @ lu.solve(f)))
    for k in range(5):
        lu.factor(read(f"mc.sample{k}.f64", "<f8"))
        scores[f"mc{k}"] = float(c @ (b @ lu.solve(f)))
    return scores


def cold():
    t = clock()
    lu = Umfpack(rp, rx, rows.data)
    score = float(c @ (b @ lu.solve(f, 1)))
    return {"ms": 1e3 * (clock() - t), "score": score}


def many(count):
    t = clock()
    lu = Umfpack(rp, rx, rows.data)
    first = clock() - t
    t = clock()
    for k in range(count):
        c @ (b @ lu.solve(unit(demands[k % len(demands)]), 1))
    return {"factor_ms": 1e3 * first, "solve_ms": 1e3 * (clock() - t)}


def monte_carlo(method, count):
    rng = np.random.Generator(np.random.SFC64(1))
    matrix = rows.copy()
    lu = Umfpack(rp, rx, rows.data) if method == "umfpack" else None
    start = None if lu else gmres(matrix, None)
    times, kernel, scores = [], [], []
    busy = time.process_time()
    for _ in range(count):
        t = clock()
        sampled = (v * np.exp(sigma * rng.standard_normal(len(v))))[order]
        u = clock()
        if lu:
            lu.factor(sampled)
            x = lu.solve(f, 1)
        else:
            matrix.data = sampled
            x = gmres(matrix, start)
        kernel.append(clock() - u)
        scores.append(float(c @ (b @ x)))
        times.append(clock() - t)
    return {"ms": 1e3 * statistics.median(times), "solve_ms": 1e3 * statistics.median(kernel), "cpu_ms": 1e3 * (time.process_time() - busy) / count, "mean": float(np.mean(scores)), "sd": float(np.std(scores))}


def superlu():
    t = clock()
    score = float(c @ (b @ sl.spsolve(rows, f, use_umfpack=False)))
    return {"ms": 1e3 * (clock() - t), "score": score}


print(json.dumps({"numpy": np.__version__, "scipy": scipy.__version__, "python": sys.version.split()[0], "umfpack": umf is not None, "blas": blas() if umf else ""}), flush=True)
for line in sys.stdin:
    word, *rest = line.split()
    count = int(rest[0]) if rest else 1
    needs = word in ("accuracy", "cold", "demands", "umfpack")
    answer = {"missing": True} if needs and umf is None else {
        "accuracy": accuracy, "cold": cold, "superlu": superlu, "demands": lambda: many(count),
        "gmres": lambda: monte_carlo("gmres", count), "umfpack": lambda: monte_carlo("umfpack", count),
    }[word]()
    print(json.dumps(answer), flush=True)
