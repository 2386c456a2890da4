import { describe, expect, test } from 'vitest';
import { consistency, refusal, type SheetCase, type WeighedTruck } from '../../../main/station/rules/sheet-check.ts';
import { kg, type Uuid } from '../../../preload/contract/vocabulary.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOW = Date.parse('2026-11-22T14:32:05+08:00');
const id = (digit: string) => `01900000-0000-7000-8000-00000000000${digit}` as Uuid;

const gross: WeighedTruck = {
  id: id('1'),
  kind: 'gross',
  scaleId: 'scale-1',
  caseId: id('9'),
  weightKg: kg(48_620),
  weighedAt: '2026-11-22T14:31:05.000+08:00',
  weighedAtMs: NOW - MINUTE,
  plateFront: '晋C12345',
  plateRear: '晋C1234挂',
  limitKg: kg(49_000),
  voided: false,
  replacedBy: null,
  evidence: { complete: true, acceptedReason: null },
};
const tare: WeighedTruck = {
  ...gross,
  id: id('2'),
  kind: 'tare',
  weightKg: kg(16_200),
  weighedAt: '2026-11-22T13:02:05.000+08:00',
  weighedAtMs: NOW - 90 * MINUTE,
};
const good: SheetCase = {
  gross,
  tare,
  tareSource: 'same-trip',
  usedBy: null,
  enteredSince: null,
  newestOfPair: gross.id,
  newestTareOfPair: tare.id,
  toleranceKg: kg(0),
  approvedLoadKg: null,
  nowMs: NOW,
  maxAgeMinutes: 120,
  tareValidMs: 30 * DAY,
  papers: [],
  certificate: null,
  overridden: false,
  barred: null,
};
const EXPIRED = { kind: 'transport-permit', fault: 'expired', validUntil: '2026-11-21' } as const;

const with_ = (
  part: { gross?: Partial<WeighedTruck>; tare?: Partial<WeighedTruck> } & Omit<Partial<SheetCase>, 'gross' | 'tare'>,
) => ({
  ...good,
  ...part,
  gross: { ...gross, ...part.gross },
  tare: { ...tare, ...part.tare },
});

describe('refusal', () => {
  test('none for a good case', () => {
    expect(refusal(good)).toBeNull();
  });

  test.each<[string, SheetCase, string]>([
    ['void gross', with_({ gross: { voided: true } }), 'sheet.weighing-void'],
    ['void tare', with_({ tare: { voided: true } }), 'sheet.weighing-void'],
    ['a tare as gross', with_({ gross: { kind: 'tare' } }), 'sheet.inconsistent'],
    ['a trial as gross', with_({ gross: { kind: 'trial' } }), 'sheet.inconsistent'],
    ['a gross as tare', with_({ tare: { kind: 'gross' } }), 'sheet.inconsistent'],
    ['gross used', with_({ usedBy: '140321-0001-1-20261122-0001' }), 'sheet.weighing-used'],
    ['no plate', with_({ gross: { plateFront: null } }), 'sheet.plate-unknown'],
    ['a later weighing of the pair', with_({ newestOfPair: id('3') }), 'sheet.not-latest'],
    ['through an entry since', with_({ enteredSince: id('5') }), 'sheet.not-latest'],
    ['a gross that was weighed again', with_({ gross: { replacedBy: id('4') } }), 'sheet.not-latest'],
    ['a tare that was weighed again', with_({ tare: { replacedBy: id('4') } }), 'sheet.not-latest'],
    ['a tare that is not the newest of the pair', with_({ newestTareOfPair: id('4') }), 'sheet.not-latest'],
    ['more than two hours old', with_({ gross: { weighedAtMs: NOW - 120 * MINUTE - 1 } }), 'sheet.too-old'],
    ['a gross of tomorrow', with_({ gross: { weighedAtMs: NOW + DAY } }), 'sheet.clock-set-back'],
    ['a tare of tomorrow', with_({ tare: { weighedAtMs: NOW + DAY } }), 'sheet.clock-set-back'],
    ['an old tare of the same trip', with_({ tare: { weighedAtMs: NOW - 31 * DAY } }), 'sheet.tare-expired'],
    [
      'evidence not accepted',
      with_({ gross: { evidence: { complete: false, acceptedReason: null } } }),
      'sheet.evidence-incomplete',
    ],
    [
      'tare evidence not accepted',
      with_({ tare: { evidence: { complete: false, acceptedReason: null } } }),
      'sheet.evidence-incomplete',
    ],
    ['axles unknown', with_({ gross: { limitKg: null } }), 'sheet.axles-unknown'],
    ['no tare', { ...good, tare: null }, 'sheet.tare-missing'],
    ['tare of another tractor', with_({ tare: { plateFront: '晋C54321' } }), 'sheet.plate-mismatch'],
    ['tare with another trailer', with_({ tare: { plateRear: '晋C9999挂' } }), 'sheet.tare-other-trailer'],
    [
      'stored tare too old',
      with_({ tareSource: 'stored', tare: { weighedAtMs: NOW - 31 * DAY } }),
      'sheet.tare-expired',
    ],
    ['gross equals tare', with_({ tare: { weightKg: kg(48_620) } }), 'sheet.gross-not-above-tare'],
    ['20 kg over', with_({ gross: { weightKg: kg(49_020) } }), 'sheet.over-limit'],
    ['over the approved load', with_({ approvedLoadKg: kg(32_400) }), 'sheet.over-load'],
    ['a permit out of date', with_({ papers: [EXPIRED] }), 'sheet.papers'],
    ['barred', with_({ barred: '栏板加高' }), 'sheet.vehicle-barred'],
    ['barred, whoever overrides its papers', with_({ barred: '栏板加高', overridden: true }), 'sheet.vehicle-barred'],
    [
      'over the limit, whoever overrides',
      with_({ overridden: true, gross: { weightKg: kg(49_020) } }),
      'sheet.over-limit',
    ],
    [
      'over the approved load, whoever overrides',
      with_({ overridden: true, approvedLoadKg: kg(32_400) }),
      'sheet.over-load',
    ],
    ['no plate, whoever overrides', with_({ overridden: true, gross: { plateFront: null } }), 'sheet.plate-unknown'],
  ])('%s', (_name, sheet, code) => {
    expect(refusal(sheet)?.code).toBe(code);
  });

  test.each<[string, SheetCase]>([
    ['a recheck serves as gross', with_({ gross: { kind: 'recheck' } })],
    ['exactly two hours old', with_({ gross: { weighedAtMs: NOW - 120 * MINUTE } })],
    ['a clock that was set right by a few seconds', with_({ gross: { weighedAtMs: NOW + 5000 } })],
    ['accepted evidence', with_({ gross: { evidence: { complete: false, acceptedReason: '后摄像头故障' } } })],
    ['exactly at the limit', with_({ gross: { weightKg: kg(49_000) } })],
    ['within a configured tolerance', with_({ toleranceKg: kg(20), gross: { weightKg: kg(49_020) } })],
    ['papers that a manager let pass', with_({ papers: [EXPIRED], overridden: true })],
    ['exactly the approved load', with_({ approvedLoadKg: kg(32_420) })],
  ])('not for %s', (_name, sheet) => {
    expect(refusal(sheet)).toBeNull();
  });
});

describe('consistency', () => {
  const sheet = {
    plate: '晋C12345',
    trailerPlate: '晋C1234挂',
    grossKg: kg(48_620),
    tareKg: kg(16_200),
    netKg: kg(32_420),
    limitKg: kg(49_000),
    tareWeighedAt: tare.weighedAt as never,
  };

  test('all rows pass for equal figures', () => {
    expect(consistency(sheet, gross, tare).map((row) => row.result)).toEqual(new Array(7).fill('pass'));
  });

  test.each([
    ['plate', { plate: '晋C54321' }],
    ['trailerPlate', { trailerPlate: null }],
    ['grossKg', { grossKg: kg(48_600) }],
    ['tareKg', { tareKg: kg(16_180) }],
    ['netKg', { netKg: kg(32_400) }],
    ['limitKg', { limitKg: kg(46_000) }],
    ['tareWeighedAt', { tareWeighedAt: gross.weighedAt as never }],
  ])('a different %s fails by name', (field, part) => {
    const failed = consistency({ ...sheet, ...part }, gross, tare).filter((row) => row.result === 'fail');
    expect(failed.map((row) => row.field)).toEqual([field]);
  });
});
