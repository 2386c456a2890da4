/** When the clerk is not asked for the plate yet, because it is about to be read. */
import { describe, expect, test } from 'vitest';
import type { Readings } from '../../../../preload/contract/readings.ts';
import type { Uuid } from '../../../../preload/contract/vocabulary.ts';
import { awaited, progressOf, willRead, type Awaited } from '../../../../renderer/components/will-read.ts';

const INFO = { mode: 'attended', readsPlates: true, captureWhenSteady: true } as const;
const reading = (state: Readings['state'], displays = 0, picture = 'a'): Awaited['capture'] => ({
  id: '00000000-0000-7000-8000-000000000001' as Uuid,
  readings: { state, pictures: [picture], displays: Array(displays).fill({}) } as unknown as Readings,
});
const TRUCK: Awaited = {
  phase: 'steady',
  passId: '00000000-0000-7000-8000-000000000002' as Uuid,
  capture: null,
  document: null,
};

test.each<[string, Partial<Awaited> | null, boolean, boolean]>([
  ['nothing is known of a truck', null, false, false],
  ['it drives on', { phase: 'arriving' }, false, true],
  ['it takes long until it stands', { phase: 'arriving' }, true, true],
  ['it stands', {}, false, true],
  ['it stands, and no picture comes', {}, true, false],
  ['pictures are taken', { phase: 'capturing' }, true, true],
  ['they are read', { phase: 'confirm', capture: reading('reading') }, false, true],
  ['a display is missing something else', { phase: 'incomplete', capture: reading('reading') }, false, true],
  ['the reader says nothing', { phase: 'confirm', capture: reading('reading') }, true, false],
  ['they were read', { phase: 'confirm', capture: reading('done') }, false, false],
  ['nobody reads them', { phase: 'confirm', capture: { ...reading('done'), readings: null } as Awaited['capture'] }, false, false], // prettier-ignore
  ['it is recorded', { phase: 'released', document: {} }, false, false],
  ['it is recorded and weighed again', { phase: 'capturing', document: {} }, false, false],
])('%s', (_, change, late, expected) => {
  expect(willRead(INFO, change === null ? null : { ...TRUCK, ...change }, late)).toBe(expected);
});

test.each([
  ['nobody attends', { mode: 'unattended' }],
  ['plates are not read', { readsPlates: false }],
  ['pictures are taken once the clerk has said who it is', { captureWhenSteady: false }],
] as const)('never where %s', (_, change) => {
  expect(willRead({ ...INFO, ...change }, TRUCK, false)).toBe(false);
});

describe('what is waited for', () => {
  test('ends by itself only at rest and while pictures are read', () => {
    expect(awaited(TRUCK)).not.toBeNull();
    expect(awaited({ ...TRUCK, capture: reading('reading') })).not.toBeNull();
    for (const change of [
      { phase: 'arriving' },
      { phase: 'capturing' },
      { document: {} },
      { capture: reading('done') },
    ])
      expect(awaited({ ...TRUCK, ...change } as Awaited)).toBeNull();
  });
  test('is another thing with the next truck, its capture and its new pictures', () => {
    const all = [
      TRUCK,
      { ...TRUCK, passId: '00000000-0000-7000-8000-000000000003' as Uuid },
      { ...TRUCK, capture: reading('reading') },
      { ...TRUCK, capture: reading('reading', 0, 'b') },
    ].map((weighing) => awaited(weighing));
    expect(new Set(all).size).toBe(all.length);
  });
  test('a display that is read is progress, not another thing', () => {
    const [before, after] = [0, 1].map((displays) => ({ ...TRUCK, capture: reading('reading', displays) }));
    expect(awaited(after ?? null)).toBe(awaited(before ?? null));
    expect(progressOf(after ?? null)).not.toBe(progressOf(before ?? null));
  });
});
