import { describe, expect, test } from 'vitest';
import { axlesAsPut, axlesVouched } from '../../../main/station/files/axles-vouched.ts';
import type { Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Vehicle } from '../../../preload/contract/weighing.ts';

const KNOWN: Vehicle = { plate: '晋C12345', axleCount: 6, axleSource: 'file', axlesBy: '李经理' };

describe('axles that stand in a form', () => {
  test('are vouched for as they were where they are the same, whatever the form says of that', () => {
    const next: Vehicle = { plate: '晋C12345', axleCount: 6, goodsName: '原煤', axleSource: 'typed', axlesBy: '别人' };
    expect(axlesVouched(next, KNOWN, '王经理')).toEqual({ ...KNOWN, goodsName: '原煤' });
  });
  test.each([
    ['other ones', { ...KNOWN, axleCount: 5 }, KNOWN],
    ['another type', { ...KNOWN, vehicleType: 'articulated' as const }, KNOWN],
    ['other drive axles', { ...KNOWN, driveAxles: 1 }, KNOWN],
    ['a new file', KNOWN, null],
    ['the same with a trailer where none was known', { ...KNOWN, trailerPlate: '晋C1挂' }, KNOWN],
    ['the same without the trailer', { ...KNOWN, trailerPlate: null }, { ...KNOWN, trailerPlate: '晋C1挂' }],
    ['the same with another trailer', { ...KNOWN, trailerPlate: '晋C2挂' }, { ...KNOWN, trailerPlate: '晋C1挂' }],
  ])('%s are typed, until a manager puts his name to them', (_, next, known) => {
    const { axlesBy: _by, ...typed } = { ...next, axleSource: 'typed' };
    expect(axlesVouched(next, known, undefined)).toEqual(typed);
    expect(axlesVouched(next, known, '王经理')).toEqual({ ...next, axleSource: 'file', axlesBy: '王经理' });
  });
  test('of a trailer that stays are vouched for as they were, and its own plate is no trailer', () => {
    const paired: Vehicle = { ...KNOWN, trailerPlate: '晋C1挂' };
    expect(axlesVouched(paired, paired, undefined)).toEqual(paired);
    const alone: Vehicle = { ...KNOWN, trailerPlate: '晋C12345' };
    expect(axlesVouched(alone, { ...KNOWN, trailerPlate: null }, undefined)).toEqual(alone);
  });
  test('that are taken away are vouched for by nobody', () => {
    expect(axlesVouched({ plate: '晋C12345' }, KNOWN, '王经理')).toEqual({ plate: '晋C12345' });
  });
});

describe('axles that a caller puts', () => {
  const { axlesBy: _by, ...alone } = KNOWN;
  const typed = { plate: '晋C12345', axleCount: 6, axleSource: 'typed' } as const;
  const axlesFrom = { weighingId: '00000000-0000-7000-8000-000000000001' as Uuid, sha256: null };
  test.each<[string, Vehicle, Vehicle | null, Vehicle]>([
    ['who stood for them stays', { ...KNOWN, axlesBy: '别人' }, KNOWN, KNOWN],
    ['also where the caller leaves him out', alone, KNOWN, KNOWN],
    ['of other ones nobody does', { ...KNOWN, axleCount: 5 }, KNOWN, { ...alone, axleCount: 5 }],
    ['nor in a new file', KNOWN, null, alone],
    ['typed anew they are typed', { ...typed, axlesBy: '别人' }, KNOWN, typed],
    ['and of no picture', { ...typed, axlesFrom }, null, typed],
    ['the same are still only typed, whatever the caller says', alone, typed, typed],
    ['also where he says nothing', { plate: '晋C12345', axleCount: 6 }, typed, typed],
    ['and so are other ones', { ...alone, axleCount: 5 }, { ...typed, axlesFrom }, { ...typed, axleCount: 5 }],
    ['none are none', { plate: '晋C12345', axleSource: 'file' }, typed, { plate: '晋C12345', axleSource: 'file' }],
    [
      'vouched for without a trailer, with one they are typed',
      { ...alone, trailerPlate: '晋C1挂' },
      KNOWN,
      { ...typed, trailerPlate: '晋C1挂' },
    ],
    ['that the station named before', typed, { ...typed, axlesFrom }, { ...typed, axlesFrom }],
  ])('%s', (_, given, known, kept) => {
    expect(axlesAsPut(given, known)).toEqual(kept);
  });
});
