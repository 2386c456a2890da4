/** Only what decides which parts a county takes makes a mapping another one to ask. */
import { expect, test } from 'vitest';
import { parseCountyMapping } from '../../../../main/station/settings/county-mapping-file.ts';
import { SHIPPED_MAPPINGS } from '../../../../main/station/settings/county-mappings/shipped-mappings.ts';
import { takenBy } from '../../../../main/station/upload/adapters/county/county-taken.ts';

interface Weighing {
  fields: object[];
  only?: { in: string[] };
  pictures: { to: string; picture: { role?: { codes: object } } };
}
interface Documents {
  weighing?: Weighing;
  'load-sheet'?: object;
}
type Change = (weighing: Weighing, documents: Documents) => unknown;
/** What the example takes with one thing of its weighings changed. */
function taken(change: Change = () => undefined): string {
  const whole = structuredClone(SHIPPED_MAPPINGS['example-county']) as {
    documents: Documents & { weighing: Weighing };
  };
  change(whole.documents.weighing, whole.documents);
  return takenBy(parseCountyMapping(whole, [20]).documents);
}

test.each<[string, Change]>([
  ['the way to it', (weighing) => Object.assign(weighing, { path: '/v2/gbjl' })],
  ['the name of a field', (weighing) => Object.assign(weighing.fields[6] ?? {}, { to: 'cphm' })],
  ['a field more', (weighing) => weighing.fields.push({ value: '1', to: 'bz' })],
  ['the name of the pictures', (weighing) => Object.assign(weighing.pictures, { to: 'zp' })],
  ['a code of a role', ({ pictures }) => Object.assign(pictures.picture.role?.codes ?? {}, { rear: 'H' })],
  ['the order of kinds', (weighing, documents) => { delete documents.weighing; documents.weighing = weighing; }],
  ['the order of words', (weighing) => weighing.only?.in.reverse()],
])('%s is no reason to ask again', (_, change) => {
  expect(taken(change)).toBe(taken());
}); // prettier-ignore

test.each<[string, Change]>([
  ['a kind less', (_, documents) => delete documents['load-sheet']],
  ['a word more', (weighing) => weighing.only?.in.push('trial')],
  ['every word', (weighing) => delete weighing.only],
  ['no pictures', (weighing) => Object.assign(weighing, { pictures: null })],
  ['pictures of every role', ({ pictures }) => delete pictures.picture.role],
  ['a role more', ({ pictures }) => Object.assign(pictures.picture.role?.codes ?? {}, { side: '3' })],
  ['one picture of a role', (weighing) => Object.assign(weighing, { pictures: { in: 'fields', roles: { front: 'tp1', rear: 'tp2' } } })],
])('%s is one', (_, change) => {
  expect(taken(change)).not.toBe(taken());
}); // prettier-ignore
