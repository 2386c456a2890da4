import { describe, expect, it } from 'vitest';
import { fuse } from '../../../../main/station/recognition/display/fuse.ts';
import { type Reading } from '../../../../main/station/recognition/display/reading.ts';

function reading(text: string | null, confidence: number, legibility = 50): Reading {
  return { text, confidence, legibility, panel: null, found: 'as-configured', kind: null, trouble: null };
}

type Said = readonly [camera: string, text: string | null, confidence: number];

describe('several pictures of one moment', () => {
  it.each<[why: string, said: Said[], text: string | null, least: number, most: number]>([
    ['nothing at all', [], null, 0, 0],
    ['nothing readable', [['front', null, 0]], null, 0, 0],
    [
      'two cameras agree: surer than each',
      [
        ['front', '520', 0.6],
        ['rear', '520', 0.5],
      ],
      '520',
      0.79,
      0.81,
    ],
    [
      'frames of one camera share their faults',
      [
        ['front', '520', 0.6],
        ['front', '520', 0.6],
      ],
      '520',
      0.6,
      0.6,
    ],
    [
      'an unsure one does not outvote',
      [
        ['front', '520', 0.8],
        ['rear', '528', 0.2],
      ],
      '520',
      0.6,
      0.7,
    ],
    [
      'two are sure of other numbers',
      [
        ['front', '520', 0.8],
        ['rear', '528', 0.7],
      ],
      null,
      0,
      0,
    ],
    [
      'one frame lacks the leading digit',
      [
        ['front', '3520', 0.6],
        ['front', '520', 0.9],
      ],
      '3520',
      0.6,
      0.6,
    ],
    [
      'a longer one that is not sure adds nothing',
      [
        ['front', '3520', 0.1],
        ['rear', '520', 0.9],
      ],
      '520',
      0.8,
      0.9,
    ],
  ])('%s', (_why, said, text, least, most) => {
    const fused = fuse(said.map(([camera, words, confidence]) => ({ camera, reading: reading(words, confidence) })));
    expect(fused.text).toBe(text);
    expect(fused.confidence).toBeGreaterThanOrEqual(least - 1e-9);
    expect(fused.confidence).toBeLessThanOrEqual(most + 1e-9);
  });

  it('says when they disagree, and is as legible as the best', () => {
    const fused = fuse([
      { camera: 'front', reading: reading('520', 0.8, 40) },
      { camera: 'rear', reading: reading('528', 0.7, 90) },
    ]);
    expect(fused).toMatchObject({ disagree: true, legibility: 90 });
  });
});
