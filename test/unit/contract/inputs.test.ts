/** What a caller may write: bounded, well-formed, without control characters – also where it is only an id. */
import { describe, expect, it } from 'vitest';
import { calls, type CallName } from '../../../preload/contract/index.ts';

const UUID = '00000000-0000-7000-8000-000000000000';
const CORRECTION = { id: UUID, field: 'plateFront', reason: '看错', operatorId: '张三' };

const TEXTS: readonly (readonly [CallName, string, (text: string) => object, number])[] = [
  ['weighing.correct', 'value', (value) => ({ ...CORRECTION, value }), 64],
  ['weighing.capture', 'scaleId', (scaleId) => ({ kind: 'gross', operatorId: '张三', scaleId }), 64],
  ['weighing.capture', 'plateFront', (plateFront) => ({ kind: 'gross', operatorId: '张三', plateFront }), 16],
  ['scale.current', 'scaleId', (scaleId) => ({ scaleId }), 64],
  ['records.search', 'scaleId', (scaleId) => ({ scaleId }), 64],
  ['warnings.acknowledge', 'reason', (reason) => ({ warningId: UUID, reason, operatorId: '张三' }), 500],
  ['warnings.acknowledge', 'operatorId', (operatorId) => ({ warningId: UUID, reason: '试车', operatorId }), 64],
  ['camera.snapshot', 'cameraId', (cameraId) => ({ cameraId, role: 'side' }), 64],
  ['outbox.retry', 'id', (id) => ({ id }), 80],
];

describe.each(TEXTS)('%s %s', (name, _field, input, max) => {
  const accepts = (text: string): boolean => calls[name].input.safeParse(input(text)).success;

  it('takes text of its length', () => {
    expect(accepts('晋A12345')).toBe(true);
    expect(accepts('x'.repeat(max))).toBe(true);
    expect(accepts('x'.repeat(max + 1))).toBe(false);
  });

  it.each([
    ['a lone surrogate', '晋A\ud800'],
    ['the other half', '\udc00'],
    ['nul', 'a\u0000'],
    ['escape', '\u001b[2J'],
    ['delete', 'a\u007f'],
  ])('refuses %s', (_what, text) => {
    expect(accepts(text)).toBe(false);
  });
});

it.each([
  ['scale.current', { scaleId: ' ' }],
  ['camera.snapshot', { cameraId: '', role: 'side' }],
  ['outbox.retry', { id: '' }],
] as const)('%s: an id is not empty', (name, input) => {
  expect(calls[name].input.safeParse(input).success).toBe(false);
});
