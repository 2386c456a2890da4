/**
 * A camera's RTSP as GStreamer's server never does it: other sign-ins, answers of every kind, addresses that lead away,
 * streams that break in the middle. Written from RFC 2326, apart from the client; sends what the test tells it to.
 */
import { createServer as createPlainServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createSecureServer } from 'node:tls';
import { HttpAuth, type HttpAuthOptions } from '../onvif-camera/http-auth.ts';

export interface OddRequest {
  readonly method: string;
  readonly uri: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface OddAnswer {
  readonly status: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface OddCameraOptions {
  readonly auth?: Partial<HttpAuthOptions>;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: { readonly key: string; readonly cert: string };
}

const SDP = ['v=0', 's=odd', 'm=video 0 RTP/AVP 96', 'a=rtpmap:96 H264/90000', 'a=control:track1'];
/** Of x264 at 1920×1080, and the shortest that passes for slices. */
const SPS = '6742c028da01e0089f97011000000300100000030320f1832a';
const PPS = '68ce0fc8';
const KEY = '6588843f';
const OTHER = '419a2211';

export class OddCamera {
  readonly #options: OddCameraOptions;
  readonly #auth: HttpAuth;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #port = 0;
  #sequence = 0;
  #timestamp = 0;
  /** Fields of the answers; each may be changed at any time. */
  publicMethods = 'OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER';
  sdp = `${SDP.join('\r\n')}\r\n`;
  contentBase: string | null = null;
  session = '4711;timeout=60';
  transport = 'RTP/AVP/TCP;unicast;interleaved=0-1';
  /** Instead of the usual answer; null for none at all. */
  answers: Readonly<Record<string, OddAnswer | null>> = {};
  /** Called once PLAY is answered. */
  onPlay: (socket: Socket) => void = (socket) => this.sendPicture(socket, true);
  /** Everything that was asked of it. */
  readonly requests: OddRequest[] = [];
  /** What came beside the requests: channel and content. */
  readonly packets: { readonly channel: number; readonly bytes: Buffer }[] = [];
  /** Status lines of what it asked itself. */
  readonly responses: string[] = [];
  connections = 0;

  constructor(options: OddCameraOptions = {}) {
    this.#options = options;
    this.#auth = new HttpAuth({ scheme: 'none', algorithms: ['MD5'], qop: true, nonceUses: 1e6, ...options.auth });
    const serve = (socket: Socket): void => this.#serve(socket);
    this.#server = options.tls === undefined ? createPlainServer(serve) : createSecureServer(options.tls, serve);
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', () => resolve());
    });
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    this.drop();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  /** Breaks every connection. */
  drop(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  get address(): string {
    return `${this.#options.tls === undefined ? 'rtsp' : 'rtsps'}://127.0.0.1:${this.#port}/live?channel=1`;
  }

  methods(): string[] {
    return this.requests.map(({ method }) => method);
  }

  /** One picture in packets of its own: with its sets where it is a key picture. */
  sendPicture(socket: Socket, key: boolean, channel = 0): void {
    const units = key ? [SPS, PPS, KEY] : [OTHER];
    units.forEach((unit, at) => this.sendUnit(socket, unit, at === units.length - 1, channel));
    this.#timestamp += 3600;
  }

  sendUnit(socket: Socket, hex: string, marker: boolean, channel = 0): void {
    const header = Buffer.alloc(12);
    header.writeUInt16BE(0x8060 | (marker ? 0x80 : 0), 0);
    header.writeUInt16BE(this.#sequence & 0xffff, 2);
    header.writeUInt32BE(this.#timestamp >>> 0, 4);
    header.writeUInt32BE(0xcafe, 8);
    this.#sequence += 1;
    this.sendPacket(socket, channel, Buffer.concat([header, Buffer.from(hex, 'hex')]));
  }

  /** Leaves so many packets out. */
  skip(packets: number): void {
    this.#sequence += packets;
  }

  sendPacket(socket: Socket, channel: number, bytes: Uint8Array): void {
    socket.write(Buffer.concat([Buffer.from([0x24, channel, bytes.length >> 8, bytes.length & 0xff]), bytes]));
  }

  #serve(socket: Socket): void {
    this.connections += 1;
    this.#sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
    let held = Buffer.alloc(0);
    socket.on('data', (bytes: Buffer) => {
      held = Buffer.concat([held, bytes]);
      for (let used = this.#take(socket, held); used > 0; used = this.#take(socket, held)) held = held.subarray(used);
    });
  }

  /** @returns how many bytes are done with */
  #take(socket: Socket, held: Buffer): number {
    if (held[0] === 0x24) {
      if (held.length < 4 || held.length < 4 + held.readUInt16BE(2)) return 0;
      const end = 4 + held.readUInt16BE(2);
      this.packets.push({ channel: held[1] ?? 0, bytes: Buffer.from(held.subarray(4, end)) });
      return end;
    }
    const end = held.indexOf('\r\n\r\n');
    if (end < 0) return 0;
    const [first = '', ...lines] = held.toString('latin1', 0, end).split('\r\n');
    if (first.startsWith('RTSP/')) this.responses.push(first);
    else {
      const [method = '', uri = ''] = first.split(' ');
      const headers = Object.fromEntries(
        lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
      );
      this.#answer(socket, { method, uri, headers });
    }
    return end + 4;
  }

  #answer(socket: Socket, request: OddRequest): void {
    this.requests.push(request);
    const { method, uri, headers } = request;
    const { username = 'admin', password = 'Pa55-word' } = this.#options;
    const verdict = this.#auth.check({ method, url: uri, headers }, username, password);
    const answer = verdict.ok ? this.#usual(method) : { status: '401 Unauthorized' };
    if (answer === null) return;
    const { status, body = '' } = answer;
    const fields = Object.entries(answer.headers ?? {}).map(([name, value]) => `${name}: ${value}`);
    if (!verdict.ok) fields.push(...verdict.challenges.map((challenge) => `WWW-Authenticate: ${challenge}`));
    if (body !== '') fields.push(`Content-Length: ${Buffer.byteLength(body)}`);
    socket.write(`RTSP/1.0 ${status}\r\nCSeq: ${headers['cseq'] ?? ''}\r\n${fields.map((line) => `${line}\r\n`).join('')}\r\n${body}`);
    if (method === 'PLAY' && status.startsWith('200')) this.onPlay(socket);
    if (method === 'TEARDOWN') socket.end();
  } // prettier-ignore

  #usual(method: string): OddAnswer | null {
    const odd = this.answers[method];
    if (odd !== undefined) return odd;
    const ok = '200 OK';
    switch (method) {
      case 'OPTIONS':
        return { status: ok, headers: { Public: this.publicMethods } };
      case 'DESCRIBE': {
        const base: Record<string, string> = this.contentBase === null ? {} : { 'Content-Base': this.contentBase };
        return { status: ok, headers: { 'Content-Type': 'application/sdp', ...base }, body: this.sdp };
      }
      case 'SETUP':
        return { status: ok, headers: { Session: this.session, Transport: this.transport } };
      default:
        return { status: ok, headers: { Session: this.session } };
    }
  }
}
