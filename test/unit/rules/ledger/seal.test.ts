/** domain.md §1.1 A2: the seal's number, and a picture of it at an interval. */
import { expect, test } from 'vitest';
import { sealMatter, sealOn } from '../../../../main/station/rules/ledger/seal.ts';

const seen = (
  day: string,
  hasPicture: boolean,
  sealNo = '0001',
  state: 'intact' | 'broken' | 'replaced' = 'intact',
) => ({
  sealNo,
  state,
  day,
  hasPicture,
});

test.each([
  ['no seal', [], '2026-11-30', { state: 'none', photoDueOn: null }],
  ['a picture of today', [seen('2026-11-30', true)], '2026-11-30', { state: 'intact', photoDueOn: '2026-12-30' }],
  ['on the day that it is due', [seen('2026-10-31', true)], '2026-11-30', { state: 'intact' }],
  ['a day later', [seen('2026-10-31', true)], '2026-12-01', { state: 'photo-due', photoDueOn: '2026-11-30' }],
  ['entered without a picture', [seen('2026-11-29', false)], '2026-11-30', { state: 'photo-due', photoOn: null }],
  [
    'looked at without a picture: the one before counts',
    [seen('2026-11-01', true), seen('2026-11-29', false)],
    '2026-11-30',
    { state: 'intact', photoOn: '2026-11-01' },
  ],
  [
    'a picture of the seal before says nothing of this one',
    [seen('2026-11-29', true), seen('2026-11-29', false, '0002', 'replaced')],
    '2026-11-30',
    { state: 'photo-due', sealNo: '0002' },
  ],
  [
    'put on with a picture, looked at later',
    [seen('2026-11-01', true), seen('2026-11-10', true, '0002', 'replaced'), seen('2026-11-20', false, '0002')],
    '2026-11-30',
    { state: 'intact', sealNo: '0002', photoOn: '2026-11-10' },
  ],
  ['broken', [seen('2026-11-30', true, '0001', 'broken')], '2026-11-30', { state: 'broken' }],
] as const)('%s', (_, entries, day, is) => {
  expect(sealOn(entries, day, 30)).toMatchObject(is);
});

test('no interval: no picture is due', () => {
  expect(sealOn([seen('2020-01-01', false)], '2026-11-30', 0)).toMatchObject({ state: 'intact', photoDueOn: null });
});

test('what a person has to explain at once', () => {
  const intact = { sealNo: '0001', state: 'intact' } as const;
  expect(sealMatter(undefined, intact)).toBeNull();
  expect(sealMatter(intact, intact)).toBeNull();
  expect(sealMatter(intact, { sealNo: '0002', state: 'replaced' })).toMatchObject({
    matter: 'seal-changed',
    was: '0001',
  });
  expect(sealMatter(intact, { sealNo: '0001', state: 'broken' })).toMatchObject({ matter: 'seal-broken', now: '0001' });
});
