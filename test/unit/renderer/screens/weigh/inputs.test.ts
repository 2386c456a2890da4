import { describe, expect, test } from 'vitest';
import { Claim } from '../../../../../preload/contract/weighing.ts';
import { EMPTY_DRAFT, withPlates, withRead, type Draft } from '../../../../../renderer/screens/weigh/draft.ts';
import { captureInput, claimOf, draftOf, sameClaim, withClaim } from '../../../../../renderer/screens/weigh/inputs.ts';

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
