import { z } from 'zod';
import { present } from '../../../kernel/assert.ts';
import * as inventory from '../inventory/index.ts';
import type { Scene } from './load-turns.ts';
import { chapterDeeds, type Input, type Tellable, type ToldDeed } from './tell-deeds.ts';
import type { Deed } from './year-desk.ts';

const entered = z.object({ inventoryId: z.string(), rows: z.array(z.tuple([z.string(), z.string(), z.string()])) });

/** The inventory of an organization (A.4, A.6, A.8): opened from a profile, filled, settled, reviewed and approved by three people. */
export function inventoryDeeds(scene: Scene, parts: inventory.InventoryParts): Deed[] {
  const { cast, shelf } = scene;
  const read = ({ by, at }: ToldDeed, inventoryId: unknown) => cast.ask(by, at, inventory.readInventory(parts), { inventoryId });

  /** Amounts of the whole period, by the names of their sources. */
  const enter = async (told: ToldDeed, input: Input): Promise<unknown> => {
    const { inventoryId, rows } = entered.parse(input);
    const { sources } = await read(told, inventoryId);
    const cells = rows.map(([name, amount, unit]) => {
      const source = present(
        sources.find((one) => one.name.zh === name),
        `source ${name} of the story`,
      );
      return { sourceId: source.id, month: null, amount, unit, seenVersion: 0 };
    });
    return await cast.act(told.by, told.at, inventory.recordLines(shelf), { inventoryId, cells });
  };
  const settle = async (told: ToldDeed, { inventoryId, change }: Input): Promise<unknown> => {
    const { settings, settingsVersion } = await read(told, inventoryId);
    const wanted = { ...settings, ...z.record(z.string(), z.unknown()).parse(change) };
    const input = { inventoryId, settings: wanted, seenVersion: settingsVersion };
    return await cast.act(told.by, told.at, inventory.saveSettings(shelf), input);
  };
  const move = async (told: ToldDeed, input: Input): Promise<unknown> => {
    const { sha256 } = await read(told, input.inventoryId);
    return await cast.act(told.by, told.at, inventory.moveInventory(parts), { reason: '', ...input, seenSha256: sha256 });
  };
  const attach = async (told: ToldDeed, { inventoryId, of, evidenceIds }: Input): Promise<unknown> => {
    const { sources } = await read(told, inventoryId);
    const source = present(
      sources.find((one) => one.name.zh === of),
      `source ${of} of the story`,
    );
    const { items } = await cast.ask(told.by, told.at, inventory.readLines(shelf), { inventoryId, sourceId: source.id });
    const line = present(items[0], `a line of ${of}`);
    return await cast.act(told.by, told.at, inventory.attachEvidence, { inventoryId, lineId: line.id, evidenceIds });
  };

  const deeds: Readonly<Record<string, Tellable>> = {
    open_inventory: inventory.openInventory(shelf),
    take_entity_year: inventory.takeEntityYear(parts),
    ...{ enter, settle, move, attach },
  };
  return chapterDeeds(scene, { file: 'inventory.yaml', deeds });
}
