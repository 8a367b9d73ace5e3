import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { inventoryLineEndpoints as l } from '../../../contract/inventory-lines.ts';
import { inventoryVersionEndpoints as versions } from '../../../contract/inventory-versions.ts';
import { type MountedRoute, route, runs } from '../../work/route.ts';
import { explainFigure } from './explain-figure.ts';
import { importLines } from './import-lines.ts';
import { attachEvidence, attachSourceEvidence } from './lines/attach-evidence.ts';
import { readLines } from './lines/read-lines.ts';
import { recordEntry } from './lines/record-entry.ts';
import type { InventoryParts } from './load-inventory.ts';
import { moveInventory } from './move-inventory.ts';
import { openInventory } from './open-inventory.ts';
import { compareApproaches, listInventories, readFrameworks, readFrozen, readGrid, readInventory, readPinned } from './read-inventory.ts';
import { recordLines, withdrawLine } from './record-lines.ts';
import { saveSettings } from './save-settings.ts';
import { addSource, saveSource, withdrawSource } from './save-source.ts';
import { takeEntityYear } from './take-entity-year.ts';
import { listVersions, readChanges } from './versions/read-versions.ts';

export function routes(parts: InventoryParts): MountedRoute[] {
  const { shelf } = parts;
  return [
    route(e.readFrameworks, runs(readFrameworks(shelf))),
    route(e.listInventories, runs(listInventories)),
    route(e.openInventory, runs(openInventory(shelf))),
    route(e.readInventory, runs(readInventory(parts))),
    route(e.saveSettings, runs(saveSettings(shelf))),
    route(e.addSource, runs(addSource(shelf))),
    route(e.saveSource, runs(saveSource(shelf))),
    route(e.withdrawSource, runs(withdrawSource)),
    route(e.pinFactor, runs(readPinned)),
    route(e.readGrid, runs(readGrid)),
    route(e.recordLines, runs(recordLines(shelf))),
    route(e.importLines, runs(importLines(shelf))),
    route(l.readLines, runs(readLines(shelf))),
    route(l.recordEntry, runs(recordEntry(shelf))),
    route(l.withdrawLine, runs(withdrawLine)),
    route(l.attachEvidence, runs(attachEvidence)),
    route(l.attachSourceEvidence, runs(attachSourceEvidence)),
    route(e.takeEntityYear, runs(takeEntityYear(parts))),
    route(e.compareApproaches, runs(compareApproaches(parts))),
    route(e.explainFigure, runs(explainFigure(parts))),
    route(e.moveInventory, runs(moveInventory(parts))),
    route(e.readFrozen, runs(readFrozen)),
    route(versions.listVersions, runs(listVersions)),
    route(versions.readChanges, runs(readChanges(parts))),
  ];
}
