import type { Shape } from '../shape.ts';
import type { packs as zh } from '../zh/packs.ts';

export const packs: Shape<typeof zh> = {
  title: 'Packs',
  summary:
    'Packs of internal audits and management reviews: frozen as things stood, as PDF/A, Word and data. Number, maker, time and hash are kept; the list only grows, and each can be compared with how things stand now.',
  make: 'Make a pack',
  making: 'Under way:',
  made: 'The pack is made',
  failed: 'The pack could not be made: {{why}}',
  none: 'No pack has been made yet',
  noneText: 'Made on the page of an audit or a management review, or by the command tanheng pack.',
  number: 'Number',
  of: 'Record',
  language: 'Language',
  languageOf: { zh: '中文', en: 'English' },
  asOf: 'As of',
  by: 'Made by',
  hash: 'Hash of the snapshot',
  files: 'Files',
  fileOf: { pdf: 'PDF', docx: 'Word', data: 'Data (zip)' },
  compare: 'Compare with now',
  compareTitle: '{{number}} compared with now',
  same: 'On {{day}} things stand as in the pack',
  differs: 'On {{day}} these parts stand otherwise than in the pack',
};
