import { describe, expect, test } from 'vitest';
import type { Plate } from '../../../preload/contract/documents.ts';
import type { DisplaySeen, PlateSeen, Readings } from '../../../preload/contract/readings.ts';
import { kg, type Sha256 } from '../../../preload/contract/vocabulary.ts';
import { displayOutcomes, plateOutcomes } from '../../../main/station/rules/recognition-outcome.ts';
import { displaySeen, image, plateSeen, readingsOf, weighingBody } from '../records/samples.ts';

const manual = (text: string | null): Plate => ({ text, source: 'manual' });
const none: Plate = { text: null, source: 'none' };
const taken: Plate = { text: '晋C12345', source: 'recognised' };

function outcomes(
  plateFront: Plate,
  plateRear: Plate,
  seen: { front?: PlateSeen; rear?: PlateSeen; blind?: boolean },
  how: Partial<Parameters<typeof plateOutcomes>[2]> = {},
) {
  const readings: Readings = {
    ...readingsOf({ plateFront: seen.front ?? null, plateRear: seen.rear ?? null }),
    blind: seen.blind ?? false,
  };
  return plateOutcomes(weighingBody({ plateFront, plateRear }), readings, { taken: false, reads: true, ...how });
}

describe('what became of a plate', () => {
  test('read and said: both, with the camera of the picture that showed it', () => {
    const front = plateSeen('晋C12345', { accepted: true, confidence: 0.98 });
    expect(outcomes({ text: '晋C12345', source: 'recognised' }, none, { front, blind: true })).toEqual([
      {
        role: 'front',
        cameraId: 'cam-front',
        readText: '晋C12345',
        confidence: 0.98,
        accepted: true,
        color: 'yellow',
        kind: 'ordinary',
        rows: 1,
        saidText: '晋C12345',
        source: 'recognised',
        saidBy: 'person',
        blind: true,
      },
    ]);
  });

  test('what counts as read is what was read, and not the known plate that was proposed for it', () => {
    const front = plateSeen('晋C12345', { readAs: '晋C1Z345' });
    expect(outcomes({ text: '晋C12345', source: 'corrected' }, none, { front })).toMatchObject([
      { readText: '晋C1Z345', saidText: '晋C12345', saidBy: 'person' },
    ]);
  });

  test('said but not read: of its text only the kind is known', () => {
    expect(outcomes(manual('晋C12345'), manual('晋K1111挂'), {})).toMatchObject([
      { role: 'front', readText: null, color: 'unknown', kind: 'ordinary', rows: null, saidText: '晋C12345' },
      { role: 'rear', readText: null, color: 'unknown', kind: 'trailer', rows: null, saidText: '晋K1111挂' },
    ]);
  });

  const rear = plateSeen('晋K1111挂');
  test.each([
    ['nobody said anything', none, {}, 'nobody'],
    ['what was sure was taken', taken, { taken: true }, 'nobody'],
    ['the front was named, the rear was not', manual('晋C12345'), {}, 'person'],
    ['there is no plate', manual(null), {}, 'person'],
  ])('%s', (_, front, how, saidBy) => {
    expect(outcomes(front, none, { rear }, how).at(-1)).toMatchObject({ role: 'rear', saidText: null, saidBy });
  });

  test('neither read nor said, or no picture, or nobody looks for plates: nothing to count', () => {
    expect(outcomes(manual(null), none, {})).toEqual([]);
    const how = { taken: false, reads: true };
    expect(plateOutcomes(weighingBody({ images: [] }), readingsOf({}), how)).toEqual([]);
    expect(plateOutcomes(weighingBody(), readingsOf({}), { ...how, reads: false })).toEqual([]);
  });
});

describe('what became of a display', () => {
  const seen = (cameraId: string, sha: string, changes: Partial<DisplaySeen> = {}): DisplaySeen =>
    displaySeen(cameraId, { sha256: sha.padEnd(64, '0') as Sha256, ...changes });

  test('that of each picture in the record, and not of one that was taken again since', () => {
    const displays = [
      seen('cam-front', 'aa'),
      seen('cam-rear', 'older', { verdict: 'differs', readingKg: kg(48_820) }),
    ];
    expect(displayOutcomes(weighingBody(), readingsOf({ displays }))).toEqual([
      { role: 'front', cameraId: 'cam-front', verdict: 'matches', weightKg: 48_620, readingKg: 48_620, legibility: 90 },
    ]);
  });

  test('of one camera once', () => {
    const images = [image('cam-front', 'front', 'aa'), image('cam-front', 'front', 'aa')];
    const displays = [seen('cam-front', 'aa')];
    expect(displayOutcomes(weighingBody({ images }), readingsOf({ displays }))).toHaveLength(1);
  });
});
