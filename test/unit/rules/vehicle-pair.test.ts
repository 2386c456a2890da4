import { describe, expect, test } from 'vitest';
import { pairFacts, withTrailer } from '../../../main/station/rules/vehicle-pair.ts';
import type { Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Vehicle } from '../../../preload/contract/weighing.ts';

const FILE: Vehicle = {
  plate: '晋C12345',
  trailerPlate: '晋C0001挂',
  axleCount: 6,
  axleSource: 'file',
  vehicleType: 'articulated',
  driveAxles: 2,
  approvedLoadKg: 32_000,
  goodsName: '原煤',
};

describe('a file with a trailer', () => {
  test.each([
    ['its own', '晋C0001挂'],
    ['none seen', null],
  ])('%s: as it stands', (_, trailer) => {
    expect(withTrailer(FILE, trailer, null)).toBe(FILE);
  });

  test('one that was never here: axles and load are unknown, the tractor is what it was', () => {
    expect(withTrailer({ ...FILE, tyrePairsFewer: 1, wideTyres: true }, '晋C0002挂', null)).toEqual({
      plate: '晋C12345',
      trailerPlate: '晋C0002挂',
      vehicleType: 'articulated',
      driveAxles: 2,
      tyrePairsFewer: 1,
      goodsName: '原煤',
    });
  });

  test('one that is known: what is kept of the pair, and nothing of the other trailer', () => {
    expect(withTrailer(FILE, '晋C0002挂', { axleCount: 5, axleSource: 'typed' })).toEqual({
      plate: '晋C12345',
      trailerPlate: '晋C0002挂',
      axleCount: 5,
      axleSource: 'typed',
      goodsName: '原煤',
    });
  });

  test('a file that never had one speaks for any', () => {
    const { trailerPlate: _, ...alone } = FILE;
    expect(withTrailer(alone, '晋C0002挂', null)).toBe(alone);
  });

  test('but not for one that is known, whatever became of its own', () => {
    expect(withTrailer({ ...FILE, trailerPlate: null }, '晋C0002挂', { axleCount: 5 })).toEqual({
      plate: '晋C12345',
      trailerPlate: '晋C0002挂',
      axleCount: 5,
      goodsName: '原煤',
    });
  });

  test('the picture that showed the axles shows nothing of another trailer', () => {
    const axlesFrom = { weighingId: '00000000-0000-7000-8000-000000000001' as Uuid, sha256: null };
    expect(withTrailer({ ...FILE, axleSource: 'typed', axlesFrom }, '晋C0002挂', null)).not.toHaveProperty('axlesFrom');
  });

  test('kept of a pair is what belongs to it', () => {
    const { axleCount, axleSource, vehicleType, driveAxles, approvedLoadKg } = FILE;
    expect(pairFacts(FILE)).toEqual({ axleCount, axleSource, vehicleType, driveAxles, approvedLoadKg });
  });
});
