import { describe, expect, test } from 'vitest';
import { ERROR_CODES } from '../../../../../preload/contract/errors.ts';
import { WeighingKind, WeighingPhase } from '../../../../../preload/contract/vocabulary.ts';
import {
  nextAction,
  stepOf,
  type ActionId,
  type SheetCode,
  type Situation,
} from '../../../../../renderer/screens/weigh/next-action.ts';
import { zhCn } from '../../../../../renderer/i18n/zh-cn.ts';

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
  askingFailed: false,
  noPlate: false,
  willRead: false,
  axles: true,
  tare: true,
  oddTare: false,
  sheetFilled: true,
  over: null,
  reason: false,
  reweigh: false,
  recorded: null,
  proven: true,
  sheet: false,
  paperUncertain: false,
  failure: null,
  axlesAbove: null,
  tareRefused: false,
};
const action = (change: Partial<Situation>): string => nextAction({ ...KNOWN, ...change }).id;

describe('what Enter does', () => {
  test('a known truck takes one key', () => {
    expect(nextAction(KNOWN)).toEqual({ id: 'record-and-print', words: 'next.record-and-print', waits: true });
  });

  test.each<[string, Partial<Situation>, string]>([
    ['the plate first', { plate: false, axles: false, tare: false, sheetFilled: false }, 'enter-plate'],
    ['then what the station knows of it', { asking: true, axles: false }, 'none'],
    [
      'that cannot be said now: asked again, never taken for a new truck',
      { askingFailed: true, axles: false },
      'ask-again',
    ],
    ['not for a tare either', { askingFailed: true, kind: 'tare', asking: true }, 'ask-again'],
    ['then the axles', { axles: false, tare: false, sheetFilled: false }, 'enter-axles'],
    ['then goods and receiver', { sheetFilled: false }, 'enter-sheet'],
    ['a gross without tare is recorded, no sheet promised', { tare: false }, 'record'],
    ['an over-limit gross is recorded, never printed', { over: 'limit' }, 'record'],
    ['an overloaded one as well', { over: 'load' }, 'record'],
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
    ['then again', { reason: true }, 'answer-doubt'],
    ['a picture is missing as well', { reason: true, phase: 'incomplete' }, 'answer-doubt'],
    ['before the truck was photographed', { reason: true, phase: 'steady' }, 'answer-doubt'],
    ['a trial asks nothing', { kind: 'trial' }, 'record'],
    ['another plate, another vehicle', { failure: null }, 'record-and-print'],
    ['back too soon', { failure: 'weighing.trip-too-short', reason: true }, 'answer-doubt'],
    ['other axles: a reason first', { failure: 'weighing.other-axles' }, 'none'],
    ['other axles', { failure: 'weighing.other-axles', reason: true }, 'answer-doubt'],
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
    ['a picture is missing, and nobody attends', { proven: false, attended: false }, 'none'],
    ['a picture is missing: weighed again while it stands', { proven: false }, 'reweigh-pictures'],
    ['its plate first', { proven: false, plate: false }, 'enter-plate'],
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
    ['papers missing', { failure: 'sheet.papers' }, 'override-papers'],
    ['barred', { failure: 'sheet.vehicle-barred' }, 'none'],
    ['above what it may carry', { over: 'load' }, 'none'],
    ['weighed to check a weight: the station issues a sheet for it, too', { recorded: 'recheck' }, 'print-sheet'],
    ['a person said that there is no plate', { plate: false, noPlate: true }, 'none'],
    ['what is known of it cannot be said', { askingFailed: true, tare: false }, 'ask-again'],
    ['a picture is missing and nobody took that upon himself', { proven: false }, 'reweigh-pictures'],
    ['the disk was full: the same key again', { failure: 'store.disk-full' }, 'print-sheet'],
    ['the line broke: the same key again', { failure: 'rpc.disconnected' }, 'print-sheet'],
    ['no tare', { tare: false }, 'none'],
  ])('recorded, no sheet yet: %s', (_, change, expected) => {
    expect(action({ recorded: 'gross', ...change })).toBe(expected);
  });

  test.each(['steady', 'confirm', 'incomplete'] as const)('nobody attends, %s: nothing is asked', (phase) => {
    for (const change of [{ plate: false }, { reason: true }, { oddTare: true, kind: 'tare' }, {}] as const)
      expect(nextAction({ ...KNOWN, phase, attended: false, ...change }).words).toBe('next.unattended');
  });

  test('while the plate is about to be read nobody is asked for it; what is missing may be taken again', () => {
    expect(nextAction({ ...KNOWN, plate: false, willRead: true }).words).toBe('next.reading');
    expect(action({ plate: false, willRead: true, phase: 'arriving' })).toBe('none');
    expect(action({ plate: false, willRead: true, phase: 'incomplete' })).toBe('retake');
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

  test('with a reason for the missing picture what is known of the truck is waited for, as without', () => {
    expect(action({ phase: 'incomplete', reason: true, asking: true })).toBe('none');
    expect(action({ phase: 'incomplete', reason: true, askingFailed: true })).toBe('ask-again');
    expect(action({ phase: 'incomplete', reason: true, plate: false, noPlate: true })).toBe('accept-incomplete');
    expect(action({ phase: 'incomplete', reason: true, plate: false, kind: 'trial' })).toBe('accept-incomplete');
  });
});

/** One line a code: what leads on when this weighing is refused, and when it is its tare. The compiler asks for each. */
const AFTER_REFUSAL: Readonly<Record<SheetCode, readonly [ofGross: string, ofTare: string]>> = {
  'sheet.not-found': ['print-sheet', 'print-sheet'],
  'sheet.already-void': ['print-sheet', 'print-sheet'],
  'sheet.over-limit': ['next.over-limit', 'next.over-limit'],
  'sheet.over-load': ['next.over-limit', 'next.over-limit'],
  'sheet.weighing-void': ['next.weigh-again', 'print-sheet'],
  'sheet.weighing-used': ['next.has-sheet', 'next.has-sheet'],
  'sheet.not-latest': ['choose-reweigh', 'choose-reweigh'],
  'sheet.too-old': ['choose-reweigh', 'choose-reweigh'],
  'sheet.clock-set-back': ['choose-reweigh', 'next.no-tare'],
  'sheet.plate-mismatch': ['enter-plate', 'enter-plate'],
  'sheet.plate-unknown': ['enter-plate', 'enter-plate'],
  'sheet.axles-unknown': ['enter-axles', 'enter-axles'],
  'sheet.tare-missing': ['next.no-tare', 'next.no-tare'],
  'sheet.tare-expired': ['next.no-tare', 'next.no-tare'],
  'sheet.tare-other-trailer': ['enter-plate', 'enter-plate'],
  'sheet.papers': ['override-papers', 'override-papers'],
  'sheet.certificate-expired': ['next.no-certificate', 'next.no-certificate'],
  'sheet.certificate-missing': ['next.no-certificate', 'next.no-certificate'],
  'sheet.vehicle-barred': ['next.over-limit', 'next.over-limit'],
  'sheet.evidence-incomplete': ['reweigh-pictures', 'next.tare-again'],
  'sheet.gross-not-above-tare': ['next.weigh-again', 'next.weigh-again'],
  'sheet.inconsistent': ['enter-plate', 'enter-plate'],
};

describe('after a sheet was refused', () => {
  const codes = ERROR_CODES.filter((code): code is SheetCode => code.startsWith('sheet.'));
  test.each(codes)('%s', (failure) => {
    for (const recorded of ['gross', 'recheck'] as const)
      expect(
        [false, true].map((tareRefused) => {
          const next = nextAction({ ...KNOWN, recorded, failure, tareRefused });
          return next.id === 'none' ? next.words : next.id;
        }),
      ).toEqual(AFTER_REFUSAL[failure]);
  });
});

/** Whether the station would do it: its rules in short (weighing-machine.ts, weighing-service.ts, sheet-check.ts). */
function stationWould(id: ActionId, s: Situation): boolean {
  const standsWithout = s.phase === 'steady' || (s.phase === 'confirm' && s.recorded === null);
  switch (id) {
    case 'record':
    case 'record-and-print':
      return standsWithout;
    case 'retake':
    case 'accept-incomplete':
      return s.phase === 'incomplete' && (id === 'retake' || s.reason);
    case 'print-sheet':
      return (
        s.phase === 'confirm' &&
        (s.recorded === 'gross' || s.recorded === 'recheck') &&
        s.proven &&
        s.plate &&
        s.axles &&
        s.tare
      );
    case 'reweigh':
    case 'reweigh-pictures':
    case 'choose-reweigh':
      return s.recorded !== null && !s.sheet && s.phase !== 'no-signal';
    case 'reprint':
      return s.sheet;
    case 'answer-doubt':
      return (standsWithout || s.phase === 'incomplete') && s.reason;
    case 'override-papers':
      return s.phase === 'confirm' && s.recorded !== null;
    // The window's own deeds, and questions.
    case 'none':
    case 'accept-editor':
    case 'enter-plate':
    case 'enter-axles':
    case 'enter-sheet':
    case 'look-at-tare':
    case 'ask-again':
      return true;
  }
}

/** What can stand on the deck: the record that a phase implies (weighing-service.ts, `nextStep`). */
const RECORDED: Readonly<Record<WeighingPhase, readonly Situation['recorded'][]>> = {
  idle: [null],
  'no-signal': [null, ...WeighingKind.options],
  arriving: [null],
  steady: [null],
  capturing: [null, ...WeighingKind.options],
  incomplete: [null],
  confirm: [null, 'gross', 'recheck'],
  'over-limit': ['gross', 'recheck'],
  released: [...WeighingKind.options],
};

test('every phase, kind, record, evidence and lack: one action with words, that waits only for what the station would do', () => {
  const both = [true, false];
  let seen = 0;
  for (const phase of WeighingPhase.options)
    for (const recorded of RECORDED[phase])
      for (const kind of ['gross', 'tare', 'trial'] as const)
        for (const bits of Array.from({ length: 2 ** 11 }, (_, nth) => nth)) {
          const bit = (at: number): boolean => both[(bits >> at) & 1] === true;
          const sheet = phase === 'released' && (recorded === 'gross' || recorded === 'recheck');
          const situation: Situation = {
            ...KNOWN,
            phase,
            recorded,
            kind: recorded === null ? kind : recorded === 'recheck' ? 'gross' : recorded,
            proven: recorded === null || recorded === 'trial' || sheet || bit(0),
            plate: bit(1),
            noPlate: !bit(1) && bit(2),
            axles: bit(3),
            tare: bit(4),
            sheetFilled: bit(5),
            reason: bit(6),
            reweigh: recorded !== null && !sheet && bit(7),
            asking: bit(8),
            askingFailed: bit(9),
            attended: bit(10),
            sheet,
          };
          const next = nextAction(situation);
          seen += 1;
          if (!(next.words in zhCn) || !stationWould(next.id, situation) || next.waits !== (next.id !== 'none'))
            expect.fail(`${JSON.stringify(next)} in ${JSON.stringify(situation)}`);
        }
  expect(seen).toBeGreaterThan(50_000);
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
