/**
 * A camera that reads plates by itself and posts them to a server, over real sockets. Its digest is written from RFC 7616 and shares
 * nothing with the product's.
 */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';

export interface SmartCameraOptions {
  readonly port: number;
  readonly host?: string;
  /** Where it posts from: any address of 127.0.0.0/8 is this computer's. */
  readonly address?: string;
  readonly path?: string;
  readonly secret?: { readonly header?: string; readonly query?: string; readonly value: string };
  readonly digest?: { readonly user: string; readonly password: string; readonly algorithm?: 'MD5' | 'SHA-256' };
}

export interface Heard {
  readonly status: number;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

export class SmartCameraSimulator {
  readonly #options: SmartCameraOptions;
  readonly #agent: Agent;
  /** What its server asked for last, and how often it was answered: a camera does not ask before every push. */
  #challenge: { readonly fields: Readonly<Record<string, string>>; count: number } | null = null;

  constructor(options: SmartCameraOptions) {
    this.#options = options;
    this.#agent = new Agent({ keepAlive: true, maxSockets: 1 });
  }

  stop(): void {
    this.#agent.destroy();
  }

  /** @throws when the line breaks before an answer */
  async push(body: object | string | Buffer, headers: OutgoingHttpHeaders = {}): Promise<Heard> {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
    const first = await this.#post(bytes, { ...this.#signed(), ...headers });
    if (first.status !== 401 || this.#options.digest === undefined) return first;
    this.#challenge = { fields: this.#offerOf(first.headers), count: 0 };
    return this.#post(bytes, { ...this.#signed(), ...headers });
  }

  /** Bytes on the bare line, for what no camera should do. */
  async line(): Promise<Socket> {
    const { address = '127.0.0.1', host = '127.0.0.1', port } = this.#options;
    const socket = connect({ host, port, localAddress: address });
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  }

  /** A push whose second half never comes. Resolves when the server has closed the line. */
  async hang(body: object): Promise<void> {
    const socket = await this.line();
    const bytes = Buffer.from(JSON.stringify(body));
    socket.write(`POST ${this.#path()} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n${this.#headerLine()}`);
    socket.write(`Content-Length: ${bytes.length}\r\n\r\n`);
    socket.write(bytes.subarray(0, bytes.length / 2));
    socket.resume();
    await once(socket, 'close');
  }

  #headerLine(): string {
    const { secret } = this.#options;
    return secret?.header === undefined ? '' : `${secret.header}: ${secret.value}\r\n`;
  }

  #path(): string {
    const { path = '/devicemanagement/php/plateresult.php', secret } = this.#options;
    return secret?.query === undefined ? path : `${path}?${secret.query}=${encodeURIComponent(secret.value)}`;
  }

  async #post(body: Buffer, headers: OutgoingHttpHeaders): Promise<Heard> {
    const { address = '127.0.0.1', host = '127.0.0.1', port, secret } = this.#options;
    const sent = request({
      host,
      port,
      localAddress: address,
      agent: this.#agent,
      method: 'POST',
      path: this.#path(),
      headers: {
        'Content-Type': 'application/json',
        ...(headers['Transfer-Encoding'] === undefined ? { 'Content-Length': body.length } : {}),
        ...(secret?.header === undefined ? {} : { [secret.header]: secret.value }),
        ...headers,
      },
    });
    if (sent.getHeader('Expect') === undefined) sent.end(body);
    else sent.once('continue', () => sent.end(body));
    const answered = new Promise<Heard>((done, failed) => {
      sent.once('response', (answer) => {
        text(answer).then(
          (heard) => done({ status: answer.statusCode ?? 0, body: heard, headers: answer.headers }),
          failed,
        );
      });
      sent.once('error', failed);
    });
    return answered;
  }

  #offerOf(headers: IncomingHttpHeaders): Record<string, string> {
    const { algorithm = 'SHA-256' } = this.#options.digest ?? {};
    // node:http joins equal headers by a comma.
    const offers = (headers['www-authenticate'] ?? '').split(/,?\s*Digest /).filter((offer) => offer !== '');
    for (const offer of offers) {
      const fields: Record<string, string> = {};
      for (const [, name = '', quoted, plain] of offer.matchAll(/([a-z]+)=(?:"([^"]*)"|([^,\s]+))/gi))
        fields[name] = quoted ?? plain ?? '';
      if (fields.algorithm === algorithm) return fields;
    }
    throw new Error(`${algorithm} is not offered: ${offers.join(' | ')}`);
  }

  #signed(): OutgoingHttpHeaders {
    const { digest } = this.#options;
    if (digest === undefined || this.#challenge === null) return {};
    const { algorithm = 'SHA-256', password, user } = digest;
    const { nonce = '', realm = '' } = this.#challenge.fields;
    const hash = (words: string): string =>
      createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
        .update(words)
        .digest('hex');
    this.#challenge.count += 1;
    const nc = this.#challenge.count.toString(16).padStart(8, '0');
    const cnonce = randomBytes(8).toString('hex');
    const uri = this.#path();
    const response = hash(
      `${hash(`${user}:${realm}:${password}`)}:${nonce}:${nc}:${cnonce}:auth:${hash(`POST:${uri}`)}`,
    );
    return {
      Authorization: `Digest username="${user}", realm="${realm}", nonce="${nonce}", uri="${uri}", algorithm=${algorithm}, qop=auth, nc=${nc}, cnonce="${cnonce}", response="${response}"`,
    };
  }
}
