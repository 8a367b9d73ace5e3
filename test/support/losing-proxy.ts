import net, { type AddressInfo } from 'node:net';

/**
 * A loopback proxy before PostgreSQL that loses what it is told to: the answer to a group that the ledger's writer stores (the group itself has arrived and is
 * committed), the group before it arrives, or all sound of the connection.
 */
export type Loss = 'answer' | 'request' | 'silence' | 'delay';

export interface LosingProxy {
  readonly port: number;
  /** The next group meets this loss. */
  readonly lose: (loss: Loss) => void;
  /** How often each happened. */
  readonly lost: Readonly<Record<Loss, number>>;
  readonly close: () => Promise<void>;
}

const mark = Buffer.from('ledger_write');

export async function losingProxy(to: net.NetConnectOpts): Promise<LosingProxy> {
  let next: Loss | null = null;
  const lost: Record<Loss, number> = { answer: 0, request: 0, silence: 0, delay: 0 };
  const open = new Set<net.Socket>();
  const server = net.createServer((client) => {
    const database = net.connect(to);
    let swallowing: Loss | null = null;
    const both = [client, database];
    const end = () => {
      for (const one of both) {
        one.destroy();
        open.delete(one);
      }
    };
    for (const one of both) {
      open.add(one);
      one.setNoDelay(true);
      one.on('error', end);
      one.on('close', () => {
        // A silent connection stays open on the other side.
        if (swallowing !== 'silence') end();
      });
    }
    client.on('data', (piece) => {
      if (next && piece.includes(mark)) {
        const loss = next;
        next = null;
        lost[loss] += 1;
        if (loss === 'request') return end();
        if (loss === 'delay') return void setTimeout(() => database.write(piece), 30);
        swallowing = loss;
      }
      database.write(piece);
    });
    database.on('data', (piece) => {
      if (swallowing === null) client.write(piece);
      // It answers once it has committed.
      else if (swallowing === 'answer') end();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    port: (server.address() as AddressInfo).port,
    lose: (loss) => {
      next = loss;
    },
    lost,
    close: async () => {
      for (const one of open) one.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
