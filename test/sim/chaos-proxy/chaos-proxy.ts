/** A TCP proxy that is as bad as a site's line: slow, narrow, cut off in the middle, half dead. It reads no protocol. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** `up`: from the client to the target. `down`: back. */
export type Direction = 'up' | 'down';

export interface Chaos {
  /** Each chunk arrives so much later. */
  readonly latencyMs?: number;
  /** For each direction of each connection. */
  readonly bytesPerSecond?: number;
  /** A connection is reset once so many bytes have gone this way through it. */
  readonly cut?: { readonly direction: Direction; readonly afterBytes: number };
  /** Half open: connections stay up, nothing goes through any more. */
  readonly blackhole?: boolean;
  /** New connections are reset at once. */
  readonly refuse?: boolean;
  /** Every so-many-th byte this way is flipped. */
  readonly garble?: { readonly direction: Direction; readonly everyBytes: number };
}

export interface ChaosProxyOptions {
  readonly target: { readonly host?: string; readonly port: number };
  readonly port?: number;
}

export class ChaosProxy {
  readonly #options: ChaosProxyOptions;
  readonly #sockets = new Set<Socket>();
  #chaos: Chaos = {};
  #server: Server | null = null;
  #port = 0;
  /** Connections made since the start. */
  connections = 0;
  /** Connections that the proxy cut on purpose. */
  cuts = 0;

  constructor(options: ChaosProxyOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    const server = createServer({ allowHalfOpen: true }, (client) => this.#relay(client));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port || (this.#options.port ?? 0), '127.0.0.1', () => resolve());
    });
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    this.dropAll();
    if (server !== null) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  get port(): number {
    return this.#port;
  }

  /** Replaces the chaos; holds for open connections, too (`refuse` only for new ones). An empty object heals. */
  set(chaos: Chaos): void {
    this.#chaos = chaos;
  }

  /** Resets every open connection. */
  dropAll(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  #relay(client: Socket): void {
    this.connections++;
    this.#keep(client);
    if (this.#chaos.refuse === true) {
      client.resetAndDestroy();
      return;
    }
    const { host = '127.0.0.1', port } = this.#options.target;
    const target = connect({ host, port, allowHalfOpen: true });
    this.#keep(target);
    this.#pump(client, target, 'up');
    this.#pump(target, client, 'down');
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    // A reset on one side is passed on by the 'close' below.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }

  /** One direction of one connection; the source is paused while a chunk is on its way, so nothing piles up. */
  #pump(from: Socket, to: Socket, direction: Direction): void {
    let passed = 0;
    let cutOff = false;
    const pass = async (bytes: Buffer): Promise<void> => {
      const { latencyMs = 0, bytesPerSecond, cut, blackhole, garble } = this.#chaos;
      const wait = latencyMs + (bytesPerSecond === undefined ? 0 : (bytes.byteLength / bytesPerSecond) * 1000);
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      if (blackhole === true || cutOff || to.destroyed) return;
      const room = cut?.direction === direction ? Math.max(0, cut.afterBytes - passed) : Infinity;
      const out = Buffer.from(bytes.subarray(0, Math.min(room, bytes.byteLength)));
      if (garble?.direction === direction) {
        const first = (garble.everyBytes - 1 - (passed % garble.everyBytes)) % garble.everyBytes;
        for (let at = first; at < out.byteLength; at += garble.everyBytes) out[at] = (out[at] ?? 0) ^ 0x55;
      }
      passed += out.byteLength;
      await new Promise<void>((resolve) => void to.write(out, () => resolve()));
      if (out.byteLength === bytes.byteLength) return;
      cutOff = true;
      this.cuts++;
      from.resetAndDestroy();
      to.resetAndDestroy();
    };
    // One after another: a socket tells of its end even while it is paused, and that must not overtake its bytes.
    let last = Promise.resolve();
    const inTurn = (action: () => Promise<void> | void): Promise<void> => (last = last.then(action));
    from.on('data', (bytes: Buffer) => {
      from.pause();
      // A capped line passes small pieces, so that a cut or a change of chaos falls into the middle.
      const { bytesPerSecond } = this.#chaos;
      const piece = bytesPerSecond === undefined ? bytes.byteLength : Math.max(1, bytesPerSecond >> 4);
      for (let at = 0; at < bytes.byteLength; at += piece) void inTurn(() => pass(bytes.subarray(at, at + piece)));
      void inTurn(() => void from.resume());
    });
    from.on('end', () => {
      void inTurn(() => {
        if (this.#chaos.blackhole !== true) to.end();
      });
    });
    from.on('close', (hadError: boolean) => {
      if (this.#chaos.blackhole === true) return;
      // What was passed on already still arrives, unless this side was reset: then that one is, too.
      if (hadError) to.resetAndDestroy();
      else void inTurn(() => to.destroySoon());
    });
  }
}
