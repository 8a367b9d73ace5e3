import fs from 'node:fs';
import path from 'node:path';
import { actions } from '../contract/actions.ts';
import { packFileKinds } from '../contract/packs.ts';
import { readConfig } from '../server/config.ts';
import { openDatabase } from '../server/db/open.ts';
import { writePaper } from '../server/modules/document/index.ts';
import { openShelf } from '../server/modules/library/index.ts';
import { composePack, dataZip, findPackRecord, makePack, storePackFile } from '../server/modules/packs/index.ts';
import { productFolder } from '../server/place.ts';
import { systemClock } from '../server/work/clock.ts';
import { runCommand, runQuery } from '../server/work/run.ts';
import { actorFor } from './acting.ts';
import type { Invocation } from './main.ts';
import { exitCode } from './say.ts';
import { parseWords } from './words.ts';

/** `tanheng pack <number>`: freezes an audit or a management review and writes its files; the same commands as the button on the record's page. */
export async function pack({ words, voice }: Invocation): Promise<number> {
  const flags = { out: { type: 'string' }, person: { type: 'string' }, organization: { type: 'string' } } as const;
  const { values, positionals } = parseWords('pack', words, flags, { min: 1, max: 1 });
  const folder = path.resolve(values.out ?? '.');
  const data = path.join(productFolder, 'data');
  const { databaseUrl, dataFolder } = readConfig();
  const database = await openDatabase({ databaseUrl, dataFolder, exclusive: false, purpose: 'pack' });
  try {
    const wish = { organization: values.organization, person: values.person };
    const actor = await actorFor(database, wish, actions['system.make_pack'].roles);
    const deps = { db: database, clock: systemClock };
    const shelf = openShelf(data);
    const { recordId } = await runQuery(deps, findPackRecord(shelf), actor, { number: positionals[0] ?? '' });
    const { id, number, snapshot } = await runCommand(deps, makePack(shelf), actor, { recordId, language: voice.language });
    const paper = composePack(snapshot);
    fs.mkdirSync(folder, { recursive: true });
    for (const kind of packFileKinds) {
      const content = kind === 'data' ? dataZip(snapshot) : await writePaper(kind, path.join(data, 'reports'), paper);
      const { sha256, fileName } = await runCommand(deps, storePackFile(content), actor, { packId: id, kind });
      fs.writeFileSync(path.join(folder, fileName), content);
      voice.put(`${sha256}  ${path.join(folder, fileName)}`);
    }
    voice.complain({ zh: `包 ${number} 已编制，编制人 ${actor.name}`, en: `Pack ${number} is made, in the name of ${actor.name}` });
    return exitCode.ok;
  } finally {
    await database.close();
  }
}
