/** Which plates stand for themselves: one rule for the clerk's fields and for records that nobody confirmed. */
import { expect, test } from 'vitest';
import { platesTaken } from '../../../preload/contract/plates-taken.ts';
import type { PlateSeen } from '../../../preload/contract/readings.ts';

const seen = (text: string, accepted = true, others: readonly string[] = []): PlateSeen =>
  ({
    text,
    accepted,
    kind: text.endsWith('挂') ? 'trailer' : 'ordinary',
    top: [text, ...others].map((one) => ({ text: one, kind: 'ordinary', confidence: 0.5 })),
  }) as PlateSeen;
const inside = (trailer: string | null) => () => trailer;

test.each([
  ['both sure', seen('晋C12345'), seen('晋C1234挂'), null, '晋C12345', '晋C1234挂'],
  ['an unsure front is nobody’s word', seen('晋C12345', false), null, null, null, null],
  ['the rear repeats the front: no trailer', seen('晋C12345'), seen('晋C12345'), null, '晋C12345', null],
  ['the rear camera sees the next truck', seen('晋C12345'), seen('晋B22222'), null, '晋C12345', null],
  ['the front was not read: the rear’s plate is not its', null, seen('晋C12345'), null, null, null],
  ['only the trailer', null, seen('晋C1234挂'), null, null, '晋C1234挂'],
  ['an unsure trailer', seen('晋C12345'), seen('晋C1284挂', false), null, '晋C12345', null],
  ['an unsure trailer that may be the one it came with', seen('晋C12345'), seen('晋C1284挂', false, ['晋C1234挂']), '晋C1234挂', '晋C12345', '晋C1234挂'],
  ['an unsure trailer that is another one', seen('晋C12345'), seen('晋K9999挂', false), '晋C1234挂', '晋C12345', null],
  ['a sure trailer that is another one', seen('晋C12345'), seen('晋K9999挂'), '晋C1234挂', '晋C12345', '晋K9999挂'],
  ['no trailer was read', seen('晋C12345'), null, '晋C1234挂', '晋C12345', null],
] as const)('%s', (_, plateFront, plateRear, trailer, front, rear) => {
  expect(platesTaken({ plateFront, plateRear }, inside(trailer))).toEqual({ plateFront: front, plateRear: rear });
}); // prettier-ignore

test('nothing was read', () => {
  expect(platesTaken(null, inside('晋C1234挂'))).toEqual({ plateFront: null, plateRear: null });
});
