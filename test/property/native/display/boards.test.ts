/** Any bytes at any cut give the same traffic; any weight a board can show is the weight that the board shows. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeBoard, type BoardSettings } from '../../../../native/display/boards/index.ts';
import { onbonFrame } from '../../../../native/display/onbon-frame.ts';
import { BOARD_PROTOCOLS } from '../../../../native/display/protocols/index.ts';
import { kg } from '../../../../preload/contract/vocabulary.ts';
import { makeController, type BoardKind } from '../../../sim/display-board/controllers.ts';
import { encodeYaohua } from '../../../sim/indicator/encoders.ts';
import { collect } from '../../../unit/native/scale/collect.ts';

const AREA = { id: 0, x: 0, y: 0, width: 16, height: 32 };
const BOARDS: readonly (readonly [BoardSettings, BoardKind])[] = [
  [{ board: 'led-sum4', address: 1 }, 'led-sum4'],
  [{ board: 'led-sum4', address: 0xa5 }, 'led-sum4'],
  [{ board: 'led-wltj', line: 1 }, 'led-wltj'],
  [{ board: 'led-xunpeng', address: 1, colour: 0 }, 'led-xunpeng'],
  [{ board: 'led-xunpeng', address: 0x3a, colour: 2 }, 'led-xunpeng'],
  [{ board: 'onbon-bx', address: 1, area: AREA, answers: true }, 'onbon-bx'],
  [{ board: 'onbon-bx', address: 0x5aa5, area: { ...AREA, x: 0xa6 }, font: 'O000', answers: false }, 'onbon-bx'],
];
const weight = fc.integer({ min: -9999, max: 200_000 });
const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 });
const live = (weightKg: number, rawFrame: string | null = null) =>
  ({ quality: 'live', weightKg: kg(weightKg), rawFrame }) as const;

const frames = fc.tuple(fc.constantFrom(...BOARDS), weight).map(([[settings], weightKg]) => {
  return Buffer.from(makeBoard(settings).show(live(weightKg)) ?? []);
});
/** Frames, frames with a piece missing, rows of starts, and anything. */
const piece = fc.oneof(
  { weight: 4, arbitrary: frames },
  { weight: 2, arbitrary: fc.tuple(frames, fc.nat(60)).map(([frame, at]) => frame.subarray(at)) },
  { weight: 2, arbitrary: fc.tuple(frames, fc.nat(60)).map(([frame, at]) => frame.subarray(0, at)) },
  { weight: 1, arbitrary: fc.constantFrom(0xa5, 0xa0, 0x3a, 0x5a, 0).map((byte) => Buffer.alloc(9, byte)) },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes)) },
);
const stream = fc.array(piece, { maxLength: 12 }).map((pieces) => Uint8Array.from(Buffer.concat(pieces)));

describe('readers of boards', () => {
  it('find the same traffic and reasons at any cut of the same bytes', () => {
    let found = 0;
    fc.assert(
      fc.property(fc.constantFrom(...BOARD_PROTOCOLS), stream, cuts, (protocol, bytes, sizes) => {
        const reader = protocol.reader();
        const whole = collect(reader, bytes);
        const cut = collect(reader, bytes, sizes);
        expect(cut).toEqual({ ...whole, mostHeld: cut.mostHeld });
        expect(Math.max(cut.mostHeld, whole.mostHeld)).toBeLessThan(reader.longest);
        found += whole.decoded.length;
      }),
      { numRuns: 1000 },
    );
    expect(found).toBeGreaterThan(100);
  });

  it('read back any Onbon packet, whatever has to be escaped', () => {
    const onbon = BOARD_PROTOCOLS.find(({ id }) => id === 'onbon-bx')?.reader();
    const awkward = fc.constantFrom(0xa5, 0xa6, 0x5a, 0x5b, 0x01, 0x02);
    const bytes = fc.array(fc.oneof(awkward, fc.integer({ min: 0, max: 255 })), { minLength: 2, maxLength: 300 });
    const header = fc.array(awkward, { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(header, bytes, (before, data) => {
        if (onbon === undefined) throw new Error('no reader');
        const { decoded, rejects } = collect(onbon, onbonFrame(before, data));
        expect(rejects).toEqual([]);
        expect(decoded).toMatchObject([{ dst: (before[0] ?? 0) + (before[1] ?? 0) * 256, dataLen: data.length }]);
      }),
    );
  });
});

describe('board → what people see', () => {
  it('is the weight or darkness, never another number', () => {
    let seen = 0;
    fc.assert(
      fc.property(fc.constantFrom(...BOARDS), weight, cuts, ([settings, kind], weightKg, sizes) => {
        const board = makeBoard(settings);
        const bytes = board.show(live(weightKg));
        if (bytes === null) {
          expect(weightKg < 0 || weightKg > board.mostKg).toBe(true);
          return;
        }
        const controller = makeController({ kind, ownTimeoutMs: 1000, onbonError: () => 0 });
        const lit: string[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          for (const effect of controller.feed(Buffer.from(bytes.subarray(at, at + size)))) lit.push(effect.lit);
          at += size;
        }
        expect(lit).toEqual([String(weightKg)]);
        expect(controller.foreignBytes).toBe(0);
        seen += 1;
      }),
      { numRuns: 1000 },
    );
    expect(seen).toBeGreaterThan(500);
  });

  it('is what the indicator itself said, where its frames are passed on', () => {
    const shown = { decimals: 0, unit: 'kg', moving: false, tare: 0, outOfRange: false, checksum: 'right' } as const;
    fc.assert(
      fc.property(weight, (value) => {
        const raw = encodeYaohua({ ...shown, value }).toString('hex');
        const bytes = makeBoard({ board: 'indicator-frame' }).show(live(1, raw)) ?? [];
        const controller = makeController({ kind: 'yaohua', ownTimeoutMs: 1000, onbonError: () => 0 });
        expect(controller.feed(Buffer.from(bytes)).map(({ lit }) => lit)).toEqual([String(value)]);
      }),
    );
  });

  it('never a number out of darkness', () => {
    for (const [settings, kind] of BOARDS) {
      const { dark } = makeBoard(settings);
      if (dark === null) continue;
      const controller = makeController({ kind, ownTimeoutMs: 1000, onbonError: () => 0 });
      expect(controller.feed(Buffer.from(dark)).map(({ lit }) => lit)).toEqual(['']);
    }
  });
});
