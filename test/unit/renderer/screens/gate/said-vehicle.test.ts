import { describe, expect, it } from 'vitest';
import { said, type SaidVehicle } from '../../../../../renderer/screens/gate/said-vehicle.ts';

const WHOLE: SaidVehicle = {
  gateId: 'gate-out',
  direction: 'out',
  plate: '晋C12345',
  reason: ' 摄像机没发现 ',
  saidTwice: '',
};

describe('what a person said of a vehicle', () => {
  it('is sent as it was said, the reason without its blanks', () => {
    expect(said(WHOLE)).toEqual({
      input: { gateId: 'gate-out', direction: 'out', plate: '晋C12345', reason: '摄像机没发现' },
    });
  });

  it.each(['', '晋'])('has no plate where nobody typed one: %j', (plate) => {
    expect(said({ ...WHOLE, plate })).toMatchObject({ input: { plate: null } });
  });

  it.each([
    [{ plate: '晋C12' }, { wanted: 'plate.incomplete', at: 'plate' }],
    [{ plate: '晋CAAAAA' }, { wanted: 'plate.unusual', at: 'plate' }],
    [
      { plate: '晋CAAAAB', saidTwice: '晋CAAAAA' },
      { wanted: 'plate.unusual', at: 'plate' },
    ],
    [{ reason: '  ' }, { wanted: 'gate.reason-wanted', at: 'reason' }],
    [
      { plate: '晋C12', reason: '' },
      { wanted: 'plate.incomplete', at: 'plate' },
    ],
  ])('wants for %j: %j', (part, wanted) => {
    expect(said({ ...WHOLE, ...part })).toEqual(wanted);
  });

  it('takes an unusual plate the second time', () => {
    expect(said({ ...WHOLE, plate: '晋CAAAAA', saidTwice: '晋CAAAAA' })).toMatchObject({
      input: { plate: '晋CAAAAA' },
    });
  });
});
