/** Entries with their notices, corrections that name what they put right, and what an entry explains; in a real folder. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Notice } from '../../../preload/contract/documents.ts';
import type { EntryInput, LedgerEntry } from '../../../preload/contract/ledger.ts';
import { timestamp, type EpochMs, type Sha256, type Uuid } from '../../../preload/contract/vocabulary.ts';
import { EntryStore } from '../../../main/station/ledger/entry-store.ts';
import { LedgerDesk } from '../../../main/station/ledger/ledger-desk.ts';
import { LedgerWatch } from '../../../main/station/ledger/ledger-watch.ts';
import { MatterStore } from '../../../main/station/ledger/matter-store.ts';
import { PhotoStore } from '../../../main/station/records/photo-store.ts';
import { Publisher } from '../../../main/station/records/publisher.ts';
import { WarningStore } from '../../../main/station/records/warning-store.ts';
import type { Act } from '../../../main/station/rpc-server.ts';
import { chainOf } from '../records/samples.ts';
import { newId, tempStation, thrown, type TempStation } from '../store/temp-station.ts';

const DAY_MS = 86_400_000;
const WHO = { operatorId: '王站长' };
const SHA = 'a'.repeat(64) as Sha256;

let station: TempStation;
let desk: LedgerDesk;
let watch: LedgerWatch;
let entries: EntryStore;
let warnings: WarningStore;
let sent: string[];
let remembered: unknown[];
let act: Act;
let chain: ReturnType<typeof chainOf>['chain'];

beforeEach(() => {
  station = tempStation();
  const { clock, dataDir, db } = station;
  chain = chainOf(db, clock).chain;
  sent = [];
  remembered = [];
  act = {
    role: 'nobody',
    operator: '',
    requestId: null,
    request: null,
    remember: (output) => void remembered.push(output),
  };
  warnings = new WarningStore(db);
  entries = new EntryStore(db);
  const matters = new MatterStore(db, warnings, newId);
  const photos = new PhotoStore({ dataDir, db });
  photos.record({
    sha256: SHA,
    bytes: 3,
    width: 4,
    height: 5,
    mime: 'image/jpeg',
    cameraId: 'cam-office',
    takenAt: at(),
  });
  const scaleIds = ['scale-1', 'scale-2'];
  const rules = { expiredCertificate: 'block', sealPhotoDays: 30 } as const;
  watch = new LedgerWatch({ db, entries, matters, rules, scaleIds, onRaised: () => undefined, clock });
  desk = new LedgerDesk({
    db,
    entries,
    matters,
    chain,
    publisher: new Publisher({ db, chain, enqueue: ({ id }) => void sent.push(id) }),
    photos,
    scaleIds,
    deviceIds: () => ['cam-front'],
    onChange: () => watch.look(),
    clock,
    newId,
  });
});
afterEach(() => station.end());

function at(days = 0) {
  return timestamp((station.clock.now + days * DAY_MS) as EpochMs);
}
const day = (days: number): string => at(days).slice(0, 10);
const COMMON = { subjectId: 'scale-1', text: '年检', images: [] as Sha256[] };
const certificate = (from: number, until: number, certificateNo = 'JJ-1'): EntryInput => ({
  ...COMMON,
  at: at(),
  kind: 'calibration',
  details: { certificateNo, verifiedOn: day(from), validUntil: day(until), institution: '阳泉市计量所' },
});
const seal = (sealNo: string, state: 'intact' | 'broken' | 'replaced', images: Sha256[] = [SHA]): EntryInput => ({
  ...COMMON,
  at: at(),
  images,
  kind: 'seal',
  details: { sealNo, state },
});
const add = (entry: EntryInput): LedgerEntry => desk.add({ entry, ...WHO }, act);
const openMatters = (): string[] =>
  station.db
    .prepare<{ matter: string }>(
      'SELECT m.matter FROM open_warning o JOIN warning w ON w.id = o.warningId JOIN ledger_matter m ON m.id = w.subjectId ORDER BY m.rowid',
    )
    .all()
    .map(({ matter }) => matter);
const noticeOf = (id: Uuid): Notice | undefined => chain.get(id)?.document as Notice | undefined;

test('an entry with a kind of notice is a signed document of the same id, with figures and pictures in it', () => {
  const entry = add({ ...certificate(-1, 364), images: [SHA] });
  expect(noticeOf(entry.id)).toMatchObject({
    kind: 'calibration',
    subjectId: 'scale-1',
    operatorId: '王站长',
    details: { certificateNo: 'JJ-1' },
    images: [{ sha256: SHA, role: 'attachment', cameraId: 'cam-office' }],
  });
  expect(noticeOf(entry.id)?.text).toContain('证书编号 JJ-1');
  expect(sent).toEqual([entry.id]);
  expect(remembered).toEqual([entry]);
  expect(entry.sequence).toBe(1);
});

test('what the platform has no kind for stays here', () => {
  const drill: EntryInput = {
    ...COMMON,
    at: at(),
    kind: 'drill',
    details: { participants: '全体', result: '10 分钟恢复' },
  };
  expect(add(drill)).toMatchObject({ sequence: null, upload: null });
  expect(sent).toEqual([]);
});

test('a correction names what it puts right; what was wrong stays, and counts no more', () => {
  const wrong = add(certificate(-1, -0, 'WRONG'));
  expect(watch.ofScale('scale-1').certificate).toMatchObject({ state: 'due', daysLeft: 0 });
  const right = desk.correct({ id: wrong.id, entry: certificate(-1, 364), reason: '抄错', ...WHO }, act);
  expect(right.corrects).toEqual({ id: wrong.id, reason: '抄错', withdrawn: false });
  const notice = noticeOf(right.id);
  expect(notice).toMatchObject({ subjectId: wrong.id, subjectSequence: 1, subjectHash: noticeOf(wrong.id)?.hash });
  expect(notice?.text).toMatch(/^更正（抄错）/);
  expect(watch.ofScale('scale-1').certificate).toMatchObject({ state: 'valid', details: { certificateNo: 'JJ-1' } });
  expect(entries.get(wrong.id)).not.toBeNull();
  expect(thrown(() => desk.correct({ id: wrong.id, entry: null, reason: '再改', ...WHO }, act))).toMatchObject({
    code: 'ledger.already-corrected',
  });
  const gone = desk.correct({ id: right.id, entry: null, reason: '不是本磅', ...WHO }, act);
  expect(gone).toMatchObject({ details: null, corrects: { withdrawn: true } });
  expect(watch.ofScale('scale-1').certificate).toMatchObject({ state: 'none', blocks: true });
  expect(thrown(() => desk.correct({ id: gone.id, entry: null, reason: '撤', ...WHO }, act))).toMatchObject({
    code: 'ledger.already-corrected',
  });
});

test.each<[string, () => unknown, string]>([
  [
    'another kind',
    () => desk.correct({ id: add(seal('1', 'intact')).id, entry: certificate(-1, 9), reason: '改', ...WHO }, act),
    'rpc.invalid-input',
  ],
  [
    'no such entry',
    () => desk.correct({ id: newId(), entry: null, reason: '撤', ...WHO }, act),
    'ledger.entry-not-found',
  ],
  ['no such scale', () => add({ ...certificate(-1, 9), subjectId: 'cam-front' }), 'ledger.subject-unknown'],
  ['no such device', () => add({ ...COMMON, at: at(), kind: 'repair', subjectId: 'cam-9' }), 'ledger.subject-unknown'],
  ['no such picture', () => add(seal('1', 'intact', ['b'.repeat(64) as Sha256])), 'ledger.picture-unknown'],
  [
    'a patrol of tomorrow',
    () => add({ ...COMMON, at: at(1), kind: 'patrol', details: { result: 'in-order' } }),
    'ledger.time-ahead',
  ],
  ['verified tomorrow', () => add(certificate(1, 9)), 'ledger.dates-crossed'],
  ['over before it began', () => add(certificate(-1, -2)), 'ledger.dates-crossed'],
])('refused, and nothing is left of it: %s', (_, act_, code) => {
  const rows = () =>
    station.db.prepare<{ n: number }>("SELECT COUNT(*) AS n FROM ledger_entry WHERE kind <> 'seal'").get()?.n;
  expect(thrown(act_)).toMatchObject({ code });
  expect(rows()).toBe(0);
});

test('a held chain refuses the whole entry', () => {
  chain.hold();
  expect(thrown(() => add(certificate(-1, 9)))).toMatchObject({ code: 'platform.chain-unknown' });
  expect(station.db.prepare<{ n: number }>('SELECT COUNT(*) AS n FROM ledger_entry').get()?.n).toBe(0);
});

test('a certificate is told once when it is due and once when it is over; a new one explains both', () => {
  add(certificate(-340, 25));
  expect(openMatters()).toEqual(['certificate-due']);
  watch.look();
  expect(openMatters()).toEqual(['certificate-due']);
  station.clock.now += 26 * DAY_MS;
  watch.look();
  expect(openMatters()).toEqual(['certificate-due', 'certificate-expired']);
  expect(warnings.open().newest).toMatchObject({
    kind: 'ledger',
    ledger: { matter: 'certificate-expired', was: 'JJ-1' },
  });
  add(certificate(0, 364, 'JJ-2'));
  expect(openMatters()).toEqual([]);
});

test('a seal: its picture at an interval, its number, and that it is whole', () => {
  add(seal('0001', 'intact'));
  expect(openMatters()).toEqual([]);
  station.clock.now += 31 * DAY_MS;
  watch.look();
  expect(openMatters()).toEqual(['seal-photo-due']);
  add(seal('0001', 'intact', []));
  expect(openMatters()).toEqual(['seal-photo-due']);
  add(seal('0001', 'intact'));
  expect(openMatters()).toEqual([]);
  const broken = add(seal('0001', 'broken'));
  station.clock.now += 1000;
  add(seal('0002', 'replaced'));
  expect(openMatters()).toEqual(['seal-broken', 'seal-changed']);
  expect(watch.ofScale('scale-1').seal).toMatchObject({ state: 'intact', sealNo: '0002' });
  // Put right, it is compared with what was there before it, not with itself.
  desk.correct({ id: broken.id, entry: { ...seal('0001', 'intact'), at: broken.at }, reason: '看错', ...WHO }, act);
  expect(openMatters()).toEqual(['seal-broken', 'seal-changed']);
});

test('business rests from the day that was told, and goes on from the day that was told', () => {
  const details = { township: '荫营镇人民政府', until: null };
  add({ ...COMMON, at: at(3), kind: 'suspension', subjectId: null, details });
  expect(watch.suspendedSince()).toBeNull();
  station.clock.now += 4 * DAY_MS;
  expect(watch.suspendedSince()).toBe(at(-1));
  add({ ...COMMON, at: at(), kind: 'resumption', subjectId: null, details });
  expect(watch.suspendedSince()).toBeNull();
});

test('in words alone: a notice as it was said, and no figures are made up', () => {
  const notice = desk.notice(
    { kind: 'calibration', subjectId: 'scale-1', effectiveAt: at(), text: '已检定', ...WHO },
    act,
  );
  expect(notice).toMatchObject({ kind: 'calibration', text: '已检定', subjectId: 'scale-1' });
  expect(watch.ofScale('scale-1').certificate.state).toBe('none');
  const about = desk.notice({ kind: 'outage', subjectId: notice.id, effectiveAt: at(), text: '停电', ...WHO }, act);
  expect(about).toMatchObject({ subjectId: notice.id, subjectHash: notice.hash });
  expect(
    thrown(() => desk.notice({ kind: 'outage', subjectId: 'x', effectiveAt: at(), text: '停电', ...WHO }, act)),
  ).toMatchObject({ code: 'ledger.subject-unknown' });
});

test('the schema itself keeps every row', () => {
  const { id } = add(seal('0001', 'intact'));
  for (const sql of [`UPDATE ledger_entry SET body = '{}'`, `DELETE FROM ledger_entry`])
    expect(() => station.db.prepare(sql).run()).toThrow('append-only');
  expect(entries.get(id)).not.toBeNull();
});
