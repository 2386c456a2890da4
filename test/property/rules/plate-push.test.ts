/** Whatever is posted: an answer, never an exception, and never a plate that could not stand on one. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPush } from '../../../main/station/recognition/push/read-push.ts';
import { mapPlate, type Mapped, type PlateMapping } from '../../../main/station/rules/plate-push/plate-mapping.ts';
import { readyMapping } from '../../../main/station/rules/plate-push/ready-mappings.ts';
import { alarmInfoPlate } from '../../sim/smart-camera/vendor-bodies.ts';

const ALARM = readyMapping('alarm-info-plate');
const WIDE: PlateMapping = {
  plate: 'p',
  none: ['_无_'],
  confidence: { path: 'c', most: 100 },
  color: { path: 'k', codes: { 1: 'blue', 2: 'yellow' } },
  time: { path: 't', form: 'unix-seconds' },
  serial: 's',
  late: { path: 'l', value: '1' },
  alive: 'a',
  answer: 'plain',
};
const bytesOf = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

function expectSound(mapped: Mapped): void {
  if (mapped.kind !== 'plate') return void expect(['no-plate', 'late', 'alive', 'unfit']).toContain(mapped.kind);
  const { cameraAtMs, confidence, text } = mapped.plate;
  expect(text).toMatch(/^[\p{L}\p{N}]{1,16}$/u);
  if (confidence !== null) expect(confidence >= 0 && confidence <= 1).toBe(true);
  if (cameraAtMs !== null) expect(new Date(cameraAtMs).toISOString()).toMatch(/^20|^19/);
  expect((mapped.serial ?? '').length).toBeLessThanOrEqual(64);
}

const anything = fc.oneof(
  fc.jsonValue(),
  fc.double(),
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc.constant(undefined),
);
const posted = fc.record({ p: anything, c: anything, k: anything, t: anything, s: anything, l: anything, a: anything });

describe('whatever is posted', () => {
  test('any value, at any of the places that are looked at', () => {
    fc.assert(fc.property(posted, (value) => expectSound(mapPlate(value, WIDE))));
  });

  test('any JSON, by the mapping of a real camera', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const read = readPush(bytesOf(value), ALARM);
        expect(read.kind).toBe('unfit');
      }),
    );
  });

  test('any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const read = readPush(bytes, WIDE);
        if (read.kind !== 'not-json') expectSound(read);
      }),
    );
  });

  test('a real push that was cut off anywhere is no JSON; spoilt in one byte it is sound or none', () => {
    const whole = bytesOf(alarmInfoPlate({ plate: '晋C88666', atMs: 1_795_000_000_000 }));
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
        expect(readPush(whole.subarray(0, at), ALARM)).toEqual({ kind: 'not-json' });
        const spoilt = Uint8Array.from(whole);
        spoilt[at] = byte;
        const read = readPush(spoilt, ALARM);
        if (read.kind !== 'not-json') expectSound(read);
      }),
    );
  });

  test('what is normalised once stays as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (p) => {
        const once = mapPlate({ p }, WIDE);
        if (once.kind === 'plate')
          expect(mapPlate({ p: once.plate.text }, WIDE)).toMatchObject({ plate: { text: once.plate.text } });
      }),
    );
  });
});
