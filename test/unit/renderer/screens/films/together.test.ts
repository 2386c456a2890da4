import { describe, expect, test } from 'vitest';
import type { CameraRole } from '../../../../../preload/contract/vocabulary.ts';
import { inRows, together } from '../../../../../renderer/screens/films/together.ts';

const camera = (id: string, role: CameraRole, scaleId: string | null = null) => ({ id, role, scaleId });
const ALL = [
  camera('out', 'gate-out'),
  camera('b-rear', 'rear', 'b'),
  camera('office', 'office'),
  camera('in', 'gate-in'),
  camera('a-rear', 'rear', 'a'),
  camera('b-front', 'front', 'b'),
  camera('a-front', 'front', 'a'),
  camera('in-2', 'gate-in'),
];

describe('cameras', () => {
  test('stand scale by scale, then gates, then the others', () => {
    expect(inRows(ALL, ['b', 'a']).map(({ id }) => id)).toEqual([
      'b-front',
      'b-rear',
      'a-front',
      'a-rear',
      'in',
      'in-2',
      'out',
      'office',
    ]);
  });

  test.each([
    ['a-front', ['a-front', 'a-rear']],
    ['a-rear', ['a-front', 'a-rear']],
    ['b-rear', ['b-front', 'b-rear']],
    ['in', ['in', 'out']],
    ['out', ['in', 'out']],
    ['in-2', ['in-2']],
    ['office', ['office']],
    ['nobody', []],
  ])('with %s go %j', (chosen, expected) => {
    expect(together(ALL, chosen)).toEqual(expected);
  });
});
