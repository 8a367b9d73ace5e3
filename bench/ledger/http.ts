import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Worker } from 'node:worker_threads';

/** One transfer per HTTP request, keep-alive: a plain server in this process, callers on their own sockets in another thread. */
export interface OverHttp {
  readonly rate: (callers: number, seconds: number) => Promise<number>;
  readonly close: () => Promise<void>;
}

/** Runs in the callers' thread: as little as a client can do. */
const client = `
const { parentPort } = require('node:worker_threads');
const net = require('node:net');
parentPort.on('message', ({ port, callers, seconds }) => {
  const until = Date.now() + seconds * 1000; let done = 0, ended = 0; const began = performance.now();
  const request = Buffer.from('POST /post HTTP/1.1\\r\\nhost: x\\r\\ncontent-type: application/json\\r\\ncontent-length: 2\\r\\n\\r\\n{}');
  for (let i = 0; i < callers; i += 1) {
    const socket = net.connect(port, '127.0.0.1', () => socket.write(request));
    socket.setNoDelay(true);
    socket.on('data', (piece) => {
      if (!piece.includes('200 OK')) throw new Error(String(piece));
      done += 1;
      if (Date.now() < until) socket.write(request); else socket.end();
    });
    socket.on('close', () => { ended += 1; if (ended === callers) parentPort.postMessage(done / (performance.now() - began) * 1000); });
  }
});`;

export async function openHttp(one: () => Promise<void>): Promise<OverHttp> {
  const server = http.createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (piece: string) => {
      text += piece;
    });
    request.on('end', () => {
      JSON.parse(text);
      one().then(
        () => {
          response.setHeader('content-type', 'application/json');
          response.end('{"status":"APPLIED"}');
        },
        (error: unknown) => {
          response.writeHead(500);
          response.end(String(error));
        },
      );
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const worker = new Worker(client, { eval: true });
  const { port } = server.address() as AddressInfo;
  return {
    rate: (callers, seconds) =>
      new Promise((done, fail) => {
        worker.once('message', done);
        worker.once('error', fail);
        worker.postMessage({ port, callers, seconds });
      }),
    close: async () => {
      await worker.terminate();
      await new Promise((done) => server.close(done));
    },
  };
}
