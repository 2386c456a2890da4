import { expect, test } from 'vitest';
import { correctedValue, type CorrectedField } from '../../../../../renderer/screens/records/corrected-value.ts';

test.each<[CorrectedField, string, string | number | null, string | number | null | undefined]>([
  ['plateFront', '晋c12346', '晋C12345', '晋C12346'],
  ['plateFront', ' 晋C12345 ', '晋C12345', undefined],
  ['plateFront', '晋C12345', null, '晋C12345'],
  ['plateFront', '', '晋C12345', undefined],
  ['plateRear', '', '晋C1234挂', null],
  ['plateRear', '', null, undefined],
  ['plateRear', '晋C1235挂', null, '晋C1235挂'],
  ['axleCount', '6', 4, 6],
  ['axleCount', '10', 4, 10],
  ['axleCount', '4', 4, undefined],
  ['axleCount', '1', 4, undefined],
  ['axleCount', '11', 4, undefined],
  ['axleCount', 'six', 4, undefined],
  ['axleCount', '', null, undefined],
])('%s: "%s" where %s stands asks for %s', (field, text, now, value) => {
  expect(correctedValue(field, text, now)).toBe(value);
});
