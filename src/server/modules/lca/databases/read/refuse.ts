import { Refusal } from '../../../../../kernel/refusal.ts';

/** Not a kind of life-cycle data the product reads. */
export const refuseFile = (zh: string, en: string): Refusal => new Refusal('file_type_refused', { detail: { zh, en } });

/** One of the kinds, but it does not hold together. */
export const brokenFile = (zh: string, en: string): Refusal => new Refusal('file_damaged', { detail: { zh, en } });

export const tooDeep = (path: string, what: 'XML' | 'JSON', most: number): Refusal =>
  refuseFile(
    `${path}：${what} 嵌套超过 ${most} 层，不予读取。请从原软件重新导出。`,
    `${path}: the ${what} is nested more than ${most} deep, which is not read. Export it again from where it comes.`,
  );
