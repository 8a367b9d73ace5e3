import type { Text } from '../../../kernel/text.ts';
import { type Block, heading, left, type Paper, paragraph, right, type Voice } from '../document/index.ts';
import type { PackContent, Snapshot } from './snapshot.ts';

/** Parts that both packs have. Everything comes from the snapshot. */

export const nothing = '—';
export const orNothing = (text: string | null | undefined): string => ((text ?? '') === '' ? nothing : (text ?? ''));

type Moves = PackContent['moves'];

/** Who did what with the record, and of which content. */
export function movesTable(moves: Moves, voice: Voice): Block[] {
  const { w, say, instant } = voice;
  if (moves.length === 0) return [];
  return [
    {
      ...{ kind: 'table', caption: w('办理记录', 'What was done') },
      columns: [left(w('办理', 'Step'), 22), left(w('何人', 'By'), 16), left(w('时间', 'When'), 24), left(w('说明', 'Reason'), 38)],
      rows: moves.map((one) => [say(one.move), one.by, instant(one.at), orNothing(one.reason)]),
    },
  ];
}

/** Text of several lines as paragraphs; empty is a dash. */
export function prose(text: string): Block[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return lines.length === 0 ? [paragraph(nothing, true)] : lines.map((line) => paragraph(line));
}

export function table(
  caption: string,
  columns: readonly (readonly [string, number, 'right'?])[],
  rows: readonly (readonly string[])[],
  small = false,
): Block {
  return {
    ...{ kind: 'table', caption, rows, ...(small ? { small } : {}) },
    columns: columns.map(([title, width, align]) => (align ? right(title, width) : left(title, width))),
  };
}

/** How the pack was made and what part of the organization was in view. */
export function aboutPack({ content }: Snapshot, { w }: Voice): Block[] {
  return [
    heading(1, w('关于本包', 'About this pack')),
    ...(content.partial
      ? [
          paragraph(
            w(
              '编制人只能看到组织的一部分；看不到的没有计入条款矩阵和统计。',
              'Whoever made it sees a part of the organization only; what is not seen is not counted in the matrix and the figures.',
            ),
          ),
        ]
      : []),
    paragraph(
      w(
        '本包由冻结的快照生成。快照为规范化 JSON，含本包显示的全部内容，随包一并提供；其 SHA-256 印在每页页脚。同一快照每次生成的文件相同。',
        'This pack was made from a frozen snapshot: canonical JSON with everything it shows, offered beside it. Its SHA-256 stands at the foot of every page. The same snapshot gives the same files.',
      ),
      true,
    ),
  ];
}

export interface Cover {
  readonly title: Text;
  readonly rows: Paper['cover'];
  readonly blocks: readonly Block[];
}

/** The paper around a pack's parts. `hash`: SHA-256 of the snapshot. */
export function packPaper({ pack, content, contentSha256 }: Snapshot, hash: string, voice: Voice, { title, rows, blocks }: Cover): Paper {
  const { w, say, instant } = voice;
  return {
    ...{
      language: pack.language,
      title: say(title),
      subtitle: `${say(content.entity.name)} · ${content.record.no} ${content.record.title}`,
    },
    cover: [
      [w('包编号', 'Number'), pack.number],
      [w('状态截至', 'As of'), content.asOf],
      ...rows,
      [w('编制时间', 'Made at'), instant(pack.madeAt)],
      [w('编制人', 'Made by'), pack.madeByName],
      [w('快照 SHA-256', 'SHA-256 of the snapshot'), hash],
      [w('内容 SHA-256', 'SHA-256 of the content'), contentSha256],
    ],
    ...{ number: pack.number, hash, contentsWord: w('目录', 'Contents'), createdAt: pack.madeAt, blocks },
    pageWords: [w('第 ', 'Page '), w(' 页 共 ', ' of '), w(' 页', '')],
  };
}
