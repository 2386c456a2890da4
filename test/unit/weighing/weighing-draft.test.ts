import { describe, expect, test } from 'vitest';
import { WeighingBody } from '../../../preload/contract/documents.ts';
import { kg, type EpochMs, type Sha256, type Timestamp, type Uuid } from '../../../preload/contract/vocabulary.ts';
import { draftWeighing, type DraftParts } from '../../../main/station/weighing/weighing-draft.ts';

const id = (digit: string) => `01900000-0000-7000-8000-00000000000${digit}` as Uuid;
const at = '2026-11-22T14:32:05.000+08:00' as Timestamp;
const image = (role: 'front' | 'rear', width = 1920, height = 1080) => ({
  role,
  sha256: 'a'.repeat(64) as Sha256,
  bytes: 500_000,
  width,
  height,
  takenAt: at,
  cameraId: `cam-${role}`,
  displayReadingKg: null,
});

const parts: DraftParts = {
  row: {
    id: id('1'),
    passId: id('2'),
    caseId: id('3'),
    scaleId: 'scale-1',
    weightKg: kg(48_620),
    weighedAt: at,
    weighedAtMs: Date.parse(at) as EpochMs,
    stability: { windowMs: 3000, toleranceKg: kg(20), samples: 30, spreadKg: kg(20), indicatorFlag: null },
    zeroBeforeKg: kg(0),
    trace: { startedAt: at, intervalMs: 150, weightsKg: [kg(0), null, kg(48_620)] },
    rawFrame: '022b3034383632303031',
    protocol: 'yaohua-tf0',
    images: [],
    missing: [],
  },
  images: [image('front'), image('rear')],
  missing: [],
  readings: null,
  kind: 'gross',
  direction: 'out',
  caseId: id('3'),
  plateFront: '晋C12345',
  noPlate: false,
  plateRear: null,
  limit: {
    axleCount: 6,
    axleSource: 'typed',
    vehicleType: 'articulated',
    driveAxles: 2,
    tractorAxles: 3,
    tyrePairsFewer: null,
    wideTyres: null,
    airSuspension: false,
    trailerSpacingMm: null,
    registeredTotalKg: null,
    toleranceKg: kg(0),
  },
  operatorId: '张三',
  said: { by: '张三', at },
  acceptance: null,
  replaces: null,
  repeats: null,
  otherAxles: null,
  clockOffsetMs: 120,
};
const check = (body: WeighingBody, code: string) => body.checks.find((one) => one.code === code)?.result;

describe('draftWeighing', () => {
  test('is a body of the contract, with plates as a person typed them and nothing invented', () => {
    const body = draftWeighing(parts);
    expect(() => WeighingBody.parse(body)).not.toThrow();
    expect(body).toMatchObject({
      weightKg: 48_620,
      limitKg: 49_000,
      limitRule: 'order-62-2016-art-3/2',
      overKg: 0,
      overRatePct: 0,
      plateFront: { text: '晋C12345', source: 'manual', recognisedText: null, confidence: null },
      plateRear: { text: null, source: 'none' },
      evidence: { state: 'complete', missing: [] },
    });
    expect(body.images.map((one) => one.displayReadingKg)).toEqual([null, null]);
    expect(check(body, 'display-matches')).toBe('unknown');
    expect('replaces' in body).toBe(false);
    expect(JSON.stringify(body)).not.toContain('undefined');
    // What nobody knew is absent.
    expect(body.limitInputs).toEqual({
      axleSource: 'typed',
      driveAxles: 2,
      tyres: 'unknown',
      airSuspension: false,
      registeredTotalKg: null,
      toleranceKg: 0,
      tractorAxles: 3,
      ruleSet: 'order-62-2016-art-3/2',
      basis: 'order-62-2016',
      conditions: [],
    });
  });

  test.each<[string, Partial<DraftParts>, string, string]>([
    ['all pictures', {}, 'images-complete', 'pass'],
    ['a picture missing', { missing: [{ role: 'rear', code: 'camera.timeout' }] }, 'images-complete', 'fail'],
    ['two megapixels', {}, 'camera-resolution', 'pass'],
    ['a sub-stream', { images: [image('front', 704, 576)] }, 'camera-resolution', 'fail'],
    ['no picture at all', { images: [] }, 'camera-resolution', 'unknown'],
    ['clock within a second', { clockOffsetMs: -1000 }, 'clock-synchronised', 'pass'],
    ['clock off', { clockOffsetMs: 1001 }, 'clock-synchronised', 'fail'],
    ['clock not measured', { clockOffsetMs: null }, 'clock-synchronised', 'unknown'],
    ['within the limit', {}, 'within-limit', 'pass'],
    ['axles unknown', { limit: { ...parts.limit, axleCount: null, axleSource: 'unknown' } }, 'within-limit', 'unknown'],
    ['one drive axle', { limit: { ...parts.limit, driveAxles: 1 } }, 'within-limit', 'fail'],
  ])('%s: %s', (_name, change, code, result) => {
    expect(check(draftWeighing({ ...parts, ...change }), code)).toBe(result);
  });

  test.each([
    [undefined, { result: 'unknown' }],
    [{ result: 'unknown', codes: [] } as const, { result: 'unknown' }],
    [{ result: 'pass', codes: [] } as const, { result: 'pass' }],
    [{ result: 'fail', codes: ['half-on', 'zero-drift'] } as const, { result: 'fail', detail: 'half-on, zero-drift' }],
  ])('the curve so far: %j', (curve, said) => {
    const row = curve === undefined ? parts.row : { ...parts.row, curve };
    const { checks } = draftWeighing({ ...parts, row });
    expect(checks.find(({ code }) => code === 'trace-plausible')).toEqual({ code: 'trace-plausible', ...said });
  });

  test('without axles there is no limit; which rule set was asked stands among the inputs', () => {
    const body = draftWeighing({ ...parts, limit: { ...parts.limit, axleCount: null, axleSource: 'unknown' } });
    expect(body).toMatchObject({ limitKg: null, limitRule: null, overKg: null, overRatePct: null });
    expect(body.limitInputs).toMatchObject({ ruleSet: 'order-62-2016-art-3/2', conditions: ['axles-unknown'] });
    expect(body.limitInputs).not.toHaveProperty('basis');
  });

  test('over the limit by 2,620 kg on one drive axle', () => {
    const body = draftWeighing({ ...parts, limit: { ...parts.limit, driveAxles: null } });
    expect(body).toMatchObject({ limitKg: 46_000, overKg: 2620, overRatePct: 5.7 });
  });

  test('says for ever why a picture is missing and who accepted it', () => {
    const missing = [{ cameraId: 'cam-rear', role: 'rear', code: 'camera.timeout' }];
    const accepted = draftWeighing({ ...parts, missing, acceptance: { reason: '后摄像头故障', acceptedBy: '张三' } });
    expect(accepted.evidence).toEqual({ state: 'incomplete', missing, reason: '后摄像头故障', acceptedBy: '张三' });
    const unattended = draftWeighing({ ...parts, missing, acceptance: { reason: 'unattended', acceptedBy: null } });
    expect(unattended.evidence).toEqual({ state: 'incomplete', missing, reason: 'unattended' });
    const complete = draftWeighing({ ...parts, acceptance: { reason: 'truck-left', acceptedBy: null } });
    expect(complete.evidence).toEqual({ state: 'complete', missing: [] });
  });
});
