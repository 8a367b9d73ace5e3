import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { ledgerKindTitle } from '../../../../contract/ledger-kinds.ts';
import type { ledgerTransaction } from '../../../../contract/ledger-views.ts';
import { column, heading, type Paper, paragraph, voiceOf } from '../../document/index.ts';

type Transaction = z.input<typeof ledgerTransaction>;
type Voice = ReturnType<typeof voiceOf>;

/** What a certificate is made from: a posted transaction, which nothing changes any more, and what the journal keeps of it. */
export interface CertificateFacts {
  readonly transaction: Transaction;
  /** When its units were set apart: the proposal. */
  readonly proposedAt: string | null;
  readonly journal: { readonly contentSha256: string; readonly leafId: string } | null;
}

const grouped = (units: string): string => BigInt(units).toLocaleString('en-US');
const nothing = '—';

/** The record as it is hashed: what was posted, in a fixed order; nothing that may be added to it later. */
export function recordOf({ id, kind, effectiveOn, recordedAt, recordedByName, approvedByName, ...more }: Transaction): string {
  const { documentNo, beneficiary, period, claim, resolves, classes, legs } = more;
  return JSON.stringify({
    ...{ id, kind, effectiveOn, recordedAt, recordedByName, approvedByName, documentNo, beneficiary, period, claim, resolves },
    classes: classes.map(({ id: classId, programme, vintage, project }) => ({ id: classId, programme, vintage, project })),
    legs: legs.map(({ seq, classId, from, to, quantity, serials }) => ({ seq, classId, from: from.id, to: to.id, quantity, serials })),
  });
}

function classOf({ classes }: Transaction, classId: string): string {
  const held = classes.find((one) => one.id === classId);
  return held ? `${held.programme} ${held.vintage} ${held.project}`.trim() : nothing;
}

function factsOf({ transaction }: CertificateFacts, { w, given }: Voice): Paper['cover'] {
  const total = transaction.legs.reduce((sum, leg) => sum + BigInt(leg.quantity), 0n);
  return [
    [w('受益主体', 'Beneficiary'), given(transaction.beneficiary)],
    [w('所属期间', 'Period'), given(transaction.period)],
    [w('所支持的主张', 'Claim'), given(transaction.claim)],
    [w('数量合计', 'Quantity'), `${grouped(`${total}`)} t CO2e`],
    [w('生效日', 'Effective day'), transaction.effectiveOn],
    [w('文号', 'Document'), transaction.documentNo === '' ? nothing : transaction.documentNo],
    [w('交易编号', 'Transaction'), transaction.id],
  ];
}

function unitsTable({ transaction }: CertificateFacts, { w, say }: Voice): Paper['blocks'][number] {
  return {
    ...{ kind: 'table', caption: w('单位', 'Units') },
    columns: [
      column(w('单位类别', 'Class'), 28),
      column(w('数量 (t)', 'Quantity (t)'), 18, 'right'),
      column(w('转出账户', 'From'), 27),
      column(w('转入账户', 'To'), 27),
    ],
    rows: transaction.legs.map((leg) => [classOf(transaction, leg.classId), grouped(leg.quantity), say(leg.from.name), say(leg.to.name)]),
  };
}

function serialsTable({ transaction }: CertificateFacts, { w }: Voice): Paper['blocks'] {
  const runs = transaction.legs.flatMap((leg) => leg.serials.map((run) => ({ held: classOf(transaction, leg.classId), ...run })));
  if (runs.length === 0) return [];
  return [
    {
      ...{ kind: 'table', caption: w('序列号区段', 'Blocks of serial numbers') },
      columns: [
        column(w('单位类别', 'Class'), 24),
        column(w('序列', 'Series'), 31),
        column(w('首号', 'First'), 15, 'right'),
        column(w('末号', 'Last'), 15, 'right'),
        column(w('数量', 'Units'), 15, 'right'),
      ],
      rows: runs.map(({ held, series, first, last }) => [
        held,
        series,
        grouped(first),
        grouped(last),
        grouped(`${BigInt(last) - BigInt(first) + 1n}`),
      ]),
    },
  ];
}

function handsTable({ transaction, proposedAt }: CertificateFacts, { w, given, instant }: Voice): Paper['blocks'][number] {
  return {
    ...{ kind: 'table', caption: w('经手', 'Hands') },
    columns: [column(w('步骤', 'Step'), 30), column(w('经手人', 'Person'), 35), column(w('时间', 'Time'), 35)],
    rows: [
      [w('提出', 'Proposed'), transaction.recordedByName, proposedAt === null ? nothing : instant(proposedAt)],
      [w('批准并过账', 'Approved and posted'), given(transaction.approvedByName), instant(transaction.recordedAt)],
    ],
  };
}

/** The certificate of a final transaction (C.8) as a paper: composed from the posted record alone, so that it reads the same whenever it is asked for. */
export function composeCertificate(facts: CertificateFacts, language: 'zh' | 'en'): Paper {
  const voice = voiceOf(language);
  const { w, say } = voice;
  const { transaction, journal } = facts;
  const hash = createHash('sha256').update(recordOf(transaction), 'utf8').digest('hex');
  const kind = say(ledgerKindTitle(transaction.kind));
  return {
    ...{ language, brief: true, title: w(`${kind}证书`, `Certificate: ${kind.toLowerCase()}`) },
    subtitle: [transaction.beneficiary ?? '', transaction.period ?? ''].filter((part) => part !== '').join(' · '),
    ...{ cover: factsOf(facts, voice), number: transaction.id, hash, contentsWord: '', createdAt: transaction.recordedAt },
    pageWords: language === 'zh' ? ['第 ', ' / ', ' 页'] : ['Page ', ' of ', ''],
    blocks: [
      unitsTable(facts, voice),
      ...serialsTable(facts, voice),
      handsTable(facts, voice),
      heading(2, w('记录', 'Record')),
      {
        kind: 'facts',
        rows: [
          [w('证书记录 SHA-256', 'SHA-256 of the record'), hash],
          [w('日志内容 SHA-256', 'SHA-256 in the journal'), journal?.contentSha256 ?? nothing],
          [w('日志记录编号', 'Entry of the journal'), journal?.leafId ?? nothing],
        ],
      },
      paragraph(
        w(
          '本证书由账本中已过账、不可撤销的交易生成，同一交易每次生成的文件相同。单位的最终权属以登记系统的记录为准。',
          'Made from a posted transaction that nothing undoes; the same transaction gives the same file each time. The record of the registry is the final proof of ownership.',
        ),
        true,
      ),
    ],
  };
}
