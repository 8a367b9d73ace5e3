/** A run of serial numbers of one series: the first, and how many. */
export interface Block {
  readonly seriesNo: number;
  readonly first: bigint;
  readonly count: bigint;
}

/**
 * Takes a number of units from blocks, lowest serial numbers of the earliest blocks first; the last block taken is split where only a part of it goes.
 * @returns null when the blocks hold fewer.
 */
export function takeUnits(held: readonly Block[], quantity: bigint): readonly Block[] | null {
  const taken: Block[] = [];
  let left = quantity;
  for (const block of held) {
    if (left === 0n) break;
    const count = block.count < left ? block.count : left;
    taken.push({ ...block, count });
    left -= count;
  }
  return left === 0n ? taken : null;
}

export const unitsIn = (blocks: readonly Block[]): bigint => blocks.reduce((sum, block) => sum + block.count, 0n);

/** Joins neighbours, so that a statement shows the longest runs. */
export function joined(blocks: readonly Block[]): readonly Block[] {
  const inOrder = [...blocks].sort((a, b) => a.seriesNo - b.seriesNo || (a.first < b.first ? -1 : 1));
  const runs: Block[] = [];
  for (const block of inOrder) {
    const last = runs.at(-1);
    if (last && last.seriesNo === block.seriesNo && last.first + last.count === block.first)
      runs[runs.length - 1] = { ...last, count: last.count + block.count };
    else runs.push(block);
  }
  return runs;
}
