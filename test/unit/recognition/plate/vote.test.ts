import { describe, expect, it } from 'vitest';
import { snapToKnown } from '../../../../main/station/recognition/plate/confusable.ts';
import { differsByOneConfusable } from '../../../../main/station/rules/plate-look-alike.ts';
import { voteCameras, votePictures } from '../../../../main/station/recognition/plate/vote.ts';
import { readingOf } from './seen-plate.ts';

describe('several pictures of one camera', () => {
  it('what two of three read wins, even where the third is surer', () => {
    const voted = votePictures([
      readingOf([['晋A12348', 0.8], ['晋A1234B', 0.15]]), // prettier-ignore
      readingOf([['晋A12348', 0.75], ['晋A1234B', 0.2]]), // prettier-ignore
      readingOf([['晋A1234B', 0.9], ['晋A12348', 0.08]]), // prettier-ignore
    ]);
    expect(voted?.reading.text).toBe('晋A12348');
    expect(voted).toMatchObject({ pictures: 3, agreeing: 2, accepted: false });
  });

  it('one picture is worth what it is', () => {
    const voted = votePictures([readingOf([['晋A12348', 0.98]])]);
    expect(voted?.confidence).toBeCloseTo(0.98, 2);
    expect(voted?.accepted).toBe(true);
  });

  it('is accepted only where both readers read it in one of the pictures', () => {
    const doubted = readingOf([['粤QA2160', 0.98]], { agreed: false });
    expect(votePictures([doubted, doubted])?.accepted).toBe(false);
    expect(votePictures([doubted, readingOf([['粤QA2160', 0.98]])])?.accepted).toBe(true);
  });

  it('is accepted only where in one of these no other vehicle’s plate stood as near', () => {
    const beside = readingOf([['晋A12348', 0.98]], { alone: false });
    expect(votePictures([beside, beside])?.accepted).toBe(false);
    expect(votePictures([beside, readingOf([['晋A12348', 0.98]])])?.accepted).toBe(true);
    const doubted = readingOf([['晋A12348', 0.98]], { agreed: false });
    expect(votePictures([beside, doubted])?.accepted).toBe(false);
  });

  it('none is none', () => {
    expect(votePictures([])).toBeNull();
  });

  it('three doubtful ones that agree are surer than each', () => {
    const one = readingOf([
      ['晋A12348', 0.7],
      ['晋A1234B', 0.2],
    ]);
    expect(votePictures([one, one, one])!.confidence).toBeGreaterThan(votePictures([one])!.confidence);
  });

  it('a special plate is never accepted', () => {
    const special = { ...readingOf([['WJ晋12345', 0.99]]), kind: 'special' as const };
    const voted = votePictures([{ ...special, top: [{ text: 'WJ晋12345', kind: 'special', confidence: 0.99 }] }]);
    expect(voted?.accepted).toBe(false);
  });
});

describe('both cameras', () => {
  it('the rear’s certainty settles the front’s doubt', () => {
    const front = readingOf([['晋A1234B', 0.5], ['晋A12348', 0.45]]); // prettier-ignore
    const rear = readingOf([['晋A12348', 0.97]], { rows: 2 });
    const voted = voteCameras([front], [rear]);
    expect(voted.front?.top[0]?.text).toBe('晋A12348');
    expect(voted.rear?.top[0]?.text).toBe('晋A12348');
  });

  it('a trailer’s plate stays its own', () => {
    const voted = voteCameras([readingOf([['晋A12348', 0.9]])], [readingOf([['晋AF123挂', 0.95]], { rows: 2 })]);
    expect(voted.front?.top[0]?.text).toBe('晋A12348');
    expect(voted.rear?.top[0]?.text).toBe('晋AF123挂');
  });

  it('two sure and different plates stay different', () => {
    const voted = voteCameras([readingOf([['晋A12348', 0.97]])], [readingOf([['晋B99999', 0.97]])]);
    expect([voted.front?.top[0]?.text, voted.rear?.top[0]?.text]).toEqual(['晋A12348', '晋B99999']);
  });

  it('one camera alone is enough', () => {
    expect(voteCameras([readingOf([['晋A12348', 0.97]])], [])).toMatchObject({ rear: null });
  });
});

describe('a known vehicle', () => {
  const reading = readingOf([['晋A12348', 0.8]]);
  it.each([
    [['晋A1234B'], '晋A1234B', 'one look-alike away'],
    [['晋A1234B', '晋A12346'], null, 'two such plates: which one is not for us to say'],
    [['晋A12347'], null, 'does not look alike'],
    [['晋A1284B'], null, 'two characters away'],
    [['晋A12348', '晋A1234B'], null, 'known as it was read'],
    [[], null, 'no vehicle known'],
  ])('%j: %s, %s', (known, plate, _) => {
    expect(snapToKnown(reading, new Set(known))?.plate ?? null).toBe(plate);
  });

  it('a sure reading is not bent, a hopeless one neither', () => {
    const known = new Set(['晋A1234B']);
    expect(snapToKnown({ ...reading, confidence: 0.99 }, known)).toBeNull();
    expect(snapToKnown({ ...reading, confidence: 0.2 }, known)).toBeNull();
  });

  it('keeps what was read', () => {
    expect(snapToKnown(reading, new Set(['晋A1234B']))?.read).toBe('晋A12348');
    expect(differsByOneConfusable('晋A12345', '晋A1234')).toBe(false);
  });
});
