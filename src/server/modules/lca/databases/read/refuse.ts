import { Refusal } from '../../../../../kernel/refusal.ts';

/** Not a kind of life-cycle data the product reads. */
export const refuseFile = (zh: string, en: string): Refusal => new Refusal('file_type_refused', { detail: { zh, en } });

/** One of the kinds, but it does not hold together. */
export const brokenFile = (zh: string, en: string): Refusal => new Refusal('file_damaged', { detail: { zh, en } });
