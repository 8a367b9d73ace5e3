import fs from 'node:fs';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/**
 * The signed log as static files (C2SP tlog-tiles): `/log/checkpoint`, `/log/tile/…`. Whole and partial tiles never change, the checkpoint does. Open to
 * everybody: leaves hold salted commitments only.
 */
export async function serveLog(app: FastifyInstance, folder: string): Promise<void> {
  fs.mkdirSync(folder, { recursive: true });
  await app.register(fastifyStatic, {
    root: folder,
    prefix: '/log/',
    index: false,
    redirect: false,
    decorateReply: false,
    dotfiles: 'deny',
    cacheControl: false,
    allowedPath: (address) => address === '/checkpoint' || /^\/tile\/(\d{1,2}|entries)\/(x\d{3}\/)*\d{3}(\.p\/\d{1,3})?$/.test(address),
    setHeaders: (reply, file) => {
      const isHead = file.endsWith('checkpoint');
      reply.header('content-type', isHead ? 'text/plain; charset=utf-8' : 'application/octet-stream');
      reply.header('cache-control', isHead ? 'no-cache' : 'public, max-age=31536000, immutable');
    },
  });
}
