/** What every status and form of answer means, over real sockets: the table of openapi.yaml's rules. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { StandardAdapter } from '../../../main/station/upload/adapters/standard.ts';
import { ServerClient } from '../../../main/station/upload/server-client.ts';
import type { Sha256, Uuid } from '../../../preload/contract/vocabulary.ts';
import { CA, SERVER_CERTIFICATE, SERVER_KEY } from './certificates.ts';

const ID = '01930000-0000-7000-9000-000000000001' as Uuid;
const HASH = 'ab'.repeat(32) as Sha256;
const PICTURE = 'cd'.repeat(32) as Sha256;
const AT = '2026-11-22T06:00:00Z';
const WALL = Date.UTC(2026, 10, 22, 6);
const PROBLEM = 'application/problem+json';

interface Scripted {
  readonly status: number;
  readonly type?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

let server: Server;
let adapter: StandardAdapter;
let folder: string;
let scripted: Scripted;
let asked: Asked | undefined;
let token: string | null = 'the-token';
const clients: ServerClient[] = [];

function client(url: string, caFile: string | null = null): ServerClient {
  const made = new ServerClient({
    url,
    caFile,
    connections: 2,
    userAgent: 'test',
    connectTimeoutMs: 1_000,
    headersTimeoutMs: 2_000,
  });
  clients.push(made);
  return made;
}
const adapterFor = (made: ServerClient): StandardAdapter =>
  new StandardAdapter({ client: made, token: () => token, keyId: 'our-key', wallMs: () => WALL });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'adapter-'));
  writeFileSync(join(folder, 'picture'), 'a picture');
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      asked = { method, url, headers, body: Buffer.concat(chunks) };
      const { status, type, body = '', headers: more } = scripted;
      response.writeHead(status, { ...(type === undefined ? {} : { 'content-type': type }), ...more });
      response.end(method === 'HEAD' ? undefined : body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  adapter = adapterFor(client(`http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`));
});
afterAll(async () => {
  for (const made of clients) await made.stop();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

const receipt = (changes: object = {}): string =>
  JSON.stringify({ id: ID, hash: HASH, receivedAt: AT, missingBlobs: [PICTURE], ...changes });
const problem = (status: number, said = status): Scripted => ({
  status,
  type: PROBLEM,
  body: JSON.stringify({ type: 'about:blank', title: 'no', status: said, detail: '/plate' }),
});
const json = (status: number, body: string): Scripted => ({ status, type: 'application/json', body });
const html = (status: number): Scripted => ({ status, type: 'text/html', body: '<html>log in</html>' });
const document = { id: ID, kind: 'weighing' as const, hash: HASH, bytes: Buffer.from('{"as":"stored"}') };

describe('a document', () => {
  test('goes to its place with the stored bytes unchanged', async () => {
    scripted = json(201, receipt());
    for (const [kind, path] of [
      ['weighing', 'weighings'],
      ['load-sheet', 'load-sheets'],
      ['gate-pass', 'gate-passes'],
      ['rectification', 'rectifications'],
      ['notice', 'notices'],
      ['acceptance-run', 'acceptance-runs'],
    ] as const) {
      await adapter.sendDocument({ ...document, kind });
      expect(asked).toMatchObject({ method: 'PUT', url: `/api/v1/${path}/${ID}` });
    }
    expect(asked?.body.toString()).toBe('{"as":"stored"}');
    expect(asked?.headers).toMatchObject({ authorization: 'Bearer the-token', 'content-type': 'application/json' });
  });

  const received = { kind: 'received', receivedAt: '2026-11-22T14:00:00.000+08:00', missingBlobs: [PICTURE] };
  const retried = (code: string, status: number | null, more: object = {}): object => ({
    kind: 'retry',
    error: { code, status },
    afterMs: null,
    wholeLine: false,
    ...more,
  });
  const refused = (status: number): object => ({
    kind: 'refused',
    error: { code: 'platform.refused', status, title: 'no', detail: '/plate' },
  });
  const noReceipt = (status = 200): object => retried('platform.not-a-receipt', status);
  const table: readonly (readonly [string, Scripted, object])[] = [
    ['201 receipt', json(201, receipt()), received],
    ['200 receipt (held already)', json(200, receipt()), received],
    ['a receipt with further members', json(200, receipt({ more: 1 })), received],
    ['200 HTML', html(200), noReceipt()],
    ['200 HTML that says it is JSON', json(200, '<html>'), noReceipt()],
    ['200 empty', { status: 200 }, noReceipt()],
    ['200 half JSON', json(200, receipt().slice(0, 40)), noReceipt()],
    ['200 not UTF-8', json(200, '\u0000'), noReceipt()],
    ['200 another id', json(200, receipt({ id: ID.replace('1', '2') })), noReceipt()],
    ['200 another hash', json(200, receipt({ hash: PICTURE })), noReceipt()],
    ['200 hash in upper case', json(200, receipt({ hash: HASH.toUpperCase() })), noReceipt()],
    ['200 without receivedAt', json(200, receipt({ receivedAt: undefined })), noReceipt()],
    ['200 with a time that is none', json(200, receipt({ receivedAt: 'yesterday' })), noReceipt()],
    ['200 without missingBlobs', json(200, receipt({ missingBlobs: undefined })), noReceipt()],
    ['200 null', json(200, 'null'), noReceipt()],
    ['202 is no receipt', json(202, receipt()), noReceipt(202)],
    ['204 is no receipt', { status: 204 }, noReceipt(204)],
    ['400 by the platform', problem(400), refused(400)],
    ['409 by the platform', problem(409), refused(409)],
    ['413 by the platform', problem(413), refused(413)],
    ['422 by the platform', problem(422), refused(422)],
    ['422 with a charset', { ...problem(422), type: `${PROBLEM}; charset=utf-8` }, refused(422)],
    ['422 whose problem says 400', problem(422, 400), retried('platform.server-error', 422)],
    ['422 as plain JSON', { ...problem(422), type: 'application/json' }, retried('platform.server-error', 422)],
    ['422 as HTML', html(422), retried('platform.server-error', 422)],
    ['413 of a proxy', html(413), retried('platform.server-error', 413)],
    ['400 without a body', { status: 400 }, retried('platform.server-error', 400)],
    ['a problem without status', { status: 422, type: PROBLEM, body: '{"title":"x"}' }, retried('platform.server-error', 422)],
    ['401', problem(401), { kind: 'unauthorised', error: { code: 'platform.unauthorised', status: 401 } }],
    ['403 is no final word', problem(403), retried('platform.server-error', 403)],
    ['404 by the platform is none', problem(404), retried('platform.server-error', 404)],
    ['410 is none', problem(410), retried('platform.server-error', 410)],
    ['301', { status: 301, headers: { location: 'http://elsewhere/' } }, retried('platform.redirected', 301)],
    ['307', { status: 307, headers: { location: '/other' } }, retried('platform.redirected', 307)],
    ['429', { status: 429 }, retried('platform.rate-limited', 429, { wholeLine: true })],
    ['429 with seconds', { status: 429, headers: { 'retry-after': '7' } }, retried('platform.rate-limited', 429, { afterMs: 7_000, wholeLine: true })],
    ['503 with seconds', { status: 503, headers: { 'retry-after': '90' } }, retried('platform.server-error', 503, { afterMs: 90_000, wholeLine: true })],
    ['503 with a date', { status: 503, headers: { date: 'Sun, 22 Nov 2026 06:00:00 GMT', 'retry-after': 'Sun, 22 Nov 2026 06:02:00 GMT' } }, retried('platform.server-error', 503, { afterMs: 120_000, wholeLine: true })],
    ['503 without', { status: 503 }, retried('platform.server-error', 503)],
    ['500 with seconds: this part alone', { status: 500, headers: { 'retry-after': '5' } }, retried('platform.server-error', 500, { afterMs: 5_000 })],
    ['429 for ten years: an hour', { status: 429, headers: { 'retry-after': '315360000' } }, retried('platform.rate-limited', 429, { afterMs: 3_600_000, wholeLine: true })],
    ['429 with nonsense', { status: 429, headers: { 'retry-after': 'soon' } }, retried('platform.rate-limited', 429, { wholeLine: true })],
    ['500', problem(500), retried('platform.server-error', 500)],
    ['502', html(502), retried('platform.server-error', 502)],
    ['an endless answer', json(200, ' '.repeat(1_100_000)), retried('platform.not-a-receipt', null)],
  ]; // prettier-ignore
  test.each(table)('%s', async (_name, answer, outcome) => {
    scripted = answer;
    expect(await adapter.sendDocument(document)).toMatchObject(outcome);
  });
});

describe('a picture', () => {
  const photo = (): { sha256: Sha256; mime: string; file: string } => ({
    sha256: PICTURE,
    mime: 'image/png',
    file: join(folder, 'picture'),
  });
  const table: readonly (readonly [string, Scripted, object])[] = [
    ['201', { status: 201 }, { kind: 'received' }],
    ['200', { status: 200 }, { kind: 'received' }],
    ['200 with a JSON object', json(200, '{"stored":true}'), { kind: 'received' }],
    ['200 HTML', html(200), { kind: 'retry', error: { code: 'platform.not-a-receipt' } }],
    [
      '200 HTML without a type',
      { status: 200, body: '<html>' },
      { kind: 'retry', error: { code: 'platform.not-a-receipt' } },
    ],
    [
      '200 empty HTML',
      { status: 200, type: 'text/html' },
      { kind: 'retry', error: { code: 'platform.not-a-receipt' } },
    ],
    ['202', { status: 202 }, { kind: 'retry', error: { code: 'platform.not-a-receipt' } }],
    ['400 by the platform: hash again', problem(400), { kind: 'hash-mismatch' }],
    ['400 by anyone: hash again', html(400), { kind: 'hash-mismatch' }],
    ['413 by the platform', problem(413), { kind: 'refused', error: { status: 413 } }],
    ['413 of a proxy', html(413), { kind: 'retry' }],
    ['404', problem(404), { kind: 'retry', error: { code: 'platform.server-error' } }],
    ['401', { status: 401 }, { kind: 'unauthorised' }],
    ['500', { status: 500 }, { kind: 'retry' }],
  ];
  test.each(table)('%s', async (_name, answer, outcome) => {
    scripted = answer;
    expect(await adapter.sendPhoto(photo())).toMatchObject(outcome);
    expect(asked).toMatchObject({ method: 'PUT', url: `/api/v1/blobs/${PICTURE}` });
    expect(asked?.headers['content-type']).toBe('image/png');
    expect(asked?.body.toString()).toBe('a picture');
  });

  test('a file that is not there uses no line', async () => {
    asked = undefined;
    expect(await adapter.sendPhoto({ ...photo(), file: join(folder, 'gone') })).toEqual({
      kind: 'unreadable',
      detail: 'ENOENT',
    });
    expect(await adapter.sendPhoto({ ...photo(), file: folder })).toMatchObject({ kind: 'unreadable' });
    expect(asked).toBeUndefined();
  });

  test.each([
    ['200', { status: 200 }, 'stored'],
    ['404', { status: 404 }, 'missing'],
    ['200 of a portal', { status: 200, type: 'text/html' }, 'retry'],
    ['204', { status: 204 }, 'retry'],
    ['401', { status: 401 }, 'unauthorised'],
    ['503', { status: 503 }, 'retry'],
  ] as const)('asked for: %s', async (_name, answer, kind) => {
    scripted = answer;
    expect((await adapter.hasPhoto(PICTURE)).kind).toBe(kind);
    expect(asked).toMatchObject({ method: 'HEAD', url: `/api/v1/blobs/${PICTURE}` });
  });
});

describe('enrolment, heartbeat, chain', () => {
  const request = {
    enrolmentCode: 'c',
    stationId: ID,
    publicKey: { kty: 'OKP', crv: 'Ed25519', x: 'x' },
    stationName: 'n',
    softwareVersion: 'v',
  } as const;
  const enrolled = (changes: object = {}): Scripted =>
    json(201, JSON.stringify({ stationId: ID, keyId: 'our-key', token: 't0ken', ...changes }));
  test.each([
    ['201', enrolled(), { kind: 'enrolled', token: 't0ken' }],
    ['for another key', enrolled({ keyId: 'x' }), { kind: 'retry', error: { code: 'platform.not-a-receipt' } }],
    ['for another station', enrolled({ stationId: 'x' }), { kind: 'retry' }],
    ['a token that would break a header', enrolled({ token: 'a\r\nb' }), { kind: 'retry' }],
    ['200 HTML', html(200), { kind: 'retry', error: { code: 'platform.not-a-receipt' } }],
    ['403', problem(403), { kind: 'refused', error: { code: 'platform.enrolment-refused', status: 403 } }],
    ['403 of a proxy', html(403), { kind: 'retry' }],
    ['500', problem(500), { kind: 'retry' }],
  ])('enrol: %s', async (_name, answer, outcome) => {
    scripted = answer;
    expect(await adapter.enrol(request)).toMatchObject(outcome);
    expect(asked?.headers.authorization).toBeUndefined();
    expect(JSON.parse(String(asked?.body))).toEqual(request);
  });

  const beat = {
    stationId: ID,
    at: '2026-11-22T14:00:00.000+08:00' as never,
    softwareVersion: 'v',
    clockOffsetMs: null,
    chain: { length: 0, head: '' },
    outbox: { pending: 0, parked: 0, oldestAgeSeconds: null },
    devices: [],
  };
  test.each([
    ['200', json(200, `{"now":"${AT}"}`), { kind: 'heard', platformNow: WALL }],
    ['200 HTML', html(200), { kind: 'retry', error: { code: 'platform.not-a-receipt' } }],
    ['401', problem(401), { kind: 'unauthorised' }],
    ['429', { status: 429, headers: { 'retry-after': '9' } }, { kind: 'retry', afterMs: 9_000, wholeLine: true }],
  ])('heartbeat: %s', async (_name, answer, outcome) => {
    scripted = answer;
    expect(await adapter.heartbeat(beat)).toMatchObject(outcome);
  });

  test('chain', async () => {
    const item = { sequence: 5, id: ID, hash: HASH, receivedAt: AT, missingBlobs: [] };
    scripted = json(200, JSON.stringify({ highestSequence: 5, items: [item] }));
    expect(await adapter.chain(5, 10)).toEqual({ kind: 'chain', highestSequence: 5, items: [item] });
    expect(asked?.url).toBe('/api/v1/chain?from=5&limit=10');
    scripted = json(200, '{"highestSequence":-1,"items":[]}');
    expect(await adapter.chain()).toMatchObject({ kind: 'retry', error: { code: 'platform.not-a-receipt' } });
  });

  test('a 401 to a token renewed meanwhile is asked again with the new one', async () => {
    const tokens: (string | undefined)[] = [];
    const own = createServer((incoming, response) => {
      tokens.push(incoming.headers.authorization);
      token = 'renewed';
      response.writeHead(incoming.headers.authorization === 'Bearer renewed' ? 200 : 401);
      response.end();
    });
    await new Promise<void>((resolve) => own.listen(0, '127.0.0.1', resolve));
    const made = adapterFor(client(`http://127.0.0.1:${(own.address() as AddressInfo).port}`));
    expect((await made.hasPhoto(PICTURE)).kind).toBe('stored');
    expect(tokens).toEqual(['Bearer the-token', 'Bearer renewed']);
    token = 'the-token';
    own.closeAllConnections();
    await new Promise((resolve) => own.close(resolve));
  });
});

describe('the line', () => {
  test('plain http only to loopback', () => {
    for (const url of [
      'http://platform.example/api',
      'http://192.168.1.9/',
      'ftp://127.0.0.1/',
      'http://127.0.0.1.example/',
    ])
      expect(() => client(url), url).toThrow(/config.invalid/);
    for (const url of ['http://localhost:1/', 'http://[::1]:1/', 'http://127.9.9.9:1/', 'https://platform.example/'])
      expect(() => client(url), url).not.toThrow();
    expect(() => client('https://platform.example/', join(folder, 'no.pem'))).toThrow(/platform.caFile/);
  });

  test('nobody listens', async () => {
    const made = adapterFor(client('http://127.0.0.1:1/'));
    expect(await made.sendDocument(document)).toMatchObject({
      kind: 'retry',
      error: { code: 'platform.unreachable', detail: 'ECONNREFUSED' },
    });
  });

  test('certificates are checked, against the own CA where one is given, and nothing switches that off', async () => {
    const secure = createTlsServer({ key: SERVER_KEY, cert: SERVER_CERTIFICATE }, (_request, response) =>
      response.end(),
    );
    await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
    const url = `https://127.0.0.1:${(secure.address() as AddressInfo).port}/`;
    const caFile = join(folder, 'ca.pem');
    writeFileSync(caFile, CA);
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      expect(await adapterFor(client(url)).hasPhoto(PICTURE)).toMatchObject({
        kind: 'retry',
        error: { code: 'platform.unreachable', detail: expect.stringMatching(/CERT|LEAF/) as string },
      });
      expect(await adapterFor(client(url, caFile)).hasPhoto(PICTURE)).toEqual({ kind: 'stored' });
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
      secure.closeAllConnections();
      await new Promise((resolve) => secure.close(resolve));
    }
  });
});
