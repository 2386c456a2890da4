/** A camera as far as the wire shows: HTTP, ONVIF, sign-in, pictures of the weighbridge, and every way to fail. */
import { createServer as createPlainServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer, Server as SecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { loadImage } from '@napi-rs/canvas';
import { HEIGHT, WIDTH } from './drawing.ts';
import { EventService } from './event-service.ts';
import { withExifTime } from './exif.ts';
import { HttpAuth, type HttpAuthOptions } from './http-auth.ts';
import type { DisplayLayout } from './led-display.ts';
import { SceneFilm } from './scene-film.ts';
import { blackPicture, ScenePainter, shrink, type Scene, type ScenePainterOptions } from './scene.ts';
import type { CameraFault } from './camera-fault.ts';
import { answerOfDevice, type SimulatedDevice } from './device-service.ts';
import { answerOfMedia, type SimulatedMedia } from './media-service.ts';
import { ProfileBank } from './profile-bank.ts';
import { callIn, isOpenCall, NOT_AUTHORIZED, NOT_SUPPORTED, tokenIsGood } from './soap.ts';

export interface OnvifCameraSimulatorOptions {
  readonly role: 'front' | 'rear';
  /** What the big display shows at the moment of the shot. */
  readonly displayText: () => string;
  /** The gate where it stands and no display is in sight; left out: over the weighbridge. */
  readonly gate?: string;
  readonly display?: Partial<DisplayLayout>;
  readonly scene?: Partial<Scene>;
  readonly host?: string;
  readonly port?: number;
  readonly username?: string;
  readonly password?: string;
  /** How SOAP calls are signed: in the message, or by HTTP digest as newer cameras want it. */
  readonly soapAuth?: 'wsse' | 'digest';
  readonly soapAlgorithms?: HttpAuthOptions['algorithms'];
  readonly media?: SimulatedDevice['media'];
  /** Where its video is had, as it says; left out: an address of its own where nobody listens. */
  readonly streams?: { readonly main: string; readonly sub?: string };
  /** Width and height of its largest picture; left out: 1920 and 1080. */
  readonly sensor?: readonly [width: number, height: number];
  readonly pictureAuth?: Partial<HttpAuthOptions>;
  /** EXIF with the time of the picture. */
  readonly exif?: { readonly withOffset: boolean };
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** TEST-NET-2 (RFC 5737): nobody is there, and nobody may be called. */
const FOREIGN_ORIGIN = 'http://198.51.100.7';
const STALE_BY_MS = 60_000;
const FULL = { width: WIDTH, height: HEIGHT };
const MAX_ENVELOPE = 256 * 1024;

export class OnvifCameraSimulator {
  /** Change it at any time; the next shot shows it. */
  readonly scene: Scene;
  /**
   * false: what it painted last is sent ever again, each time with a comment of its own, so that no two are the same bytes. For
   * who measures what comes after a picture: painting one takes a tenth of a second of a core.
   */
  paintsAnew = true;
  /** The camera's clock minus the real one. */
  clockOffsetMs = 0;
  readonly bank: ProfileBank;
  /** What it tells who listens: `events.emit(…)`. */
  readonly events = new EventService(() => this.#now());
  /** Another one after the camera was swapped. */
  serialNumber = '21023508123456789012';
  /** What was asked of it since the start. */
  readonly counts = { soap: 0, pictures: 0, refusedSignIns: 0, connections: 0 };
  /** From the request of the newest picture, sign-in already good, to its last byte, in ms. */
  lastPictureMs: number | null = null;
  /** Why a request was given up; null while none was. */
  lastError: unknown = null;
  readonly #options: OnvifCameraSimulatorOptions;
  readonly #painter: ScenePainter;
  readonly #sight: ScenePainterOptions;
  #film: SceneFilm | null = null;
  readonly #pictureAuth: HttpAuth;
  readonly #soapAuth: HttpAuth;
  readonly #server: Server;
  #fault: CameraFault | null = null;
  #port = 0;
  #last: Buffer | null = null;
  /** Shots are made one after the other, on one canvas, as one sensor would. */
  #shooting: Promise<unknown> = Promise.resolve();

  constructor(options: OnvifCameraSimulatorOptions) {
    this.#options = options;
    this.bank = new ProfileBank(options.sensor ?? [WIDTH, HEIGHT]);
    this.scene = { truckOnDeck: true, plateFront: '晋C12345', plateRear: '晋C1234挂', night: false, ...options.scene };
    const display: DisplayLayout = {
      corners: [[860, 560], [1024, 577], [1021, 621], [857, 613]], // prettier-ignore
      digits: 6,
      ...options.display,
    };
    this.#sight = { role: options.role, display, gate: options.gate ?? null };
    this.#painter = new ScenePainter(this.#sight);
    const digest: HttpAuthOptions = { scheme: 'digest', algorithms: ['MD5'], qop: true, nonceUses: 100 };
    this.#pictureAuth = new HttpAuth({ ...digest, ...options.pictureAuth });
    this.#soapAuth = new HttpAuth({ ...digest, algorithms: options.soapAlgorithms ?? digest.algorithms });
    const handle = (request: IncomingMessage, response: ServerResponse): void => {
      this.#handle(request, response).catch((error: unknown) => {
        // Most often the client is gone, which is what the tests do to it.
        this.lastError = error;
        response.destroy();
      });
    };
    this.#server = options.tls === undefined ? createPlainServer(handle) : createSecureServer(options.tls, handle);
    this.#server.on('connection', () => (this.counts.connections += 1));
  }

  /** As an installer marks it in the configuration; null: none is in sight. */
  get displayMark(): object | null {
    const { display, gate } = this.#sight;
    const digits = { digits: display.digits, type: 'segments', unit: 'kg', decimals: 0 };
    return gate === null ? { corners: display.corners, ...digits, pictureSize: [WIDTH, HEIGHT] } : null;
  }

  get username(): string {
    return this.#options.username ?? 'admin';
  }

  get password(): string {
    return this.#options.password ?? 'Camera.2026';
  }

  /** e.g. http://127.0.0.1:40123 */
  get origin(): string {
    return `${this.#options.tls === undefined ? 'http' : 'https'}://${this.#options.host ?? '127.0.0.1'}:${this.#port}`;
  }

  /** What goes into the station's configuration. */
  get address(): string {
    return `${this.origin}/onvif/device_service`;
  }

  async start(): Promise<void> {
    this.#port = this.#options.port ?? 0;
    // The first shot takes longest (fonts, the still part): before anyone waits for it.
    await this.shoot();
    await this.#listen();
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    await this.#close();
  }

  /** null makes it well again. `refuse` closes the port and every connection; leaving it opens the same port. */
  async setFault(fault: CameraFault | null): Promise<void> {
    const before = this.#fault;
    this.#fault = fault;
    if (fault === 'refuse' && before !== 'refuse') await this.#close();
    if (fault !== 'refuse' && before === 'refuse') await this.#listen();
  }

  /** Of an https camera: as after a reset, or as somebody in between. */
  showCertificate(tls: { readonly key: string; readonly cert: string }): void {
    if (!(this.#server instanceof SecureServer)) throw new Error('the camera speaks plain http');
    this.#server.setSecureContext(tls);
  }

  /** A shot without the wire: for looking at, and for tests of what reads pictures. */
  async shoot(): Promise<Buffer> {
    const shot = this.#shooting.then(() =>
      this.#painter.shoot({ ...this.scene }, this.#options.displayText(), new Date(this.#now())),
    );
    this.#shooting = shot.catch(() => undefined);
    return await shot;
  }

  /** One frame of its video, as RGBA (scene-film.ts). */
  film(): Buffer {
    this.#film ??= new SceneFilm(this.#sight);
    return this.#film.frame(this.scene, this.#options.displayText(), new Date(this.#now()));
  }

  async #listen(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(this.#port, this.#options.host ?? '127.0.0.1', () => {
        this.#server.removeListener('error', reject);
        resolve();
      });
    });
  }

  async #close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  #now(): number {
    return Date.now() + this.clockOffsetMs;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#fault === 'hang') return;
    response.setHeader('Date', new Date(this.#now()).toUTCString());
    response.setHeader('Server', 'Camera-Webs/1.0');
    if (request.method === 'POST') await this.#handleSoap(request, response);
    else if (request.method === 'GET' && request.url?.startsWith('/onvif-http/snapshot') === true) {
      await this.#handlePicture(request, response);
    } else response.writeHead(404).end();
  }

  async #handleSoap(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.counts.soap += 1;
    let envelope = '';
    for await (const chunk of request.setEncoding('utf8') as AsyncIterable<string>) {
      envelope += chunk;
      if (envelope.length > MAX_ENVELOPE) throw new Error('envelope too large');
    }
    if (this.#fault === 'soapHtml') {
      response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html><body>Please sign in<br></body></html>');
      return;
    }
    const call = callIn(envelope);
    if (!isOpenCall(call)) {
      if (this.#options.soapAuth === 'digest') {
        if (!this.#signedIn(this.#soapAuth, request, response)) return;
      } else if (!tokenIsGood(envelope, this.username, this.#expectedPassword(), this.#now())) {
        this.counts.refusedSignIns += 1;
        sendSoap(response, 400, NOT_AUTHORIZED);
        return;
      }
    }
    if (call.startsWith('Set') && this.#fault === 'diesOnSet') {
      response.destroy();
      return;
    }
    const self = this.#self();
    const answer =
      answerOfDevice(call, envelope, self) ??
      answerOfMedia(call, envelope, self) ??
      (await this.#answerOfEvents(call, envelope, request.url ?? '')) ??
      NOT_SUPPORTED;
    if (this.#fault === 'slowPull' && call === 'PullMessages') return;
    if (this.#fault === 'soapDropped' || (this.#fault === 'diesInPull' && call === 'PullMessages')) {
      response.writeHead(200, { 'Content-Length': answer.length });
      response.write(answer.slice(0, answer.length >> 1), () => response.destroy());
      return;
    }
    const status = !answer.includes('<s:Fault>') ? 200 : answer.includes('>s:Sender<') ? 400 : 500;
    sendSoap(response, status, answer);
  }

  async #answerOfEvents(call: string, envelope: string, path: string): Promise<string | null> {
    if (this.#fault === 'eventsRefused' && call === 'CreatePullPointSubscription') return NOT_SUPPORTED;
    if (this.#fault === 'refusesRenew' && call === 'Renew') return NOT_SUPPORTED;
    const origin = this.#fault === 'eventsForeignHost' ? FOREIGN_ORIGIN : this.origin;
    const id = /\/event_service\/sub\?(\d+)$/.exec(path)?.[1] ?? null;
    return await this.events.answer(call, envelope, origin, id);
  }

  #self(): SimulatedDevice & SimulatedMedia {
    const foreign = this.#fault === 'foreignHost';
    return {
      serialNumber: this.serialNumber,
      origin: this.origin,
      pictureOrigin: foreign ? FOREIGN_ORIGIN : this.origin,
      media: this.#options.media ?? 'media1',
      refusesSettings: this.#fault === 'refusesSettings',
      media2Fails: this.#fault === 'media2Fails',
      bank: this.bank,
      streamUri: (profile) => {
        if (foreign) return `${FOREIGN_ORIGIN.replace('http', 'rtsp')}:554/${profile}`;
        const { main, sub } = this.#options.streams ?? {};
        const none = `rtsp://${new URL(this.origin).hostname}:554/stream/${profile}?transportmode=unicast&profile=${profile}`;
        return (profile === 'Profile_1' ? main : sub) ?? none;
      },
      now: () => this.#now(),
      setClock: (atMs) => (this.clockOffsetMs = atMs - Date.now()),
    };
  }

  #expectedPassword(): string {
    return this.#fault === 'wrongPassword' ? `${this.password}-changed` : this.password;
  }

  #signedIn(auth: HttpAuth, request: IncomingMessage, response: ServerResponse): boolean {
    const verdict = auth.check(request, this.username, this.#expectedPassword());
    if (verdict.ok) return true;
    if (request.headers.authorization !== undefined) this.counts.refusedSignIns += 1;
    response.writeHead(401, { 'WWW-Authenticate': [...verdict.challenges], 'Content-Type': 'text/html' });
    response.end('<html><head><title>Document Error: Unauthorized</title></head><body>401</body></html>');
    return false;
  }

  async #handlePicture(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.#signedIn(this.#pictureAuth, request, response)) return;
    this.counts.pictures += 1;
    const askedAt = performance.now();
    response.on('finish', () => (this.lastPictureMs = performance.now() - askedAt));
    const fault = this.#fault;
    if (fault === 'busy') {
      response.writeHead(503, { 'Retry-After': '1' }).end('busy');
      return;
    }
    if (fault === 'redirect') {
      response.writeHead(302, { Location: `${FOREIGN_ORIGIN}/picture.jpg` }).end();
      return;
    }
    if (fault === 'html') {
      const page = '<!DOCTYPE html><html><head><title>Login</title></head><body>Please sign in</body></html>';
      response.writeHead(200, { 'Content-Type': 'text/html' }).end(page);
      return;
    }
    if (typeof fault === 'object' && fault !== null) await wait(fault.slowMs);
    const jpeg = await this.#pictureFor(fault, request.url ?? '');
    if (fault === 'stale') response.setHeader('Date', new Date(this.#now() - STALE_BY_MS).toUTCString());
    response.setHeader('Content-Type', 'image/jpeg');
    if (fault === 'halfJpeg') response.end(jpeg.subarray(0, jpeg.length >> 1));
    else if (fault === 'dropped') {
      response.setHeader('Content-Length', jpeg.length);
      response.write(jpeg.subarray(0, jpeg.length >> 1), () => response.destroy());
    } else response.setHeader('Content-Length', jpeg.length).end(jpeg);
  }

  async #pictureFor(fault: CameraFault | null, url: string): Promise<Buffer> {
    if (fault === 'black') return await blackPicture();
    if (fault === 'sameAgain' && this.#last !== null) return this.#last;
    if (!this.paintsAnew && this.#last !== null) return withComment(this.#last, `shot ${this.counts.pictures}`);
    let jpeg = await this.shoot();
    const { width, height } = this.bank.of(url.slice(url.indexOf('?') + 1))?.encoder ?? FULL;
    if (fault === 'tooSmall') jpeg = await shrink(await loadImage(jpeg), 352, 288);
    else if (width !== FULL.width || height !== FULL.height) jpeg = await shrink(await loadImage(jpeg), width, height);
    const { exif } = this.#options;
    if (exif !== undefined) {
      jpeg = withExifTime(jpeg, new Date(this.#now() - (fault === 'stale' ? STALE_BY_MS : 0)), exif);
    }
    this.#last = jpeg;
    return jpeg;
  }
}

/** A comment segment (ITU-T T.81, B.2.4.5) after the picture's first two bytes. */
function withComment(jpeg: Buffer, text: string): Buffer {
  const head = Buffer.from([0xff, 0xfe, 0, 2 + text.length]);
  return Buffer.concat([jpeg.subarray(0, 2), head, Buffer.from(text, 'latin1'), jpeg.subarray(2)]);
}

/** Whole, with its length: small clients understand no chunks. */
function sendSoap(response: ServerResponse, status: number, answer: string): void {
  response.setHeader('Content-Type', 'application/soap+xml; charset=utf-8');
  response.writeHead(status, { 'Content-Length': Buffer.byteLength(answer) }).end(answer);
}
