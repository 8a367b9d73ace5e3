import { type Block, heading, type Paper, paragraph, voiceOf } from '../../document/index.ts';
import { type ReportContent, type ReportSnapshot, sha256Of } from './content.ts';
import { type Section, sectionsAtoJ, tonnes } from './sections-a-j.ts';
import { recommendedBlocks, sectionsKtoT } from './sections-k-t.ts';

export const mandatorySections: Readonly<Record<string, Section>> = { ...sectionsAtoJ, ...sectionsKtoT };

type Voice = ReturnType<typeof voiceOf>;

/** One heading for each item, in the order and with the letters of the clause, so that a reader finds every one. */
function mandatory(content: ReportContent, voice: Voice): Block[] {
  return content.items.flatMap((item) => [
    heading(1, `${item.id}) ${voice.say(item.title)}`),
    ...(mandatorySections[item.id]?.(content, voice) ?? []),
  ]);
}

function recommended(content: ReportContent, voice: Voice): Block[] {
  const parts = content.recommended.flatMap((item): Block[] => {
    const blocks = recommendedBlocks(content, item.id, voice);
    return blocks.length === 0 ? [] : [heading(2, voice.say(item.title)), ...blocks];
  });
  return parts.length === 0 ? [] : [heading(1, voice.w('建议内容', 'Recommended information')), ...parts];
}

function checklist(content: ReportContent, { w, say }: Voice): Block[] {
  return [
    heading(1, w('条款对照', 'Items of the clause')),
    {
      ...{ kind: 'table', caption: content.framework },
      columns: [
        { title: w('条款', 'Clause'), width: 18, align: 'left' },
        { title: w('内容', 'Item'), width: 62, align: 'left' },
        { title: w('状态', 'State'), width: 20, align: 'left' },
      ],
      rows: content.items.map((item) => [
        item.clause,
        say(item.title),
        item.state === 'filled' ? w('已报告', 'Reported') : w('缺失', 'Missing'),
      ]),
    },
  ];
}

/** A report as a paper. `text`: the snapshot as it is stored; the same text gives the same paper. */
export function composeReport(text: string): Paper {
  const { report, content, contentSha256 }: ReportSnapshot = JSON.parse(text);
  const voice = voiceOf(report.language);
  const { w, instant } = voice;
  const { inventory } = content;
  const hash = sha256Of(text);
  return {
    language: report.language,
    title: w('温室气体清单报告', 'Greenhouse gas inventory report'),
    subtitle: `${inventory.organization} · ${inventory.input.from} – ${inventory.input.to}`,
    cover: [
      [w('报告编号', 'Number'), report.number],
      [w('依据', 'After'), 'ISO 14064-1:2018'],
      [w('清单', 'Inventory'), `${inventory.name} · ${w('版本', 'version')} ${inventory.version}`],
      [w('排放总量 (tCO2e)', 'Emissions (tCO2e)'), tonnes(inventory.result.total.emission)],
      [
        w('编制、审核、批准', 'Prepared, reviewed, approved'),
        [inventory.prepared.by, inventory.reviewed.by, inventory.approved.by].join(' · '),
      ],
      [w('出具时间', 'Issued at'), instant(report.issuedAt)],
      [w('出具人', 'Issued by'), report.issuedByName],
      [w('清单 SHA-256', 'SHA-256 of the inventory'), inventory.sha256],
      [w('快照 SHA-256', 'SHA-256 of the snapshot'), hash],
      [w('内容 SHA-256', 'SHA-256 of the content'), contentSha256],
    ],
    ...{ number: report.number, hash, contentsWord: w('目录', 'Contents'), createdAt: report.issuedAt },
    pageWords: [w('第 ', 'Page '), w(' 页 共 ', ' of '), w(' 页', '')],
    blocks: [
      ...mandatory(content, voice),
      ...recommended(content, voice),
      ...checklist(content, voice),
      paragraph(
        w(
          '本报告由冻结的清单生成，排放、清除与抵销分列，互不扣减。同一快照每次生成的文件相同。',
          'The report was made from the frozen inventory; emissions, removals and offsets stand apart and none is netted. The same snapshot gives the same files.',
        ),
        true,
      ),
    ],
  };
}
