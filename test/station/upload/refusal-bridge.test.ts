/** A document that the platform refuses for ever, on real sockets: its Notice `refused` arrives, and there is one. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PlatformLink } from '../../../main/station/platform/platform-link.ts';
import { NoticeStore } from '../../../main/station/records/notice-store.ts';
import { Publisher } from '../../../main/station/records/publisher.ts';
import { StandardAdapter } from '../../../main/station/upload/adapters/standard.ts';
import { Outbox } from '../../../main/station/upload/outbox.ts';
import { RefusalBridge } from '../../../main/station/upload/refusal-bridge.ts';
import { ServerClient } from '../../../main/station/upload/server-client.ts';
import { Uploader } from '../../../main/station/upload/uploader.ts';
import type { Notice } from '../../../preload/contract/documents.ts';
import { timestamp } from '../../../preload/contract/vocabulary.ts';
import { PlatformSimulator } from '../../sim/platform/platform-simulator.ts';
import { chainOf, noticeBody } from '../../unit/records/samples.ts';
import { newId, tempStation, type TempStation } from '../../unit/store/temp-station.ts';
import { quiet } from '../../unit/platform/manual-time.ts';
import { FastTime } from './fast-time.ts';

const WAIT = { timeout: 15_000, interval: 20 };
const REFUSED = { kind: 'status', status: 422, problem: true, detail: `/text ${'\ud83d\ude00'.repeat(1200)}` } as const;

let platform: PlatformSimulator;
let station: TempStation;
let made: ReturnType<typeof chainOf>;
let outbox: Outbox;
let bridge: RefusalBridge;
let token: string | null;
let running: { uploader: Uploader; client: ServerClient } | null;
/** Called inside the transaction that parks, after the bridge. */
let afterBridge: () => void;

beforeEach(async () => {
  platform = new PlatformSimulator();
  await platform.start();
  station = tempStation({ simulated: true });
  made = chainOf(station.db, station.clock);
  token = null;
  running = null;
  afterBridge = () => undefined;
  open();
});
afterEach(async () => {
  await down();
  station.end();
  await platform.stop();
});

/** The parts that a start makes over the open folder. */
function open(): void {
  const { db, clock } = station;
  made = chainOf(db, clock, made.signer);
  outbox = new Outbox(db, (documentId, error) => {
    bridge.bridge(documentId, error);
    afterBridge();
  });
  const { chain } = made;
  const publisher = new Publisher({ db, chain, enqueue: (document) => outbox.enqueue(document) });
  bridge = new RefusalBridge({ db, chain, notices: new NoticeStore(db), publisher, clock, newId });
}

async function up(): Promise<void> {
  const time = new FastTime(100);
  const client = new ServerClient({ url: platform.url, connections: 4, userAgent: 'test' });
  const link = new PlatformLink({ clock: time, random: Math.random, log: quiet });
  const keyId = made.signer.kid;
  const adapter = new StandardAdapter({ client, token: () => token, keyId, wallMs: () => time.wall() });
  const uploader = new Uploader({
    outbox,
    adapter,
    link,
    photoFile: () => '',
    checkPhoto: () => Promise.resolve('missing'),
    clock: time,
    timers: time,
    random: Math.random,
    log: quiet,
  });
  running = { uploader, client };
  if (token === null) {
    const outcome = await adapter.enrol({
      enrolmentCode: 'TEST-CODE',
      stationId: station.db.stationId,
      publicKey: made.signer.publicJwk,
      stationName: '1号磅',
      softwareVersion: '0.1.0',
    });
    if (outcome.kind !== 'enrolled') throw new Error(JSON.stringify(outcome));
    token = outcome.token;
  }
  link.enrolled();
  uploader.start();
}

async function down(): Promise<void> {
  await Promise.all([running?.uploader.stop(), running?.client.stop()]);
  running = null;
}

function save(text: string): Notice {
  return station.db.immediate(() => {
    const notice = made.chain.append('notice', newId(), noticeBody('maintenance', { text }));
    new NoticeStore(station.db).index(notice);
    outbox.enqueue(notice);
    return notice;
  });
}

const bridges = () =>
  new NoticeStore(station.db).bySubject(String(refused.id)).filter(({ kind }) => kind === 'refused');
let refused: Notice;
function threeWithOneRefused(): () => void {
  save('一');
  refused = save('二');
  const heal = platform.fail(REFUSED, { on: 'documents', id: refused.id });
  save('三');
  return heal;
}
const settled = (parked: number) =>
  vi.waitFor(() => expect(outbox.counts()).toMatchObject({ pending: 0, parked }), WAIT);

test('the others pass and the notice arrives; asked for again it gets no second one', async () => {
  const heal = threeWithOneRefused();
  await up();
  await settled(1);
  expect(bridges()).toHaveLength(1);
  const document = platform.document(bridges()[0]?.id ?? '')?.document;
  expect(document).toMatchObject({
    kind: 'refused',
    subjectId: refused.id,
    subjectSequence: 2,
    subjectHash: refused.hash,
    operatorId: 'nobody',
  });
  const text = String(document?.['text']);
  expect(text).toContain('422 refused by the simulator /text');
  expect(text.length).toBeLessThanOrEqual(2_500);
  expect(text.isWellFormed()).toBe(true);
  expect(platform.documents()).toHaveLength(3);
  outbox.retry();
  await vi.waitFor(() => expect(platform.met.filter(({ id }) => id === refused.id)).toHaveLength(2), WAIT);
  await settled(1);
  expect(bridges()).toHaveLength(1);
  heal();
  outbox.retry(refused.id);
  await settled(0);
  expect(await platform.verifyAll()).toEqual({ documents: 4, faults: [], gaps: [], missingBlobs: [] });
});

test('a platform that refuses everything gets one notice a document and no chain of them', async () => {
  const heal = platform.fail(REFUSED, { on: 'documents' });
  for (let count = 0; count < 3; count++) save('一');
  await up();
  await settled(6);
  heal();
  outbox.retry();
  await settled(0);
  expect(made.chain.head().length).toBe(6);
});

test('parked and bridged in one transaction: cut off in it, both come later, once', async () => {
  threeWithOneRefused();
  afterBridge = () => {
    afterBridge = () => undefined;
    throw new Error('kill -9');
  };
  await up();
  await vi.waitFor(() => expect(platform.documents()).toHaveLength(2), WAIT);
  await settled(1);
  expect(bridges()).toHaveLength(1);
});

test('parked while the chain is held: bridged when it opens', async () => {
  threeWithOneRefused();
  made.chain.hold();
  made.chain.onOpen(() => bridge.catchUp());
  await up();
  await settled(1);
  expect(bridges()).toHaveLength(0);
  made.chain.open();
  expect(bridges()).toHaveLength(1);
  bridge.catchUp();
  expect(bridges()).toHaveLength(1);
  await settled(1);
  await down();
  station.reopen();
  open();
  bridge.catchUp();
  expect(bridges()).toHaveLength(1);
});

test('what our own side parked is bridged neither at once nor at a later start', () => {
  const documents = (['platform.not-mappable', 'platform.refused'] as const).map((code) => {
    const notice = save(code);
    const row = outbox.next(station.clock.wall(), new Set());
    if (row?.documentId !== notice.id) throw new Error('another row goes first');
    outbox.parked(row, { code, status: null, title: '', detail: 'netKg' });
    // The bridge's own part is not what this is about.
    for (let own = outbox.next(station.clock.wall(), new Set()); own !== undefined;)
      own = (outbox.received(own, timestamp(station.clock.wall())), outbox.next(station.clock.wall(), new Set()));
    return notice;
  });
  const bridged = () =>
    documents.map(
      ({ id }) => new NoticeStore(station.db).bySubject(id).filter(({ kind }) => kind === 'refused').length,
    );
  expect(bridged()).toEqual([0, 1]);
  bridge.catchUp();
  expect(bridged()).toEqual([0, 1]);
});
