import fs from 'node:fs';
import path from 'node:path';
import { readConfig } from '../server/config.ts';
import { restoreBackup } from '../server/db/backup/restore.ts';
import { writeBackup } from '../server/db/backup/write.ts';
import { openDatabase } from '../server/db/open.ts';
import { openLogins } from '../server/modules/identity/index.ts';
import { StartRefusal } from '../server/start-refusal.ts';
import { systemClock } from '../server/work/clock.ts';
import { type Invocation, programVersion } from './main.ts';
import { exitCode } from './say.ts';
import { parseWords } from './words.ts';

/** `tanheng backup <file>`: joins a running embedded server or starts one for the time being. */
export async function backup({ words, voice }: Invocation): Promise<number> {
  const target = path.resolve(parseWords('backup', words, {}, { min: 1, max: 1 }).positionals[0] ?? '');
  const config = readConfig();
  const { databaseUrl, dataFolder } = config;
  const database = await openDatabase({ databaseUrl, dataFolder, exclusive: false, purpose: 'backup', migrate: false });
  try {
    const now = new Date(systemClock.now()).toISOString();
    const { manifest, manifestSha256 } = await writeBackup({ database, dataFolder, target, program: programVersion(), now });
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    const size = (fs.statSync(target).size / 1e6).toFixed(1);
    const secret = databaseUrl === null ? path.join(dataFolder, 'secret') : 'TANHENG_SECRET';
    voice.say({
      zh: `已备份：${target}（${size} MB，${manifest.tables.length} 张表、${rows} 行、${manifest.files.length} 个文件）\n  清单 SHA-256：${manifestSha256}\n  密钥不在备份中，请另行保管：${secret}`,
      en: `Backed up: ${target} (${size} MB, ${manifest.tables.length} tables, ${rows} rows, ${manifest.files.length} files)\n  SHA-256 of the manifest: ${manifestSha256}\n  The secret is not in it, keep it elsewhere: ${secret}`,
    });
    return exitCode.ok;
  } finally {
    await database.close();
  }
}

/** `tanheng restore <file>`: into an empty data folder or database only. */
export async function restore({ words, voice }: Invocation): Promise<number> {
  const source = path.resolve(parseWords('restore', words, {}, { min: 1, max: 1 }).positionals[0] ?? '');
  if (!fs.existsSync(source)) throw new StartRefusal({ zh: `没有文件 ${source}`, en: `There is no file ${source}` });
  const { databaseUrl, dataFolder, secret } = readConfig();
  const database = await openDatabase({ databaseUrl, dataFolder, exclusive: true, purpose: 'restore', migrate: false });
  try {
    const prepare = async (): Promise<void> => {
      await openLogins({ pool: database.auth, secret, baseUrl: 'http://localhost' });
    };
    const manifest = await restoreBackup({ database, dataFolder, source, prepare });
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    voice.say({
      zh: `已恢复 ${manifest.madeAt} 的备份：${rows} 行、${manifest.files.length} 个文件。行级安全与触发器已核对。`,
      en: `Restored the backup of ${manifest.madeAt}: ${rows} rows, ${manifest.files.length} files. Row security and triggers are checked.`,
    });
    return exitCode.ok;
  } finally {
    await database.close();
  }
}
