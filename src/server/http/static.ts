import fs from 'node:fs';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../../kernel/refusal.ts';
import { sendRefusal } from './problem.ts';

/** Where the page's own nonce goes: `<meta property="csp-nonce" content="__CSP_NONCE__">` in index.html, read by antd's style writer. */
const noncePlaceholder = '__CSP_NONCE__';

function isPage(request: FastifyRequest, address: string): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  return (request.headers.accept ?? '').includes('text/html') && path.extname(address) === '';
}

/**
 * The built web pages: files with a hash in their name are kept by browsers for a year, precompressed ones are sent where the build made them, and
 * every address that asks for HTML gets the one page. `/api` never does.
 */
export async function servePages(app: FastifyInstance, folder: string): Promise<void> {
  const indexFile = path.join(folder, 'index.html');
  let page: string | undefined;
  if (fs.existsSync(indexFile)) {
    page = fs.readFileSync(indexFile, 'utf8');
    await app.register(fastifyStatic, {
      root: folder,
      index: false,
      preCompressed: true,
      wildcard: true,
      redirect: false,
      decorateReply: false,
      dotfiles: 'ignore',
      cacheControl: false,
      // A folder, first of all '/', is no file: the page answers.
      allowedPath: (address) => address !== '/index.html' && path.extname(address) !== '',
      setHeaders: (reply, file) => {
        const hashed = file.includes(`${path.sep}assets${path.sep}`);
        reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=300');
      },
    });
  }
  app.setNotFoundHandler((request: FastifyRequest, reply: FastifyReply) => {
    const address = request.url.split('?')[0] ?? '/';
    if (page === undefined || address.startsWith('/api/') || address === '/api' || !isPage(request, address)) {
      return sendRefusal(request, reply, new Refusal('not_found'));
    }
    const nonce = reply.cspNonce?.style ?? '';
    return reply
      .code(200)
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(page.replaceAll(noncePlaceholder, nonce));
  });
}
