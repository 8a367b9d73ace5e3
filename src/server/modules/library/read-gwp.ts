import { z } from 'zod';
import type { Text } from '../../../kernel/text.ts';
import { query } from '../../work/command.ts';
import type { GwpDocument } from './gwp-document.ts';
import { gwpRows } from './store/factors.ts';

/** Global warming potentials as a table, gases down and sets across; a blank stays a blank, never a zero. */
export const readGwp = (document: GwpDocument, gasNames: ReadonlyMap<string, Text>) =>
  query({
    name: 'library.read-gwp',
    action: 'library.read',
    input: z.strictObject({}),
    run: async (work) => {
      const { sets, values } = await gwpRows(work.tx);
      const gases = new Map<string, Record<string, string>>();
      for (const { set, gas, printed } of values) gases.set(gas, { ...gases.get(gas), [set]: printed });
      return {
        sets: sets.map((s) => ({
          set: s.set,
          title: { zh: s.title_zh, en: s.title_en },
          horizonYears: s.horizon_years,
          source: values.find((v) => v.set === s.set)?.source ?? '',
        })),
        gases: [...gases].map(([gas, byset]) => ({ gas, name: gasNames.get(gas) ?? { zh: gas, en: gas }, values: byset })),
        credit: document.credit,
        cautions: [...document.cautions],
      };
    },
  });
