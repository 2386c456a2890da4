import { describe, expect, test } from 'vitest';
import { WeighingPhase } from '../../../../../preload/contract/vocabulary.ts';
import { nextAction, stepOf, type Situation } from '../../../../../renderer/screens/weigh/next-action.ts';

/** A known truck, loaded, photographed, everything at hand: one key leads to the paper. */
const KNOWN: Situation = {
  connected: true,
  attended: true,
  phase: 'confirm',
  busy: false,
  editor: 'none',
  kind: 'gross',
  plate: true,
  asking: false,
  noPlate: false,
  axles: true,
  tare: true,
  oddTare: false,
  sheetFilled: true,
  over: false,
  reason: false,
  reweigh: false,
  recorded: null,
  sheet: false,
  paperUncertain: false,
  failure: null,
};
const action = (change: Partial<Situation>): string => nextAction({ ...KNOWN, ...change }).id;

describe('what Enter does', () => {
  test('a known truck takes one key', () => {
    expect(nextAction(KNOWN)).toEqual({ id: 'record-and-print', words: 'next.record-and-print', waits: true });
  });

  test.each<[string, Partial<Situation>, string]>([
    ['the plate first', { plate: false, axles: false, tare: false, sheetFilled: false }, 'enter-plate'],
    ['then what the station knows of it', { asking: true, axles: false }, 'none'],
    ['then the axles', { axles: false, tare: false, sheetFilled: false }, 'enter-axles'],
    ['then goods and receiver', { sheetFilled: false }, 'enter-sheet'],
    ['a gross without tare is recorded, no sheet promised', { tare: false }, 'record'],
    ['an over-limit gross is recorded, never printed', { over: true }, 'record'],
    ['a tare needs the plate only', { kind: 'tare', axles: false, tare: false, sheetFilled: false }, 'record'],
    ['a trial needs nothing but the weight', { kind: 'trial', plate: false, axles: false, tare: false }, 'record'],
    ['a tare out of the usual is looked at first', { kind: 'tare', oddTare: true }, 'look-at-tare'],
    ['only a tare', { oddTare: true }, 'record-and-print'],
    ['a truck without a plate is recorded, never printed', { plate: false, noPlate: true }, 'record'],
  ])('before the record: %s', (_, change, expected) => {
    expect(action(change)).toBe(expected);
  });

  test.each<[string, Partial<Situation>, string]>([
    ['a reason first', {}, 'none'],
    ['then again', { reason: true }, 'repeat'],
    ['a picture is missing as well', { reason: true, phase: 'incomplete' }, 'repeat'],
    ['before the truck was photographed', { reason: true, phase: 'steady' }, 'repeat'],
    ['a trial asks nothing', { kind: 'trial' }, 'record'],
    ['another plate, another vehicle', { failure: null }, 'record-and-print'],
  ])('weighed just now: %s', (_, change, expected) => {
    expect(action({ failure: 'weighing.too-soon', ...change })).toBe(expected);
  });

  test.each<[string, Partial<Situation>, string]>([
    ['a reason first', {}, 'none'],
    ['then again', { reason: true }, 'reweigh'],
    ['over the limit as well', { reason: true, phase: 'over-limit' }, 'reweigh'],
    ['not without a signal', { reason: true, phase: 'no-signal' }, 'none'],
  ])('weighed again where it stands: %s', (_, change, expected) => {
    expect(action({ phase: 'released', recorded: 'tare', reweigh: true, ...change })).toBe(expected);
  });

  test.each<[string, Partial<Situation>, string]>([
    ['its plate is asked for', { plate: false }, 'enter-plate'],
    ['it carries none', { plate: false, noPlate: true }, 'none'],
    ['it is known', {}, 'none'],
    ['its sheet is out', { plate: false, sheet: true }, 'none'],
    ['nobody attends', { plate: false, attended: false }, 'none'],
  ])('recorded while nobody confirmed: %s', (_, change, expected) => {
    expect(action({ phase: 'released', recorded: 'tare', ...change })).toBe(expected);
  });

  test('a truck at rest is recorded the same way where the station does not photograph by itself', () => {
    expect(action({ phase: 'steady' })).toBe('record-and-print');
    expect(action({ phase: 'steady', attended: false })).toBe('none');
  });

  test.each<[string, Partial<Situation>, string]>([
    ['nothing failed', {}, 'print-sheet'],
    ['plates differ', { failure: 'sheet.plate-mismatch' }, 'enter-plate'],
    ['axles unknown', { failure: 'sheet.axles-unknown' }, 'enter-axles'],
    ['papers missing', { failure: 'sheet.papers' }, 'enter-sheet'],
    ['over the limit', { failure: 'sheet.over-limit' }, 'none'],
    ['too old', { failure: 'sheet.too-old' }, 'none'],
    ['the disk was full: the same key again', { failure: 'store.disk-full' }, 'print-sheet'],
    ['the line broke: the same key again', { failure: 'rpc.disconnected' }, 'print-sheet'],
    ['no tare', { tare: false }, 'none'],
  ])('recorded, no sheet yet: %s', (_, change, expected) => {
    expect(action({ recorded: 'gross', ...change })).toBe(expected);
  });

  test('a missing picture is taken again first; going on takes a reason, and a plate before that', () => {
    expect(action({ phase: 'incomplete' })).toBe('retake');
    expect(action({ phase: 'incomplete', reason: true })).toBe('accept-incomplete');
    expect(action({ phase: 'incomplete', reason: true, plate: false })).toBe('enter-plate');
  });

  test('a half-printed paper is printed again, a good one needs nothing', () => {
    expect(action({ phase: 'released', recorded: 'gross', sheet: true, paperUncertain: true })).toBe('reprint');
    expect(action({ phase: 'released', recorded: 'gross', sheet: true })).toBe('none');
  });

  test('an open editor takes Enter; a deed under way and an absent station give it to nobody', () => {
    expect(action({ editor: 'plate' })).toBe('accept-editor');
    expect(action({ editor: 'plate', busy: true })).toBe('none');
    expect(action({ connected: false })).toBe('none');
  });

  test('nothing is recorded in a phase in which the station would refuse it', () => {
    const recording = new Set(['record', 'record-and-print', 'accept-incomplete', 'print-sheet']);
    for (const phase of ['idle', 'arriving', 'capturing', 'no-signal', 'over-limit', 'released'] as const)
      expect(recording.has(action({ phase })), phase).toBe(false);
  });

  test('every action that waits for a person does something', () => {
    for (const phase of WeighingPhase.options)
      for (const plate of [true, false])
        for (const recorded of [null, 'gross', 'tare', 'other'] as const) {
          const next = nextAction({ ...KNOWN, phase, plate, recorded });
          if (next.waits) expect(next.id, `${phase} ${plate} ${recorded}`).not.toBe('none');
        }
  });
});

test('the five steps', () => {
  expect(WeighingPhase.options.map((phase) => [phase, stepOf(phase)])).toEqual([
    ['idle', 0],
    ['arriving', 1],
    ['steady', 2],
    ['capturing', 3],
    ['confirm', 4],
    ['incomplete', 3],
    ['over-limit', 4],
    ['released', 5],
    ['no-signal', 0],
  ]);
});
