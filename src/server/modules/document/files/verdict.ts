import type { acceptedMedia } from '../../../../contract/document.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { PdfFacts } from '../store/file-states.ts';

export type AcceptedMedia = (typeof acceptedMedia)[number];

/** What a file is; `charset` for text. */
export interface Recognised {
  readonly mediaType: AcceptedMedia;
  readonly charset?: 'utf-8' | 'gb18030';
  /** What a PDF says of itself. */
  readonly pdf?: PdfFacts;
}

/** Not one of the kinds the product keeps. */
export function refuseType(zh: string, en: string): Refusal {
  const detail: Text = { zh, en };
  return new Refusal('file_type_refused', { detail });
}

/** One of the kinds, but its content does not hold together. */
export function damaged(zh: string, en: string): Refusal {
  const detail: Text = { zh, en };
  return new Refusal('file_damaged', { detail });
}
