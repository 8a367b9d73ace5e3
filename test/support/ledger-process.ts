import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { openDatabase } from '../../src/server/db/open.ts';
import { openLedgerWriter } from '../../src/server/modules/asset/index.ts';
import { type PostBody, postOn } from './ledger-http.ts';

/** A process of its own that serves one ledger over HTTP, to be killed (LT-5). Arguments: database, organization. Tells its port on standard output. */
const [databaseUrl = '', organizationId = ''] = process.argv.slice(2);
const database = await openDatabase({ databaseUrl, dataFolder: '', exclusive: false, purpose: 'ledger', migrate: false });
const clock = { now: () => Date.now() };
const writer = await openLedgerWriter({ pool: database.appPool, clock }, organizationId);

const server = http.createServer((request, response) => {
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (piece: string) => {
    text += piece;
  });
  request.on('end', () => {
    postOn(writer, JSON.parse(text) as PostBody).then(
      (answer) => response.end(JSON.stringify(answer)),
      (error: unknown) => {
        response.writeHead(500);
        response.end(String(error));
      },
    );
  });
});
/** What it tells. */
export type Told = `port ${number}`;
server.listen(0, '127.0.0.1', () => console.log(`port ${(server.address() as AddressInfo).port}` satisfies Told));
