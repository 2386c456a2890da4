import { expect, it } from 'vitest';
import { gateKey, gatesOf } from '../../../../renderer/components/gates.ts';
import type { StationInfo } from '../../../../preload/contract/station.ts';

const camera = (id: string, role: StationInfo['cameras'][number]['role']) => ({ id, role, scaleId: null, live: true });

it('gate cameras only, ways in first, else as configured', () => {
  const cameras = [camera('a', 'gate-out'), camera('b', 'office'), camera('c', 'gate-in'), camera('d', 'gate-out')];
  expect(gatesOf({ cameras }).map(({ id }) => id)).toEqual(['c', 'a', 'd']);
});

it('with several scales F11 keeps its meaning', () => {
  expect(gateKey({ scales: [1] })).toBe('F11');
  expect(gateKey({ scales: [1, 2] })).toBe('Shift F11');
});
