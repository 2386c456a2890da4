/** What a doubted weighing is compared with. */
import { expect, test } from 'vitest';
import { earlierWeighing } from '../../../../../renderer/screens/records/earlier-weighing.ts';

const DOUBTED = { id: 'gross', caseId: 'today', plate: '晋C12345' };
const row = (id: string, caseId: string | null, more: object = {}) =>
  ({ id, caseId, plateFront: '晋C12345', voided: false, replaced: false, ...more }) as never;

test.each([
  ['the newest of an earlier visit, not its own tare', [row('tare', 'today'), row('before', 'monday'), row('older', 'sunday')], 'before'],
  ['a weighing of no visit is an earlier one', [row('trial', null)], 'trial'],
  ['neither itself, nor one that does not count, nor another vehicle that the search found', [
    row('gross', 'today'),
    row('void', 'monday', { voided: true }),
    row('weighed-again', 'monday', { replaced: true }),
    row('other', 'monday', { plateFront: '晋C123456' }),
  ], null],
  ['none at all', [], null],
])('%s', (_, found, id) => {
  expect(earlierWeighing(found, DOUBTED)).toBe(id);
}); // prettier-ignore

test('where its own visit is not known, whatever was before', () => {
  expect(earlierWeighing([row('tare', null)], { ...DOUBTED, caseId: null })).toBe('tare');
});
