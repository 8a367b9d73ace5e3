import type { Finding } from '../../finding.ts';
import type { Text } from '../../text.ts';
import { type CoalSample, fingerprintOf, reportGroup } from './coal-sample.ts';

/** What a PDF says of itself; instants as it writes them, without a zone. */
export interface PdfFacts {
  readonly createdAt: string | null;
  readonly modifiedAt: string | null;
  /** How often it was saved anew behind its first end. */
  readonly revisions: number;
}

function about(sample: CoalSample, code: string, severity: Finding['severity'], text: Text, cure: Text): Finding {
  return { code, severity, place: { symbol: 'C_ar', at: { sample: sample.number } }, text, cure, clause: 'A.8' };
}

const lookAtBoth: Text = {
  zh: '核对两份原件；确系同一份时更正登记，并说明理由',
  en: 'Compare both originals; where they are one, correct the record and give the reason',
};

/** Samples by what they might share, so that a year of daily samples is looked through once and not once for each. */
export interface Peers {
  readonly byNumber: ReadonlyMap<string, readonly CoalSample[]>;
  readonly byFile: ReadonlyMap<string, readonly CoalSample[]>;
  readonly byFigures: ReadonlyMap<string, readonly CoalSample[]>;
}

export function peersBy(samples: readonly CoalSample[]): Peers {
  const put = (map: Map<string, CoalSample[]>, key: string, sample: CoalSample) => {
    const own = map.get(key);
    if (own) own.push(sample);
    else map.set(key, [sample]);
  };
  const byNumber = new Map<string, CoalSample[]>();
  const byFile = new Map<string, CoalSample[]>();
  const byFigures = new Map<string, CoalSample[]>();
  for (const sample of samples) {
    if (sample.reportNumber !== '') put(byNumber, sample.reportNumber, sample);
    for (const file of sample.files) put(byFile, file, sample);
    const figures = fingerprintOf(sample);
    if (figures !== null) put(byFigures, figures, sample);
  }
  return { byNumber, byFile, byFigures };
}

function overlap(a: readonly string[], b: readonly string[]): boolean {
  return a.some((one) => b.includes(one));
}

/**
 * Reports that serve twice, as when one test of a year was split over its months: the same number or file where a report of its own is due, or figures that
 * agree in every digit. `peers` are samples of the whole organization, earlier versions of `sample` among them.
 */
export function doubledReports(sample: CoalSample, peers: Peers): Finding[] {
  const findings: Finding[] = [];
  const group = reportGroup(sample);
  const apart = (found: readonly CoalSample[] | undefined) =>
    (found ?? []).filter((one) => one.sampleId !== sample.sampleId && reportGroup(one) !== group);
  const names = (found: readonly CoalSample[]) => [...new Set(found.map((one) => one.number))].slice(0, 5).join(', ');
  const numbered = apart(peers.byNumber.get(sample.reportNumber)).filter(
    (one) => one.laboratoryId === sample.laboratoryId || one.laboratoryId === null || sample.laboratoryId === null,
  );
  if (numbered.length > 0)
    findings.push(
      about(
        sample,
        'laboratory_report_doubled',
        'warning',
        {
          zh: `煤样 ${sample.number}：报告编号 ${sample.reportNumber} 也用于 ${names(numbered)}`,
          en: `Sample ${sample.number}: report number ${sample.reportNumber} also stands at ${names(numbered)}`,
        },
        lookAtBoth,
      ),
    );
  const filed = apart(sample.files.flatMap((file) => peers.byFile.get(file) ?? []));
  if (filed.length > 0)
    findings.push(
      about(
        sample,
        'laboratory_file_doubled',
        'warning',
        {
          zh: `煤样 ${sample.number}：报告文件与 ${names(filed)} 的逐字节相同`,
          en: `Sample ${sample.number}: its report is byte for byte that of ${names(filed)}`,
        },
        lookAtBoth,
      ),
    );
  const alike = (peers.byFigures.get(fingerprintOf(sample) ?? '') ?? []).filter((one) => one.sampleId !== sample.sampleId);
  if (alike.length > 0)
    findings.push(
      about(
        sample,
        'laboratory_figures_doubled',
        'warning',
        {
          zh: `煤样 ${sample.number}：全部检测值与 ${names(alike)} 各位数字相同`,
          en: `Sample ${sample.number}: every figure agrees with ${names(alike)} in all digits`,
        },
        lookAtBoth,
      ),
    );
  return findings;
}

/** A report that says something else than it did: the same number with another file or other figures, among samples that share it or in earlier versions. */
export function editedReports(sample: CoalSample, peers: Peers): Finding[] {
  const shared = (peers.byNumber.get(sample.reportNumber) ?? []).filter(
    (one) => one.versionId !== sample.versionId && (one.laboratoryId === sample.laboratoryId || one.laboratoryId === null),
  );
  const otherFile = shared.find((one) => one.files.length > 0 && sample.files.length > 0 && !overlap(one.files, sample.files));
  const otherFigures = shared.find((one) => one.sampleId === sample.sampleId && fingerprintOf(one) !== fingerprintOf(sample));
  if (!otherFile && !otherFigures) return [];
  const [zh, en] = otherFile ? ['另一份文件', 'another file'] : ['其他检测值', 'other figures'];
  return [
    about(
      sample,
      'laboratory_report_edited',
      'warning',
      {
        zh: `煤样 ${sample.number}：报告编号 ${sample.reportNumber} 曾以${zh}登记`,
        en: `Sample ${sample.number}: report number ${sample.reportNumber} was recorded with ${en}`,
      },
      { zh: '与实验室核实哪一份有效，并说明理由', en: 'Ask the laboratory which of them holds, and give the reason' },
    ),
  ];
}

/** A PDF saved again after it was made; after the day of the report that asks for a reason, otherwise it is only told. */
export function changedPdf(sample: CoalSample, pdf: PdfFacts): Finding[] {
  const changed = pdf.modifiedAt !== null && pdf.createdAt !== null && pdf.modifiedAt !== pdf.createdAt;
  if (!changed && pdf.revisions < 2) return [];
  const day = pdf.modifiedAt?.slice(0, 10) ?? '';
  const afterIssue = changed && sample.reportedOn !== null && day > sample.reportedOn;
  return [
    about(
      sample,
      'laboratory_pdf_changed',
      afterIssue ? 'warning' : 'info',
      {
        zh: changed
          ? `煤样 ${sample.number}：报告 PDF 生成于 ${pdf.createdAt?.slice(0, 10)}，${day} 又被改存${afterIssue ? '，晚于报告日' : ''}`
          : `煤样 ${sample.number}：报告 PDF 含 ${pdf.revisions} 次增量保存（签章也会如此）`,
        en: changed
          ? `Sample ${sample.number}: its PDF was made on ${pdf.createdAt?.slice(0, 10)} and saved again on ${day}${afterIssue ? ', after the day of the report' : ''}`
          : `Sample ${sample.number}: its PDF was saved ${pdf.revisions} times in increments, as a signature does too`,
      },
      { zh: '向实验室索取原件核对', en: 'Ask the laboratory for the original and compare' },
    ),
  ];
}
