/**
 * The example county's platform on a real socket, written from its paper alone (README): POST, JSON, HMAC over appId, time and
 * body, tonnes as text, Base64 pictures in the body, a number in a reply that is always 200. Shares nothing with the product.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpServer, type HttpServerOptions } from '../http-server.ts';

export const COUNTY_APP_ID = 'YTD140321';
export const COUNTY_SECRET = 'a-secret-of-the-example-county';

export type CountyFault =
  /** 200 and a log-in page; nothing stored. */
  | { readonly kind: 'portal' }
  | { readonly kind: 'redirect' }
  /** A number in a 200; nothing stored. */
  | { readonly kind: 'code'; readonly code: number; readonly msg?: string }
  /** Stored, and another number or weight repeated. */
  | { readonly kind: 'wrong-echo'; readonly of: 'jlbh' | 'zz' }
  /** Stored, and nothing repeated. */
  | { readonly kind: 'no-echo' }
  /** Stored, and half of the reply. */
  | { readonly kind: 'half-json' }
  /** Stored, and the socket is cut instead of a reply. */
  | { readonly kind: 'reset-after-commit' }
  | { readonly kind: 'status'; readonly status: number }
  /** Proper, but only after so long. */
  | { readonly kind: 'slow'; readonly ms: number };

/** A weighing as the county understood it. */
export interface CountyWeighing {
  readonly number: string;
  readonly unitCode: string;
  /** Back from its tonnes. */
  readonly weightKg: number;
  readonly plate: string;
  readonly rearPlate: string;
  readonly kind: string;
  readonly color: string;
  readonly at: string;
  readonly isTest: boolean;
  /** Bytes by place: 1 front, 2 rear. */
  readonly pictures: ReadonlyMap<string, Buffer>;
  readonly body: Readonly<Record<string, unknown>>;
}
export interface CountySheet {
  readonly number: string;
  readonly sheetNumber: string;
  readonly status: string;
  readonly grossKg: number;
  readonly tareKg: number;
  readonly netKg: number;
  /** Loaded and empty, by their numbers. */
  readonly weighings: readonly [string, string];
}

export interface CountyPlatformOptions extends HttpServerOptions {
  readonly now?: () => Date;
  /** So much older or newer requests are answered 1001. */
  readonly timestampSeconds?: number;
  /** Takes a test for a record like any other: as a county that was not told of the mark. */
  readonly ignoresTestMark?: boolean;
}

const WEIGHING_FIELDS = [
  'jlbh',
  'ytdwbm',
  'bfbh',
  'gblx',
  'gbsj',
  'zz',
  'cph',
  'cpys',
  'gch',
  'zs',
  'xz',
  'cx',
  'sby',
  'tp',
];
const TONNES = /^(\d{1,4})\.(\d{2,3})$/;

export class CountyPlatform {
  readonly weighings = new Map<string, CountyWeighing>();
  readonly sheets = new Map<string, CountySheet>();
  /** By the sheet's own number: a later one takes the place of an earlier one. */
  readonly sheetsByNumber = new Map<string, CountySheet>();
  /** Test records, apart: they count nowhere. */
  readonly tests: CountyWeighing[] = [];
  readonly testSheets: CountySheet[] = [];
  /** Code answered, or fault met, of each request. */
  readonly met: (number | CountyFault['kind'])[] = [];
  readonly #options: CountyPlatformOptions;
  readonly #server: HttpServer;
  #faults: { readonly fault: CountyFault; times: number }[] = [];

  constructor(options: CountyPlatformOptions = {}) {
    this.#options = options;
    this.#server = new HttpServer(options, (request, response) => void this.#handle(request, response));
  }

  start(): Promise<void> {
    return this.#server.start();
  }

  stop(): Promise<void> {
    return this.#server.stop();
  }

  get port(): number {
    return this.#server.port;
  }

  get url(): string {
    return `${this.#server.origin}/jgpt`;
  }

  /** Misbehaves for so many requests, or until the returned function is called. */
  fail(fault: CountyFault, times = Infinity): () => void {
    const entry = { fault, times };
    this.#faults.push(entry);
    return () => void (this.#faults = this.#faults.filter((one) => one !== entry));
  }

  #meet(): CountyFault | null {
    const entry = this.#faults.find(({ times }) => times > 0);
    if (entry === undefined) return null;
    entry.times--;
    return entry.fault;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    try {
      for await (const piece of request) pieces.push(piece as Buffer);
    } catch {
      return;
    }
    const raw = Buffer.concat(pieces);
    const fault = this.#meet();
    if (fault?.kind === 'slow') await new Promise((next) => setTimeout(next, fault.ms));
    const json = (value: object): void => {
      response.writeHead(200, { 'content-type': 'application/json;charset=UTF-8' });
      response.end(JSON.stringify(value));
    };
    switch (fault?.kind) {
      case 'portal':
        this.met.push('portal');
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
        response.end('<!doctype html><title>请登录无线网络</title><form action="/login"></form>');
        return;
      case 'redirect':
        this.met.push('redirect');
        response.writeHead(302, { location: 'http://10.0.0.1/login' });
        response.end();
        return;
      case 'status':
        this.met.push('status');
        response.writeHead(fault.status, { 'content-type': 'text/html' });
        response.end(`<html><h1>${fault.status}</h1></html>`);
        return;
      case 'code':
        this.met.push(fault.code);
        json({ code: fault.code, msg: fault.msg ?? '系统繁忙', data: null });
        return;
      default:
    }
    const reply = this.#judge(request, raw);
    this.met.push(fault === null || fault.kind === 'slow' ? reply.code : fault.kind);
    if (fault?.kind === 'reset-after-commit') {
      request.socket.resetAndDestroy();
      return;
    }
    if (fault?.kind === 'half-json') {
      response.writeHead(200, { 'content-type': 'application/json;charset=UTF-8' });
      response.end(JSON.stringify(reply).slice(0, 20));
      return;
    }
    if (fault?.kind === 'no-echo') return json({ ...reply, data: null });
    if (fault?.kind === 'wrong-echo') {
      const other = fault.of === 'jlbh' ? '00000000-0000-7000-8000-000000000000' : '0.02';
      return json({ ...reply, data: { ...reply.data, [fault.of]: other } });
    }
    json(reply);
  }

  #judge(
    request: IncomingMessage,
    raw: Buffer,
  ): { code: number; msg: string; data: Readonly<Record<string, unknown>> | null } {
    const no = (code: number, msg: string) => ({ code, msg, data: null });
    const header = (name: string): string => String(request.headers[name] ?? '');
    if (request.method !== 'POST') return no(2003, '请求方式错误');
    const stamp = header('x-timestamp');
    const at = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(stamp);
    const now = (this.#options.now?.() ?? new Date()).getTime();
    // Beijing time, and no other.
    const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = (at ?? []).slice(1).map(Number);
    const sentMs = at === null ? Number.NaN : Date.UTC(year, month - 1, day, hour - 8, minute, second);
    if (!(Math.abs(now - sentMs) <= (this.#options.timestampSeconds ?? 300) * 1000)) return no(1001, '时间戳失效');
    const own = createHmac('sha256', COUNTY_SECRET).update(COUNTY_APP_ID).update(stamp).update(raw).digest();
    const theirs = Buffer.from(header('x-sign'), 'hex');
    const isUpper = /^[0-9A-F]{64}$/.test(header('x-sign'));
    if (header('x-app-id') !== COUNTY_APP_ID || !isUpper || !timingSafeEqual(own, theirs)) return no(1003, '签名错误');
    let body: Record<string, unknown>;
    try {
      body = JSON.parse(raw.toString('utf8')) as Record<string, unknown>;
    } catch {
      return no(2002, '报文不是 JSON');
    }
    const path = (request.url ?? '').replace(/^\/jgpt/, '');
    if (path === '/gbjl/add') return this.#weighing(body);
    return path === '/zzd/add' ? this.#sheet(body) : no(2003, '没有这个接口');
  }

  #weighing(body: Record<string, unknown>) {
    const no = (field: string) => ({ code: 2001, msg: `字段 ${field} 不合法`, data: null });
    const isTest = this.#isTest(body);
    for (const field of WEIGHING_FIELDS) if (body[field] === undefined) return no(field);
    const stray = Object.keys(body).find((field) => !WEIGHING_FIELDS.includes(field) && field !== 'csbz');
    if (stray !== undefined) return no(stray);
    const number = String(body['jlbh']);
    const weightKg = kilograms(body['zz'], 2);
    if (weightKg === null) return no('zz');
    if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(String(body['gbsj']))) return no('gbsj');
    if (!['1', '2', '3'].includes(String(body['gblx']))) return no('gblx');
    if (!['1', '2', '3', '4', '5', '9'].includes(String(body['cpys']))) return no('cpys');
    if (!Number.isInteger(body['zs'])) return no('zs');
    if (!Array.isArray(body['tp'])) return no('tp');
    const pictures = new Map<string, Buffer>();
    for (const { nr, wz } of body['tp'] as { nr?: unknown; wz?: unknown }[]) {
      if (typeof nr !== 'string' || typeof wz !== 'string') return no('tp');
      pictures.set(wz, Buffer.from(nr, 'base64'));
    }
    const data = { jlbh: number, zz: body['zz'], jssj: beijing(this.#options.now?.() ?? new Date()) };
    const weighing: CountyWeighing = {
      number,
      unitCode: String(body['ytdwbm']),
      weightKg,
      plate: String(body['cph']),
      rearPlate: String(body['gch']),
      kind: String(body['gblx']),
      color: String(body['cpys']),
      at: String(body['gbsj']),
      isTest,
      pictures,
      body,
    };
    if (isTest) {
      this.tests.push(weighing);
      return { code: 0, msg: '测试记录，未入库', data };
    }
    if (this.weighings.has(number)) return { code: 1002, msg: '记录已存在', data };
    this.weighings.set(number, weighing);
    return { code: 0, msg: '成功', data };
  }

  #sheet(body: Record<string, unknown>) {
    const number = String(body['jlbh']);
    const [grossKg, tareKg, netKg] = ['mz', 'pz', 'jz'].map((name) => kilograms(body[name], 2));
    if (grossKg == null || tareKg == null || netKg == null || grossKg - tareKg !== netKg)
      return { code: 2001, msg: '字段 jz 不合法', data: null };
    const data = { jlbh: number, jssj: beijing(this.#options.now?.() ?? new Date()) };
    const [sheetNumber, status] = [String(body['zzdbh']), String(body['zt'])];
    const weighings = [String(body['mzjlbh']), String(body['pzjlbh'])] as const;
    const sheet: CountySheet = { number, sheetNumber, status, grossKg, tareKg, netKg, weighings };
    if (this.#isTest(body)) {
      this.testSheets.push(sheet);
      return { code: 0, msg: '测试记录，未入库', data };
    }
    if (this.sheets.has(number)) return { code: 1002, msg: '记录已存在', data };
    this.sheets.set(number, sheet);
    this.sheetsByNumber.set(sheetNumber, sheet);
    return { code: 0, msg: '成功', data };
  }

  #isTest(body: Record<string, unknown>): boolean {
    return body['csbz'] === '1' && this.#options.ignoresTestMark !== true;
  }
}

/** `48.62` tonnes as kilograms, by its digits; null when it is not so written. */
function kilograms(value: unknown, decimals: number): number | null {
  const parts = typeof value === 'string' ? TONNES.exec(value) : null;
  if (parts === null || parts[2]?.length !== decimals) return null;
  return Number(parts[1]) * 1000 + Number((parts[2] ?? '').padEnd(3, '0'));
}

const beijing = (at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'medium' }).format(at);

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
