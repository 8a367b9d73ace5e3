import { qrCode } from '../../../kernel/neutrality/qr.ts';
import { decimal } from '../../../kernel/quantity/decimal.ts';
import { grouped as groupedDecimal } from '../../../kernel/quantity/grouped.ts';
import { type Block, type Code, heading, left, type Paper, paragraph, right, type Voice, voiceOf } from '../document/index.ts';
import type { FrozenClaim } from './declare.ts';

const nothing = '—';
const told = (value: string) => groupedDecimal(decimal(value));
const verdicts = { met: { zh: '满足', en: 'met' }, not_met: { zh: '不满足', en: 'not met' }, not_shown: { zh: '未证明', en: 'not shown' } };

/** Gross, removals and units as lines of their own; nothing is netted. */
function figuresPart({ content: { figures } }: FrozenClaim, { w }: Voice): Block[] {
  const rows: (readonly [string, string])[] = [
    [w('排放总量', 'Gross emission'), `${told(figures.gross)} tCO2e`],
    [w('边界内清除量', 'Removals inside the boundary'), `${told(figures.removals)} tCO2e`],
    [w('剩余待抵消排放', 'Residual to be balanced'), `${told(figures.residual)} tCO2e`],
    [w('需要的单位（进位到整吨）', 'Units needed (rounded up)'), `${told(figures.need)} t`],
    [w('已注销的单位', 'Units retired'), `${told(figures.retired)} t`],
    [w('多余注销（不是减排，不结转）', 'Surplus (no reduction, not carried forward)'), `${told(figures.surplus)} t`],
    [w('相对基准期的减排', 'Reduction against the base'), figures.reduction === null ? nothing : `${told(figures.reduction)} tCO2e`],
  ];
  return [heading(1, w('排放、清除与抵消（分列，不相抵）', 'Emission, removals and units, apart')), { kind: 'facts', rows }];
}

function unitsPart({ content: { lots } }: FrozenClaim, { w }: Voice): Block[] {
  if (lots.length === 0) return [];
  return [
    heading(1, w('注销的单位', 'Units retired')),
    {
      ...{ kind: 'table', caption: w('单位与序列号', 'Units with their serial numbers'), small: true },
      columns: [
        left(w('机制与项目', 'Scheme and project'), 24),
        right(w('年份', 'Vintage'), 9),
        right(w('数量 (t)', 'Quantity (t)'), 12),
        left(w('注销日', 'Retired'), 13),
        left(w('序列号', 'Serial numbers'), 42),
      ],
      rows: lots.map((one) => [
        ...[`${one.scheme} ${one.project}`.trim(), String(one.vintage), told(one.quantity), one.retiredOn],
        one.serials.map((run) => `${run.series} ${run.first}–${run.last}`).join('; '),
      ]),
    },
  ];
}

function conditionsPart({ content: { conditions } }: FrozenClaim, { w, say }: Voice): Block[] {
  return [
    heading(1, w('声明条件', 'Conditions of the claim')),
    {
      ...{ kind: 'table', caption: w('逐条结果', 'Each with its verdict'), small: true },
      columns: [left(w('条件', 'Condition'), 40), left(w('结果', 'Verdict'), 14), left(w('理由', 'Reason'), 46)],
      rows: conditions.map((one) => [say(one.title), say(verdicts[one.verdict]), say(one.reason)]),
    },
  ];
}

function checklistPart({ checklist }: FrozenClaim, { w, say }: Voice): Block[] {
  const sections = [...new Map(checklist.map((one) => [one.section.en, one.section])).values()];
  return [
    heading(1, w('清单', 'Checklist')),
    ...sections.flatMap((section): Block[] => [
      heading(2, say(section)),
      {
        kind: 'facts',
        rows: checklist.filter((one) => one.section.en === section.en).map((one) => [say(one.title), say(one.value) || nothing] as const),
      },
    ]),
  ];
}

/** Where anybody can look the declaration up. */
function lookupPart(page: string, { w }: Voice): Block[] {
  return [
    heading(1, w('查验', 'Look it up')),
    paragraph(
      w(
        '发布后，任何人不用登录即可在下面的网址看到声明的状态（有效、更正或撤回）。',
        'Once published, anybody sees at this address, without signing in, whether the declaration is valid, corrected or withdrawn.',
      ),
    ),
    qrBlock(page),
  ];
}

/** An address as dark runs of a QR code. */
function qrBlock(address: string): Code {
  const rows = qrCode(address).map((row) =>
    row.flatMap((dark, x) => (dark && !(x > 0 && row[x - 1]) ? [[x, runLength(row, x)] as const] : [])),
  );
  return { kind: 'code', address, rows };
}

function runLength(row: readonly boolean[], from: number): number {
  const end = row.indexOf(false, from);
  return (end === -1 ? row.length : end) - from;
}

/**
 * The report of a declaration as a paper, from its frozen snapshot and the address of its public page alone: the same bytes whenever it is asked for (D.8).
 * `page`: null where the product does not know under which address it is called.
 */
export function composeReport(frozen: FrozenClaim, language: 'zh' | 'en', page: string | null): Paper {
  const voice = voiceOf(language);
  const { w, say } = voice;
  const { claim, subject, rules, period, declared, publisher } = frozen.content;
  const kind =
    claim.kind === 'commitment' ? w('碳中和承诺声明', 'Commitment to carbon neutrality') : w('碳中和声明', 'Claim of carbon neutrality');
  return {
    ...{ language, brief: false, title: kind, subtitle: `${say(subject.name)} · ${period.from} – ${period.to}` },
    cover: [
      [w('声明编号', 'Number'), claim.number],
      [w('版本', 'Version'), String(claim.version)],
      [w('声明方', 'By'), say(publisher)],
      [w('依据标准', 'Standard'), say(rules.name)],
      [w('签署', 'Signed'), `${declared.by}, ${declared.on}`],
      ...(claim.reason === '' ? [] : [[w('更正原因', 'Why corrected'), claim.reason] as const]),
    ],
    ...{ number: claim.number, hash: frozen.sha256, contentsWord: w('目录', 'Contents'), createdAt: `${declared.on}T00:00:00.000Z` },
    pageWords: language === 'zh' ? ['第 ', ' / ', ' 页'] : ['Page ', ' of ', ''],
    blocks: [
      heading(1, w('声明', 'Declaration')),
      paragraph(say(frozen.statement)),
      paragraph(say(rules.note), true),
      ...figuresPart(frozen, voice),
      ...unitsPart(frozen, voice),
      ...conditionsPart(frozen, voice),
      ...checklistPart(frozen, voice),
      ...(page === null ? [] : lookupPart(page, voice)),
      paragraph(
        w(
          '本报告由冻结的声明快照生成，其 SHA-256 印在页脚；同一快照每次生成的文件相同。声明文字由模板生成，不能手工改写。',
          'Made from the frozen snapshot of the declaration, whose SHA-256 stands at the foot; the same snapshot gives the same file. The wording is generated and cannot be written by hand.',
        ),
        true,
      ),
    ],
  };
}
