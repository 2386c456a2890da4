/** A TCP box between indicator and station: passes bytes on, one at a time if asked, or sends any bytes of the test's own. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export class IndicatorWire {
  /** Each byte a packet of its own. */
  bytewise = false;
  /** What the indicator says goes nowhere. */
  muted = false;
  readonly #indicatorPort: () => number;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #station: Socket | null = null;
  /** Bytes keep their order across chunks. */
  #dripping: Promise<void> = Promise.resolve();

  constructor(indicatorPort: () => number) {
    this.#indicatorPort = indicatorPort;
  }

  get port(): number {
    if (this.#server === null) throw new Error('the wire is not up');
    return (this.#server.address() as AddressInfo).port;
  }

  get connected(): boolean {
    return this.#station?.writable === true;
  }

  /** On the given port as a box does that was switched off and on. */
  async start(port = 0): Promise<void> {
    const server = createServer((station) => this.#join(station));
    await new Promise<void>((done, failed) => {
      server.once('error', failed);
      server.listen(port, '127.0.0.1', done);
    });
    this.#server = server;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const socket of this.#sockets) socket.destroy();
    if (server !== null) await new Promise((done) => server.close(done));
  }

  /** Resolves when the station's end has taken them. */
  async send(bytes: Buffer): Promise<void> {
    const station = this.#station;
    if (station === null || !station.writable) throw new Error('the station is not connected');
    await new Promise<void>((done, failed) => {
      station.write(bytes, (error) => (error == null ? done() : failed(error)));
    });
  }

  #join(station: Socket): void {
    const indicator = connect({ host: '127.0.0.1', port: this.#indicatorPort() });
    for (const socket of [station, indicator]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      // A broken line is what some tests want; `close` follows.
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        station.destroy();
        indicator.destroy();
      });
    }
    station.resume();
    this.#station = station;
    indicator.on('data', (bytes) => {
      if (this.muted) return;
      if (!this.bytewise) station.write(bytes);
      // A turn of the loop between two bytes: with no delay on the socket each is a packet, and a read, of its own.
      else void this.#drip(station, bytes);
    });
  }

  #drip(station: Socket, bytes: Buffer): Promise<void> {
    this.#dripping = this.#dripping.then(async () => {
      for (const byte of bytes) {
        station.write(Buffer.from([byte]));
        await new Promise((next) => setTimeout(next, 1));
      }
    });
    return this.#dripping;
  }
}
