/**
 * Writes the evidence files of the demonstration enterprise: `make-demo-evidence <story.yaml> <folder> [only]`. Workbooks by exceljs, papers printed by the Chromium
 * that the end-to-end tests use. The files are committed; run again only when the story's figures change,
 * with a regular expression of the file names that did.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';
import { deskPapers } from './demo/desk-papers.ts';
import { certificate, labReport, labYear } from './demo/papers.ts';
import { type MonthFigures, readStory, type Story } from './demo/story.ts';
import {
  allocationNotice,
  calorificReport,
  filingReceipt,
  sampleDeviation,
  sampleReport,
  stockTake,
  verificationStatement,
} from './demo/turn-papers.ts';
import { annualLedger, coalLedger, productionReport } from './demo/workbooks.ts';

const [storyFile, folder, only = ''] = process.argv.slice(2);
const wanted = new RegExp(only);
if (!storyFile || !folder) {
  console.error('usage: make-demo-evidence <story.yaml> <folder>');
  process.exit(2);
}

type Book = ReturnType<typeof coalLedger>;
const target = (name: string) => {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  return file;
};
const unitOf = (story: Story, code: string) => {
  const unit = story.units.find((u) => u.code === code);
  if (!unit) throw new Error(`no unit ${code}`);
  return unit;
};

async function writeBook(name: string, book: Book): Promise<void> {
  if (!wanted.test(name)) return;
  writeFileSync(target(name), Buffer.from(await book.xlsx.writeBuffer()));
}

async function browser(): Promise<Browser> {
  const font = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'));
  const fonts = join(tmpdir(), `tanheng-demo-fonts-${process.pid}.conf`);
  writeFileSync(
    fonts,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${font}</dir><cachedir>${tmpdir()}/tanheng-fonts</cachedir></fontconfig>`,
  );
  return await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--disable-gpu', '--headless=shell'],
    env: { ...process.env, FONTCONFIG_FILE: fonts } as Record<string, string>,
  });
}

type Paper = (name: string, html: string) => Promise<void>;

/** The laboratory's papers of a month: its report, or where the story has no test of carbon what stands in for it. */
async function labPapers(story: Story, paper: Paper, unitName: string, unit: string, figures: MonthFigures): Promise<void> {
  const { month } = figures;
  const here = (one: { unit: string; month: string }) => one.unit === unit && one.month === month;
  const folder = `${month}/unit${unit}`;
  const sample = story.samples.find(here);
  const own = story.own_calorific.find(here);
  if (sample)
    await paper(
      `${folder}-lab-report.pdf`,
      sampleReport(unitName, unit, figures, sample, own ? '说明：元素分析仪故障停机，检测推迟至 7 月 8 日完成。' : null),
    );
  else if (!own) await paper(`${folder}-lab-report.pdf`, labReport(unitName, unit, figures));
  if (own) await paper(`${folder}-calorific-report.pdf`, calorificReport(unitName, unit, figures));
  if (own?.deviation) await paper(`${folder}-sample-deviation.pdf`, sampleDeviation(unitName, month, own.deviation));
}

/** Papers of what happened only once. */
async function turnPapers(story: Story, paper: Paper): Promise<void> {
  for (const one of story.corrections) {
    const figures = story.years.find((y) => y.unit === one.unit && y.year === 2024)?.months.find((m) => m.month === one.month);
    if (figures) await paper(one.paper.file, stockTake(unitOf(story, one.unit).name, figures, one.values.FC ?? ''));
  }
  await paper(story.verification.paper.file, verificationStatement(story));
  for (const plan of story.control_plans) await paper(plan.paper.file, filingReceipt(plan));
  for (const one of story.allocations) if (one.paper) await paper(one.paper.file, allocationNotice(one));
}

async function main(story: Story, storyFile: string): Promise<void> {
  const print = await browser();
  const page = await print.newPage();
  const paper = async (name: string, html: string) => {
    if (!wanted.test(name)) return;
    await page.setContent(html);
    writeFileSync(target(name), await page.pdf({ format: 'A4', printBackground: true }));
  };
  for (const year of story.years) {
    const unit = unitOf(story, year.unit);
    if (year.year < 2024) {
      await writeBook(`${year.year}/unit${year.unit}-annual-ledger.xlsx`, annualLedger(unit.name, year.year, year.months));
      await paper(`${year.year}/unit${year.unit}-lab-summary.pdf`, labYear(unit.name, year.year, year.months));
      continue;
    }
    for (const figures of year.months) {
      await writeBook(`${figures.month}/unit${year.unit}-coal-ledger.xlsx`, coalLedger(unit.name, year.unit, figures));
      await labPapers(story, paper, unit.name, year.unit, figures);
    }
  }
  const current = story.years.filter((year) => year.year === 2024);
  for (const { month } of current[0]?.months ?? []) {
    const units = current.map((year) => ({
      name: unitOf(story, year.unit).name,
      figures: year.months.find((m) => m.month === month) ?? { month },
    }));
    await writeBook(`${month}/production-report.xlsx`, productionReport(month, units));
  }
  await turnPapers(story, paper);
  for (const { file, html } of deskPapers(storyFile)) await paper(file, html);
  for (const meter of story.meters)
    for (const { on, until } of meter.calibrations) await paper(`calibration/${meter.code}-${on}.pdf`, certificate(meter, on, until));
  await print.close();
}

await main(readStory(storyFile), storyFile);
