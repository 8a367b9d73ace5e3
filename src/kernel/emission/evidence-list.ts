import type { Finding } from '../finding.ts';
import type { Text } from '../text.ts';

/** One paper that a value asks for; any of its kinds meets it. */
export interface EvidenceItem {
  readonly code: string;
  /** A verifier has to see it. */
  readonly required: boolean;
  readonly kinds: readonly string[];
  /** A record of the product that meets it as well. */
  readonly product: ProductRecord | null;
  readonly title: Text;
}

/** Records the product keeps itself: a calibration with its certificate, a weighting with its derivation, moisture by day. */
export type ProductRecord = 'meter_calibration' | 'weighting' | 'daily_moisture';

/** Which papers the values of a method ask for, and from which data year on they are required. */
export interface EvidenceList {
  readonly id: string;
  readonly title: Text;
  readonly source: string;
  readonly requiredFrom: number;
  readonly items: (parameter: string) => readonly EvidenceItem[];
}

export interface EvidencedValue {
  readonly rowKey: string;
  readonly month: string;
  readonly parameter: string;
  readonly title: Text;
  /** What is attached to it serves as these kinds. */
  readonly kinds: ReadonlySet<string>;
  readonly records: ReadonlySet<ProductRecord>;
}

export type Met = 'evidence' | 'product' | null;

/** What meets an item: attached evidence before a record of the product. */
export function metBy(item: EvidenceItem, value: Pick<EvidencedValue, 'kinds' | 'records'>): Met {
  if (item.kinds.some((kind) => value.kinds.has(kind))) return 'evidence';
  return item.product !== null && value.records.has(item.product) ? 'product' : null;
}

/** A WARNING for each value that lacks required papers, with their names; none before the data year from which the list is required. */
export function missingPapers(list: EvidenceList, dataYear: number, values: readonly EvidencedValue[]): Finding[] {
  if (dataYear < list.requiredFrom) return [];
  return values.flatMap((value) => {
    const missing = list.items(value.parameter).filter((item) => item.required && metBy(item, value) === null);
    // A value without any paper is told already.
    if (missing.length === 0 || value.kinds.size === 0) return [];
    const named = (language: 'zh' | 'en') => missing.map((item) => item.title[language]).join(language === 'zh' ? '；' : '; ');
    return [
      {
        code: 'required_evidence_missing',
        severity: 'warning',
        place: { symbol: value.parameter, at: { month: value.month, row: value.rowKey } },
        text: {
          zh: `${value.month}“${value.title.zh}”缺少必备证据：${named('zh')}`,
          en: `${value.month}: "${value.title.en}" lacks required evidence: ${named('en')}`,
        },
        cure: { zh: '在月份侧栏的证据清单中附上，或说明理由', en: 'Attach it in the evidence list of the month, or give the reason' },
        clause: 'A.8',
        source: list.source,
      } satisfies Finding,
    ];
  });
}
