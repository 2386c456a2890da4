/**
 * Takes the parameter sets out of a description on its way: GStreamer's server always writes them, many cameras do not.
 * What stands in their place is of the same length, so that nothing else has to change.
 */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export class SdpMask {
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #port = 0;

  async start(target: number, port: number): Promise<void> {
    const server = createServer((client) => this.#relay(client, target));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => resolve());
    });
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const socket of this.#sockets) socket.destroy();
    if (server !== null) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  get port(): number {
    return this.#port;
  }

  #relay(client: Socket, target: number): void {
    const server = connect({ host: '127.0.0.1', port: target, noDelay: true });
    let described = false;
    for (const [from, to] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(from);
      from.on('error', () => from.destroy());
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
    client.on('data', (bytes: Buffer) => server.write(bytes));
    server.on('data', (bytes: Buffer) => {
      const text = described ? '' : bytes.toString('latin1');
      if (!text.includes('sprop-')) {
        client.write(bytes);
        return;
      }
      described = true;
      const masked = text.replace(/sprop-(parameter-sets|vps|sps|pps)=[^;\r\n]*/g, (all) =>
        `x-nothing=${'A'.repeat(all.length)}`.slice(0, all.length),
      );
      client.write(Buffer.from(masked, 'latin1'));
    });
  }
}
