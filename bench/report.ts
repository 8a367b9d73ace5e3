import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Timing } from './measure.ts';

/** One measured thing. */
export interface Line {
  readonly name: string;
  readonly timing: Timing;
  readonly note?: string;
}

/** A goal: how much faster (or within which share of) a peer of the same run. */
export interface Ratio {
  readonly goal: string;
  readonly against: string;
  /** Our time over the peer's, or the peer's over ours, as the goal says it. */
  readonly ratio: number;
  readonly wanted: number;
  /** True when the ratio must not be above what is wanted. */
  readonly most: boolean;
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
  readonly platform: string;
  readonly loadBefore: readonly number[];
  readonly loadAfter: readonly number[];
  readonly peakRssMb: number;
}

export interface Report {
  readonly bench: string;
  readonly date: string;
  readonly records: number;
  readonly machine: Machine;
  readonly versions: Readonly<Record<string, string>>;
  readonly commit: string;
  readonly lines: readonly Line[];
  readonly ratios: readonly Ratio[];
  readonly checks: Readonly<Record<string, number | string>>;
}

export function machine(loadBefore: readonly number[]): Machine {
  const [cpu] = os.cpus();
  return {
    cpu: cpu?.model.trim() ?? '',
    cores: os.cpus().length,
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    node: process.versions.node,
    platform: `${os.platform()} ${os.release()}`,
    loadBefore,
    loadAfter: os.loadavg().map((one) => Math.round(one * 100) / 100),
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

export function commitOf(product: string): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: product, encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
}

const ms = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(1));

export function tableOf(report: Report): string {
  const { machine: on } = report;
  const lines = report.lines.map((one) => {
    const rate = report.records > 0 ? ` ${(report.records / one.timing.median / 1000).toFixed(1)} |` : '';
    return `| ${one.name} | ${ms(one.timing.median)} | ${ms(one.timing.least)} |${rate} ${one.note ?? ''} |`;
  });
  const reached = (one: Ratio) => (one.most ? one.ratio <= one.wanted : one.ratio >= one.wanted);
  const ratios = report.ratios.map(
    (one) =>
      `| ${one.goal} | ${one.against} | ${one.ratio.toFixed(2)} | ${one.most ? '≤' : '≥'} ${one.wanted} | ${reached(one) ? 'reached' : 'not reached'} |`,
  );
  const rateHead = report.records > 0 ? [' M records/s |', '--:|'] : ['', ''];
  return [
    `Measured ${report.date} at commit ${report.commit}: ${on.cpu}, ${on.cores} cores, ${on.memoryGb} GiB, ${on.platform}, Node ${on.node}` +
      `${Object.entries(report.versions)
        .map(([name, version]) => `, ${name} ${version}`)
        .join('')}. ` +
      `Load average ${on.loadBefore[0]} before and ${on.loadAfter[0]} after; peak memory of the process ${on.peakRssMb} MB.`,
    '',
    `| what | median ms | least ms |${rateHead[0]} |`,
    `|---|--:|--:|${rateHead[1]}---|`,
    ...lines,
    '',
    ...(ratios.length > 0 ? ['| goal | against, in the same run | ratio | wanted | |', '|---|---|--:|--:|---|', ...ratios, ''] : []),
    ...Object.entries(report.checks).map(([name, value]) => `- ${name}: ${value}`),
  ].join('\n');
}

/** Writes `bench/results/<date>-<bench>.json` and the part of `bench/README.md` between this bench's marks. */
export function record(folder: string, report: Report): void {
  fs.mkdirSync(path.join(folder, 'results'), { recursive: true });
  const round = (value: number) => Math.round(value * 1000) / 1000;
  const lines = report.lines.map((one) => ({
    ...one,
    timing: { median: round(one.timing.median), least: round(one.timing.least), runs: one.timing.runs.map(round) },
  }));
  fs.writeFileSync(
    path.join(folder, 'results', `${report.date}-${report.bench}.json`),
    `${JSON.stringify({ ...report, lines }, null, 1)}\n`,
  );
  const file = path.join(folder, 'README.md');
  const [begin, end] = [`<!-- ${report.bench}: written by the bench -->`, `<!-- /${report.bench} -->`];
  const text = fs.readFileSync(file, 'utf8');
  const from = text.indexOf(begin);
  const to = text.indexOf(end);
  if (from < 0 || to < from) throw new Error(`bench/README.md has no place for ${report.bench}`);
  fs.writeFileSync(file, `${text.slice(0, from)}${begin}\n${tableOf(report)}\n${text.slice(to)}`);
}
