import { describe, expect, test } from 'vitest';
import type { Weighing } from '../../../../../preload/contract/documents.ts';
import type { Uuid } from '../../../../../preload/contract/vocabulary.ts';
import { Claim } from '../../../../../preload/contract/weighing.ts';
import { EMPTY_DRAFT, withPlates, withRead, type Draft } from '../../../../../renderer/screens/weigh/draft.ts';
import {
  captureInput,
  claimOf,
  corrections,
  draftOf,
  sameClaim,
  withClaim,
  type Correction,
} from '../../../../../renderer/screens/weigh/inputs.ts';

const TRUCK: Draft = { ...EMPTY_DRAFT, plateFront: '晋C12345', plateRear: '晋C1234挂', axleCount: 6, driveAxles: 2 };

describe('what is sent with the weight', () => {
  const FILE = { plate: '晋C12345', axleCount: 6, driveAxles: 2, vehicleType: 'articulated' } as const;
  const said = (draft: Draft, file: Parameters<typeof captureInput>[4]) => {
    const { axleCount, driveAxles, vehicleType } = captureInput(draft, 'gross', '张三', '', file);
    return { axleCount, driveAxles, vehicleType };
  };

  test('what the file says anyhow was not typed', () => {
    expect(said({ ...TRUCK, vehicleType: 'articulated' }, FILE)).toEqual({});
    expect(said({ ...TRUCK, axleCount: 5, driveAxles: null }, FILE)).toEqual({ axleCount: 5 });
  });

  test("without a file, or with another truck's, everything was", () => {
    expect(said(TRUCK, null)).toEqual({ axleCount: 6, driveAxles: 2 });
    expect(said(TRUCK, { ...FILE, plate: '晋C99999' })).toEqual({ axleCount: 6, driveAxles: 2 });
  });
});

describe('what was said of a truck', () => {
  test('nothing yet', () => {
    expect(claimOf(EMPTY_DRAFT, '张三')).toBeNull();
    expect(claimOf({ ...EMPTY_DRAFT, goods: '原煤' }, '张三')).toBeNull();
  });

  test.each<[string, Draft, object]>([
    [
      'plates and axles',
      TRUCK,
      { operatorId: '张三', plateFront: '晋C12345', plateRear: '晋C1234挂', axleCount: 6, driveAxles: 2 },
    ],
    ['no plate', { ...EMPTY_DRAFT, noPlate: true }, { operatorId: '张三', noPlate: true }],
    [
      'the other kind',
      { ...EMPTY_DRAFT, noPlate: true, kind: 'tare' },
      { operatorId: '张三', noPlate: true, kind: 'tare' },
    ],
  ])('%s: what the contract takes, and back', (_, draft, said) => {
    const claim = claimOf(draft, '张三');
    expect(claim).toEqual(said);
    expect(Claim.parse(claim)).toEqual(said);
    if (claim !== null) expect(draftOf(claim)).toEqual(draft);
  });

  test('said again in another order, or by somebody else, it is the same', () => {
    const one: Claim = { operatorId: '张三', plateFront: '晋C12345', axleCount: 6 };
    const two: Claim = { axleCount: 6, plateFront: '晋C12345', operatorId: '李四' };
    expect(sameClaim(one, two)).toBe(true);
    expect(sameClaim(one, { ...two, axleCount: 5 })).toBe(false);
    expect(sameClaim(one, null)).toBe(false);
    expect(sameClaim(null, null)).toBe(true);
  });
});

describe('what was said elsewhere', () => {
  const claim: Claim = { operatorId: '张三', plateFront: '晋C12345', axleCount: 6 };
  const read = (plateFront: string) => withRead({ ...EMPTY_DRAFT, goods: '原煤' }, { front: plateFront, rear: '' });
  test('counts where nobody has said anything here; goods stay, unless they were another truck’s', () => {
    expect(withClaim({ ...EMPTY_DRAFT, goods: '原煤' }, claim)).toEqual({ ...draftOf(claim), goods: '原煤' });
    expect(withClaim(read('晋B22222'), claim)).toEqual(draftOf(claim));
    expect(withClaim(EMPTY_DRAFT, { operatorId: '张三', noPlate: true }).noPlate).toBe(true);
  });
  test('takes nothing away: not what a person put here, not what is known of these very plates', () => {
    const typed = withPlates(EMPTY_DRAFT, '晋A8F207', '');
    expect(withClaim(typed, claim)).toBe(typed);
    const known = { ...read('晋C12345'), axleCount: 4, driver: '王五' };
    expect(withClaim(known, claim)).toBe(known);
  });
});

describe('what is corrected', () => {
  const signed = {
    id: '00000000-0000-7000-8000-000000000001' as Uuid,
    plateFront: { text: '晋C12345' },
    plateRear: { text: '晋C1234挂' },
    axleCount: 6,
    limitInputs: { driveAxles: 2 },
  } as Weighing;
  const asked = (draft: Draft, ...before: readonly Correction[]) =>
    corrections(signed, before, draft, '看错', '张三').map(({ field, value }) => [field, value]);
  const plate: Correction = { field: 'plateFront', from: '晋C12345', to: '晋C12346' };

  test('what differs from the record as it counts now, and nothing twice', () => {
    expect(asked(TRUCK)).toEqual([]);
    expect(asked({ ...TRUCK, plateFront: '晋C12346' })).toEqual([['plateFront', '晋C12346']]);
    expect(asked({ ...TRUCK, plateFront: '晋C12346' }, plate)).toEqual([]);
    expect(asked(TRUCK, plate)).toEqual([['plateFront', '晋C12345']]);
    expect(asked({ ...TRUCK, plateRear: '' }, { field: 'plateRear', from: '晋C1234挂', to: null })).toEqual([]);
  });

  test('fewer axles before the plates, more after them: in between no plate has more than somebody said of it', () => {
    const other = { ...TRUCK, plateFront: '晋C12346' };
    expect(asked({ ...other, axleCount: 4 })).toEqual([
      ['axleCount', 4],
      ['plateFront', '晋C12346'],
    ]);
    expect(asked({ ...other, axleCount: 6 }, { field: 'axleCount', from: 6, to: 4 })).toEqual([
      ['plateFront', '晋C12346'],
      ['axleCount', 6],
    ]);
    expect(asked({ ...other, driveAxles: 1 }).map(([field]) => field)).toEqual(['driveAxles', 'plateFront']);
    expect(asked({ ...other, driveAxles: 3 }).map(([field]) => field)).toEqual(['plateFront', 'driveAxles']);
  });
});
