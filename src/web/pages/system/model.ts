import type { ReplyOf } from '../../../contract/endpoint.ts';
import { systemEndpoints as e } from '../../../contract/system.ts';
import type { Tone } from '../../parts/Tag.tsx';

export type Registers = ReplyOf<typeof e.listRegisters>['items'];
export type RegisterView = Registers[number]['register'];
export type RegisterField = RegisterView['fields'][number];
export type FlatField = RegisterField['columns'][number];
export type RecordPage = ReplyOf<typeof e.listRecords>;
export type RecordLine = RecordPage['items'][number];
export type RecordView = ReplyOf<typeof e.readRecord>;
export type Names = RecordView['names'];
export type Standing = RecordLine['stands'];

/** What has to be asked again when a record changes. */
export const systemReads = [e.listRegisters, e.listRecords, e.readRecord] as const;

export const standingTones: Readonly<Record<Standing, Tone>> = {
  drafted: 'plain',
  open: 'info',
  in_force: 'good',
  done: 'good',
  ended: 'plain',
};

const tones: Readonly<Record<string, Tone>> = { good: 'good', watch: 'warn', bad: 'bad' };
/** The tone of an option or band of a register. */
export const toneOf = (tone: string): Tone => tones[tone] ?? 'plain';

export const stateOf = (register: RegisterView, code: string) => register.states.find((one) => one.code === code);

/** How a score moved from one assessment to the next. */
export const scoreArrows = { up: '↑', down: '↓', same: '→' } as const;
