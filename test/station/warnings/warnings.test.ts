/** What the platform warns of, from its event to its closing, over the real wire: listed, taken on, answered, received, returned. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WarningItem } from '../../../preload/contract/warnings.ts';
import { Site } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';
import { png } from './pictures.ts';

let site: Site;
let station: RunningStation;
beforeAll(async () => {
  site = await Site.open({ stabilityMs: 400, noiseKg: 0, rateHz: 20 });
  station = await RunningStation.start(site);
  await station.until('the events', () => site.platform.events.listeners === 1);
});
afterAll(async () => {
  await station.stop();
  await site.close();
});

const HOUR = 3_600_000;
const dueIn = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();
function warn(warningId: string, more: object = {}): string {
  const data = {
    warningId,
    code: 'over-limit-exit',
    level: 'high',
    title: '超限出场',
    text: '请整改',
    dueAt: dueIn(24),
    ...more,
  };
  return site.platform.pushEvent({ type: 'warning.raised', data });
}
const item = async (warningId: string): Promise<WarningItem | undefined> =>
  (await station.call('warnings.list', {})).items.find((one) => one.warningId === warningId);
const state = async (warningId: string) => (await item(warningId))?.state;
const answer = (warningId: string, images: string[] = []) => ({
  warningId,
  text: '已卸货至限值以内，对装载机司机作了教育。',
  responsible: '李主任',
  images,
});

test('raised: listed with its deadline, pushed, and heard', async () => {
  warn('w-1');
  await station.until('the warning', async () => (await item('w-1')) !== undefined);
  expect(await item('w-1')).toMatchObject({
    origin: 'platform',
    state: 'raised',
    stage: 'calm',
    level: 'high',
    owner: null,
    title: '超限出场',
    site: null,
  });
  const open = await station.call('warnings.open', {});
  expect(open.platform).toMatchObject({ count: 1, next: { warningId: 'w-1', stage: 'calm' } });
  expect(open.sound).toMatchObject({ warningId: 'w-1', mark: 'raised' });
  expect(station.pushed('warnings.changed').at(-1)?.platform.count).toBe(1);
});

test('acknowledged: who sees to it; the same person once, another one may take it over', async () => {
  expect(await station.call('warnings.acknowledge', { warningId: 'w-1', operatorId: '李主任' })).toMatchObject({
    state: 'acknowledged',
    owner: '李主任',
  });
  expect(await station.refusal('warnings.acknowledge', { warningId: 'w-1', operatorId: '李主任' })).toBe(
    'warning.already-acknowledged',
  );
  await station.call('warnings.acknowledge', { warningId: 'w-1', operatorId: '王主任' });
  expect(await item('w-1')).toMatchObject({ state: 'acknowledged', owner: '王主任' });
  expect(await station.refusal('warnings.acknowledge', { warningId: 'w-1', reason: '误报' })).toBe(
    'warning.answer-owed',
  );
  expect(await station.refusal('warnings.acknowledge', { warningId: 'none' })).toBe('warning.not-found');
});

test('rectified: a signed document with its pictures, received by the platform, once', async () => {
  const before = await station.call('attachment.add', { base64: png(64, 48).toString('base64'), role: 'before' });
  const after = await station.call('camera.snapshot', { cameraId: 'cam-front', role: 'after' });
  expect(await station.refusal('warnings.rectify', answer('w-1', ['0'.repeat(64)]))).toBe('warning.picture-unknown');
  expect(await station.refusal('warnings.rectify', { ...answer('w-1'), text: ' ' })).toBe('rpc.invalid-input');
  expect(await station.refusal('warnings.rectify', { ...answer('w-1'), text: 'x'.repeat(4001) })).toBe(
    'rpc.invalid-input',
  );
  expect(await state('w-1')).toBe('acknowledged');
  const input = answer('w-1', [before.sha256, after.sha256, after.sha256]);
  const document = await station.call('warnings.rectify', input, 'rectify-1');
  expect(document).toMatchObject({ warningId: 'w-1', responsible: '李主任' });
  expect(document.images.map(({ cameraId, role }) => [role, cameraId])).toEqual([
    ['before', 'file'],
    ['after', 'cam-front'],
  ]);
  expect(await station.call('warnings.rectify', input, 'rectify-1')).toEqual(document);
  expect(await station.refusal('warnings.rectify', input)).toBe('warning.not-open');
  await station.until('its receipt', async () => (await state('w-1')) === 'fed-back');
  const stored = site.platform.documents().find(({ path }) => path === 'rectifications');
  expect(stored?.document).toEqual(document);
  await station.until('its pictures', () => [before, after].every(({ sha256 }) => site.platform.blobs().has(sha256)));
  await station.until('all of it', async () => {
    const { history } = await station.call('warnings.get', { warningId: 'w-1' });
    return history.at(-1)?.upload === 'done' && history.at(-1)?.receivedAt !== null;
  });
  expect((await station.call('warnings.open', {})).platform.count).toBe(0);
  expect(await site.platform.verifyAll()).toMatchObject({ faults: [], gaps: [], missingBlobs: [] });
  expect((await station.call('chain.verify', {})).ok).toBe(true);
});

test('returned: it waits again, and is answered a second time; closed, it is over', async () => {
  site.platform.pushEvent({ type: 'warning.returned', data: { warningId: 'w-1', text: '照片看不清' } });
  await station.until('its return', async () => (await state('w-1')) === 'returned');
  expect((await station.call('warnings.list', { state: 'awaited' })).items.map(({ warningId }) => warningId)).toContain(
    'w-1',
  );
  await station.call('warnings.rectify', answer('w-1'));
  await station.until('the second receipt', async () => (await state('w-1')) === 'fed-back');
  site.platform.pushEvent({ type: 'warning.closed', data: { warningId: 'w-1', text: '同意销号' } });
  await station.until('its closing', async () => (await state('w-1')) === 'closed');
  const { history } = await station.call('warnings.get', { warningId: 'w-1' });
  expect(history.map(({ step }) => step)).toEqual([
    'raised',
    'acknowledged',
    'acknowledged',
    'rectified',
    'returned',
    'rectified',
    'closed',
  ]);
  expect(history.at(-1)?.text).toBe('同意销号');
  expect(await station.refusal('warnings.rectify', answer('w-1'))).toBe('warning.not-open');
  expect(await station.refusal('warnings.acknowledge', { warningId: 'w-1' })).toBe('warning.not-open');
});

test('closed before it was raised, also over a restart: never open', async () => {
  site.platform.pushEvent({ type: 'warning.closed', data: { warningId: 'w-early' } });
  warn('w-behind');
  await station.until('the one behind it', async () => (await item('w-behind')) !== undefined);
  await station.stop();
  warn('w-early');
  station = await RunningStation.start(site);
  await station.until('the early one', async () => (await item('w-early')) !== undefined);
  expect(await state('w-early')).toBe('closed');
  expect((await station.call('warnings.list', { state: 'closed' })).items.map(({ warningId }) => warningId)).toContain(
    'w-early',
  );
});

test('delivered twice, and after a break of the line: one warning', async () => {
  warn('w-twice');
  await station.until('it', async () => (await item('w-twice')) !== undefined);
  await station.stop();
  station = await RunningStation.start(site);
  site.platform.events.dropStreams();
  warn('w-twice', { title: 'once more under another event' });
  warn('w-marker');
  await station.until('what follows', async () => (await item('w-marker')) !== undefined);
  const { items } = await station.call('warnings.list', { limit: 200 });
  expect(items.filter(({ warningId }) => warningId === 'w-twice')).toHaveLength(1);
  expect(items.find(({ warningId }) => warningId === 'w-twice')?.title).toBe('超限出场');
});

test('an announcement is read, and asks for nothing else', async () => {
  const id = site.platform.pushEvent({ type: 'announcement', data: { text: '周五检查' } });
  const warningId = `announcement:${id}`;
  await station.until('it', async () => (await item(warningId)) !== undefined);
  expect(await item(warningId)).toMatchObject({ announcement: true, title: '周五检查', dueAt: null, level: 'info' });
  expect(await station.refusal('warnings.rectify', answer(warningId))).toBe('warning.not-rectifiable');
  expect(await station.call('warnings.acknowledge', { warningId, operatorId: '张三' })).toMatchObject({
    state: 'closed',
  });
  expect(await state(warningId)).toBe('closed');
});

test('hostile words are kept as they came, and cut only in the list', async () => {
  const text = '<img src=x onerror=alert(1)>\u202e\u0000\u001b[2J{{title}}'.repeat(2500);
  warn('w-<script>"\'', {
    title: text.slice(0, 400),
    text,
    code: '../../etc',
    documentIds: ['not-a-uuid', "'; DROP TABLE document; --"],
  });
  await station.until('it', async () => (await item('w-<script>"\'')) !== undefined);
  const {
    evidence,
    item: listed,
    text: whole,
    unknownIds,
  } = await station.call('warnings.get', { warningId: 'w-<script>"\'' });
  expect(whole).toBe(text);
  expect(listed.title).toHaveLength(300);
  expect(evidence).toEqual([]);
  expect(unknownIds).toHaveLength(2);
});

describe('evidence', () => {
  test('the named record with its pictures and curve, and what has the same plate about that time', async () => {
    const truck = { plateFront: '晋C12345', operatorId: '测试员' };
    site.driveOn({ plateFront: '晋C12345', plateRear: null }, 16_200, 0);
    await station.untilSteady();
    const tare = await station.captureWhole({ ...truck, kind: 'tare', axleCount: 6, vehicleType: 'articulated' });
    site.driveOff(0);
    await station.untilPhase('idle');
    warn('w-doc', { documentIds: [tare.id] });
    await station.until('it', async () => (await item('w-doc')) !== undefined);
    const { evidence } = await station.call('warnings.get', { warningId: 'w-doc' });
    expect(evidence).toMatchObject([
      { id: tare.id, why: 'named', kind: 'weighing', weightKg: 16_200, curveOf: tare.id },
    ]);
    expect(evidence[0]?.images.map(({ role }) => role).sort()).toEqual(['front', 'rear']);
    // By the plate in its words alone.
    warn('w-words', { title: '晋C·12345 超限', text: '' });
    await station.until('it', async () => (await item('w-words')) !== undefined);
    const found = await station.call('warnings.get', { warningId: 'w-words' });
    expect(found.evidence).toMatchObject([{ id: tare.id, why: 'near' }]);
  });
});

test('the inbox in pages, of both origins, the nearest deadline first', async () => {
  const all: WarningItem[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Awaited<ReturnType<typeof station.call<'warnings.list'>>> = await station.call('warnings.list', {
      state: 'awaited',
      limit: 2,
      ...(cursor === '' ? {} : { cursor }),
    });
    all.push(...page.items);
    cursor = page.nextCursor;
  }
  const whole = (await station.call('warnings.list', { state: 'awaited', limit: 200 })).items;
  expect(all.map(({ warningId }) => warningId)).toEqual(whole.map(({ warningId }) => warningId));
  expect(whole.length).toBeGreaterThan(3);
  const dues = whole.map(({ dueAt }) => (dueAt === null ? Infinity : Date.parse(dueAt)));
  expect(dues).toEqual(dues.toSorted((a, b) => a - b));
  expect(await station.refusal('warnings.list', { cursor: 'x' })).toBe('rpc.invalid-input');
  expect(await station.refusal('warnings.list', { cursor: '1.%' })).toBe('rpc.invalid-input');
});

test('figures of these days', async () => {
  const day = (ms: number) => new Date(ms + 8 * HOUR).toISOString().slice(0, 10);
  const figures = await station.call('warnings.statistics', { from: day(Date.now() - 24 * HOUR), to: day(Date.now()) });
  const { total } = figures;
  expect(total.raised).toBe(total.inTime + total.late + total.overdue + total.open);
  expect(total.inTime).toBeGreaterThanOrEqual(1);
  expect(total.answerMinutes).not.toBeNull();
  expect(figures.byKind.reduce((sum, { raised }) => sum + raised, 0)).toBe(total.raised);
  expect(figures.byLevel.reduce((sum, { raised }) => sum + raised, 0)).toBe(total.raised);
  expect(figures.byMonth.reduce((sum, { raised }) => sum + raised, 0)).toBe(total.raised);
});

test('a proxy that holds the stream back: the long poll, and a warning comes through all the same', async () => {
  site.platform.events.holdStreams(true);
  try {
    site.platform.events.dropStreams();
    warn('w-poll');
    await station.until('it, by poll', async () => (await item('w-poll')) !== undefined, 60_000);
  } finally {
    site.platform.events.holdStreams(false);
  }
}, 90_000);
