/** A line between the station and an RTSP server that notes when the last packet of each picture went over it. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { InterleavedSplitter } from '../../native/camera/rtsp/interleaved-splitter.ts';

export class PacketTimes {
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  readonly #target: number;
  /** By path, then by RTP timestamp: performance.now(). */
  readonly #times = new Map<string, Map<number, number>>();

  constructor(target: number) {
    this.#target = target;
    this.#server = createServer((client) => this.#relay(client));
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', () => resolve()));
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Of the pictures that came on that path since the last `forget`. */
  of(path: string): ReadonlyMap<number, number> {
    return this.#times.get(path) ?? new Map<number, number>();
  }

  forget(): void {
    this.#times.clear();
  }

  stop(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
  }

  #relay(client: Socket): void {
    const server = connect({ host: '127.0.0.1', port: this.#target, noDelay: true });
    client.setNoDelay(true);
    let path = '';
    const splitter = new InterleavedSplitter({
      onMessage: () => undefined,
      onPacket: (channel, bytes) => {
        // RTP's marker stands on the last packet of a picture (RFC 6184 §5.1).
        if (channel !== 0 || ((bytes[1] ?? 0) & 0x80) === 0) return;
        const timestamp = new DataView(bytes.buffer, bytes.byteOffset).getUint32(4);
        const times = this.#times.get(path) ?? new Map<number, number>();
        this.#times.set(path, times.set(timestamp, performance.now()));
      },
    });
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
    client.on('data', (bytes: Buffer) => {
      path = /^\w+ rtsp:\/\/[^/]+(\/\w[\w-]*)/.exec(bytes.toString('latin1'))?.[1] ?? path;
      server.write(bytes);
    });
    server.on('data', (bytes: Buffer) => {
      client.write(bytes);
      splitter.push(bytes);
    });
  }
}
