// A technosphere and biosphere of the size and structure of a large life-cycle database, drawn from a seed; no data of others.
//   node bench/lca/generate.mjs <folder> [--feedback 0.002] [--n 21000] [--seed 20240607]
// Little-endian arrays, compressed columns (column = process, row = product):
//   A.indptr.i32 A.indices.i32 A.data.f64 A.sigma.f64   diagonal 1, inputs negative; sigma is the standard deviation of ln(value), 0 on the diagonal
//   B.indptr.i32 B.indices.i32 B.data.f64 B.sigma.f64   flows × processes
//   C.f64 demands.i32 mc.sample0…4.f64                  a factor a flow; 200 products; five samples of A.data
//   meta.json                                           parameters, statistics, sha256 of every array
// The law, and what of published databases it is calibrated on, stand in bench/lca/README.md. It is a model, not ecoinvent.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const law = {
  ...{ n: 21000, seed: 20240607, marketShare: 0.33, flows: 2000, bioPerCol: 18, meanInputs: 19, hubs: 300, zipf: 0.6 },
  ...{ pHub: 0.38, pLocal: 0.5, feedback: 0, cluster: 24, negShare: 0.02, sumLo: 0.5, sumHi: 0.99, unitDecades: 3 },
  ...{ hubSpan: 0.52, hubHub: 0.9, hubGain: 0.9 },
};

/** sfc32: the same numbers on every machine. */
function chanceOf(seed) {
  let [a, b, c, d] = [seed >>> 0, 0x9e3779b9, 0x243f6a88, 1];
  const word = () => {
    const t = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 20; i += 1) word();
  const unit = () => ((word() >>> 5) * 67108864 + (word() >>> 6)) / 9007199254740992;
  let spare = Number.NaN;
  const normal = () => {
    if (!Number.isNaN(spare)) {
      const kept = spare;
      spare = Number.NaN;
      return kept;
    }
    for (;;) {
      const [x, y] = [2 * unit() - 1, 2 * unit() - 1];
      const s = x * x + y * y;
      if (s >= 1 || s === 0) continue;
      const m = Math.sqrt((-2 * Math.log(s)) / s);
      spare = y * m;
      return x * m;
    }
  };
  return { unit, below: (k) => Math.floor(unit() * k), normal };
}

/** Markets first: 0 = raw materials … M − 1 = final goods; then activities, each selling to one market. `at` hides that order. */
function frameOf(opt, { unit, below }) {
  const { n } = opt;
  const M = Math.round(n * opt.marketShare);
  const at = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i -= 1) {
    const j = below(i + 1);
    [at[i], at[j]] = [at[j], at[i]];
  }
  const owner = new Int32Array(n);
  for (let i = M; i < n; i += 1) owner[i] = i - M < M ? i - M : Math.floor(M * unit() ** 1.3);
  const hubAt = new Int32Array(opt.hubs);
  const isHub = new Uint8Array(n);
  for (let k = 0; k < opt.hubs; k += 1) {
    hubAt[k] = Math.floor(M * opt.hubSpan * unit() ** 1.5);
    isHub[hubAt[k]] = 1;
  }
  const shares = new Float64Array(opt.hubs);
  let all = 0;
  for (let k = 0; k < opt.hubs; k += 1) {
    all += 1 / (k + 1) ** opt.zipf;
    shares[k] = all;
  }
  const hub = () => {
    const x = unit() * all;
    let [low, high] = [0, opt.hubs - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (shares[middle] < x) low = middle + 1;
      else high = middle;
    }
    return hubAt[low];
  };
  const size = Float64Array.from({ length: n }, () => 10 ** ((unit() - 0.5) * opt.unitDecades));
  return { M, at, owner, isHub, hub, size };
}

/** What each process buys, as shares before scaling. */
function purchases(opt, { unit, below, normal }, { M, owner, isHub, hub }) {
  const sets = Array.from({ length: opt.n }, () => new Map());
  for (let i = M; i < opt.n; i += 1) {
    const p = owner[i];
    const forHub = isHub[p] === 1;
    const set = sets[i];
    const first = Math.floor(p / opt.cluster) * opt.cluster;
    const inputs = Math.min(400, Math.max(1, Math.round(opt.meanInputs * Math.exp(0.75 * normal() - 0.28))));
    for (let t = 0; t < inputs; t += 1) {
      const r = unit();
      let q;
      if (r < (forHub ? opt.hubHub : opt.pHub))
        q = hub(); // in any direction: the loops
      else if (r < (forHub ? 1 : opt.pHub + opt.pLocal)) {
        q = unit() < opt.feedback ? first + below(opt.cluster) : p - 1 - Math.floor(-Math.log(1 - unit()) * opt.cluster * 0.6);
      } else q = unit() < opt.feedback ? below(M) : below(p + 1);
      if (q < 0 || q >= M || q === p || set.has(q)) continue;
      set.set(q, 10 ** ((forHub ? -3 : -6) * unit()));
    }
    sets[p].set(i, 0.2 + unit());
  }
  return sets;
}

function technosphere(opt, chance, frame) {
  const { unit } = chance;
  const { M, at, owner, isHub, hub, size } = frame;
  const sets = purchases(opt, chance, frame);
  const columns = new Array(opt.n);
  for (let p = 0; p < opt.n; p += 1) {
    const set = sets[p];
    let target = 0.995;
    if (p < M) {
      for (let t = 0; t < 3; t += 1) {
        const q = hub();
        if (q !== p && !set.has(q)) set.set(q, 10 ** (-1 - 2 * unit()));
      }
    } else {
      const least = isHub[owner[p]] === 1 ? opt.hubGain : opt.sumLo;
      target = least + (opt.sumHi - least) * unit();
    }
    let sum = 0;
    for (const v of set.values()) sum += v;
    const factor = sum > target || p < M ? target / sum : 1; // cost shares below one: a productive economy
    const entries = [[at[p], 1, 0]];
    for (const [q, v] of set) {
      const sign = p >= M && unit() < opt.negShare ? 1 : -1; // a few avoided flows
      entries.push([at[q], (sign * v * factor * size[q]) / size[p], 0.05 + 0.3 * unit()]);
    }
    columns[at[p]] = entries.sort((x, y) => x[0] - y[0]);
  }
  return columns;
}

function biosphere(opt, { unit, normal }) {
  return Array.from({ length: opt.n }, () => {
    const count = Math.max(0, Math.round(opt.bioPerCol * Math.exp(0.9 * normal() - 0.4)));
    const set = new Map();
    for (let t = 0; t < count; t += 1) {
      const flow = Math.floor(opt.flows * unit() ** 3);
      set.set(flow, 10 ** (-8 + 7 * unit()));
    }
    return [...set].map(([flow, v]) => [flow, v, 0.05 + 0.4 * unit()]).sort((x, y) => x[0] - y[0]);
  });
}

function packed(columns) {
  const starts = new Int32Array(columns.length + 1);
  columns.forEach((column, j) => {
    starts[j + 1] = starts[j] + column.length;
  });
  const all = columns.flat();
  return {
    starts,
    rows: Int32Array.from(all, (e) => e[0]),
    values: Float64Array.from(all, (e) => e[1]),
    sigma: Float64Array.from(all, (e) => e[2]),
  };
}

/** Writes all arrays below `folder`; what meta.json says. */
export function generate(folder, given = {}) {
  const opt = { ...law, ...given };
  mkdirSync(folder, { recursive: true });
  const chance = chanceOf(opt.seed);
  const frame = frameOf(opt, chance);
  const a = packed(technosphere(opt, chance, frame));
  const b = packed(biosphere(opt, chance));
  const { unit, below, normal } = chance;
  const c = new Float64Array(opt.flows);
  for (let f = 0; f < opt.flows; f += 1) if (f < 4 || unit() < 0.04) c[f] = f === 0 ? 1 : 10 ** (4 * unit());
  const demands = Int32Array.from({ length: 200 }, () => {
    for (;;) {
      const i = frame.M + below(opt.n - frame.M);
      if (frame.owner[i] >= frame.M / 2) return frame.at[i];
    }
  });
  const files = {};
  const put = (name, array) => {
    const bytes = Buffer.from(array.buffer, array.byteOffset, array.byteLength);
    writeFileSync(path.join(folder, name), bytes);
    files[name] = createHash('sha256').update(bytes).digest('hex');
  };
  for (const [name, { starts, rows, values, sigma }] of Object.entries({ A: a, B: b })) {
    put(`${name}.indptr.i32`, starts);
    put(`${name}.indices.i32`, rows);
    put(`${name}.data.f64`, values);
    put(`${name}.sigma.f64`, sigma);
  }
  put('C.f64', c);
  put('demands.i32', demands);
  for (let s = 0; s < 5; s += 1)
    put(
      `mc.sample${s}.f64`,
      a.values.map((v, k) => (a.sigma[k] > 0 ? v * Math.exp(a.sigma[k] * normal()) : v)),
    );
  const meta = { law: opt, entriesOfA: a.values.length, entriesOfB: b.values.length, files };
  writeFileSync(path.join(folder, 'meta.json'), `${JSON.stringify(meta, null, 1)}\n`);
  return meta;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [, , folder, ...words] = process.argv;
  if (!folder) throw new Error('usage: generate <folder> [--name value]');
  const given = {};
  for (let i = 0; i + 1 < words.length; i += 2) given[words[i].replace(/^--/, '')] = Number(words[i + 1]);
  console.log(JSON.stringify({ ...generate(folder, given), files: undefined }));
}
