import http from 'node:http';

/**
 * What somebody else feels of a load: a small request every 10 ms on connections of their own, until the returned function is called.
 * @returns the longest wait and that of 99 in 100, in milliseconds.
 */
export function neighbour(address: string): () => Promise<{ most: number; p99: number }> {
  const own = new http.Agent({ keepAlive: true, maxSockets: 4 });
  const waits: number[] = [];
  let on = true;
  const loop = (async () => {
    while (on) {
      const began = performance.now();
      await new Promise<void>((done) => {
        http.get(`${address}/health`, { agent: own }, (reply) => reply.resume().on('end', done)).on('error', () => done());
      });
      waits.push(performance.now() - began);
      await new Promise((done) => setTimeout(done, 10));
    }
  })();
  return async () => {
    on = false;
    await loop;
    own.destroy();
    waits.sort((a, b) => a - b);
    return { most: waits.at(-1) ?? 0, p99: waits[Math.floor(waits.length * 0.99)] ?? 0 };
  };
}
