import { z } from 'zod';
import { present } from '../../../kernel/assert.ts';
import type * as emission from '../emission/index.ts';
import * as inventory from '../inventory/index.ts';
import type { Scene } from './load-turns.ts';
import { chapterDeeds, type Input, type Tellable, type ToldDeed } from './tell-deeds.ts';
import type { Deed } from './year-desk.ts';

const entered = z.object({ inventoryId: z.string(), rows: z.array(z.tuple([z.string(), z.string(), z.string()])) });

/** Where papers are made, and those that are being made while the story goes on. */
export interface Papers {
  readonly threads: emission.RenderThreads;
  readonly making: Promise<void>[];
}

/** The inventory of an organization (A.4, A.6, A.8): opened from a profile, filled, settled, reviewed and approved by three people; its uncertainty, base year and report after that. */
export function inventoryDeeds(scene: Scene, parts: inventory.InventoryParts, { threads, making }: Papers): Deed[] {
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

  const beside = inventory.tellBeside(parts, scene.referenceFolder, threads);
  const teller = ({ by, at }: ToldDeed): inventory.Teller => ({
    personId: cast.personId(by),
    act: (command, input) => cast.act(by, at, command, input),
    ask: (query, input) => cast.ask(by, at, query, input),
  });
  const issue = async (told: ToldDeed, input: Input): Promise<unknown> => {
    const { files, ...report } = await beside.issue(teller(told), input);
    making.push(files);
    return report;
  };

  const deeds: Readonly<Record<string, Tellable>> = {
    open_inventory: inventory.openInventory(shelf),
    take_entity_year: inventory.takeEntityYear(parts),
    ...{ enter, settle, move, attach },
    analyse: (told, input) => beside.analyse(teller(told), input),
    propose_base_year: (told, input) => beside.proposeBaseYear(teller(told), input),
    decide_base_year: (told, input) => beside.decideBaseYear(teller(told), input),
    write_report: (told, input) => beside.writeFacts(teller(told), input),
    issue_report: issue,
  };
  return chapterDeeds(scene, { file: 'inventory.yaml', deeds });
}
