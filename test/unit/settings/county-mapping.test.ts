/** A mapping that does not fit is refused at the start, with the place in it, and never sends a wrong record instead. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parseCountyMapping, readCountyMapping } from '../../../main/station/settings/county-mapping-file.ts';
import { SHIPPED_MAPPINGS } from '../../../main/station/settings/county-mappings/shipped-mappings.ts';

type Json = Record<string, never>;
const example = (): Json => structuredClone(SHIPPED_MAPPINGS['example-county']) as Json;

/** The example with one thing changed: `a.b.0` = value; undefined takes it out. */
function changed(path: string, value: unknown): unknown {
  const whole = example();
  const names = path.split('.');
  const last = names.pop() ?? '';
  const group = names.reduce<Json>((here, name) => (here[name] ??= {} as never), whole) as Record<string, unknown>;
  if (value === undefined) delete group[last];
  else group[last] = value;
  return whole;
}
const WEIGHING = 'documents.weighing';
const field = (index: number, value: object): [string, object] => [`${WEIGHING}.fields.${index}`, value];

test.each(Object.keys(SHIPPED_MAPPINGS))('%s is one', (name) => {
  expect(readCountyMapping(name, [10, 20, 50]).name).not.toBe('');
});

test.each<[string, string, unknown, string, string]>([
  ['an unknown key', 'sign.salt', 'x', 'sign.salt', 'unknown-key'],
  ['an unknown kind', 'documents.pass', {}, 'documents.pass', 'unknown-key'],
  ['no signature', 'sign', undefined, 'sign', 'missing'],
  ['another algorithm', 'sign.algorithm', 'md5', 'sign.algorithm', 'not-one-of'],
  ['a body that signs itself', 'sign.signature', { in: 'body', name: 'sign', form: 'hex' }, 'sign.over.parts', 'sign-of-itself'],
  ['a nonce that is not sent', 'sign.over.parts', ['nonce', 'body'], 'sign.nonce', 'missing'],
  ['data that is none', 'sign.over.parts', ['data'], 'wrap', 'missing'],
  ['a path that is none', `${WEIGHING}.path`, 'gbjl', `${WEIGHING}.path`, 'not-path'],
  ['a field of ours that is none', ...field(0, { from: 'weigthKg', to: 'jlbh', unit: 't', decimals: 3 }), `${WEIGHING}.fields.0.from`, 'other-field'],
  ['a group as field', ...field(6, { from: 'plateFront', to: 'cph' }), `${WEIGHING}.fields.6.from`, 'other-field'],
  ['a weight without unit', ...field(5, { from: 'weightKg', to: 'zz' }), `${WEIGHING}.fields.5.unit`, 'unit-missing'],
  ['a weight without decimals', ...field(5, { from: 'weightKg', to: 'zz', unit: 't' }), `${WEIGHING}.fields.5.decimals`, 'unit-missing'],
  ['another unit', ...field(5, { from: 'weightKg', to: 'zz', unit: 'lb', decimals: 2 }), `${WEIGHING}.fields.5.unit`, 'not-one-of'],
  ['a unit of something else', ...field(9, { from: 'axleCount', to: 'zs', unit: 't' }), `${WEIGHING}.fields.9.unit`, 'unit-of-nothing'],
  ['decimals too few for the scale', ...field(5, { from: 'weightKg', to: 'zz', unit: 't', decimals: 1 }), `${WEIGHING}.fields.5.decimals`, 'too-coarse'],
  ['decimals too few for any limit', ...field(10, { from: 'limitKg', to: 'xz', unit: 't', decimals: 2 }), `${WEIGHING}.fields.10.decimals`, 'too-coarse'],
  ['a weight that is rounded', ...field(5, { from: 'weightKg', to: 'zz', unit: 't', decimals: 1, rounds: true }), `${WEIGHING}.fields.5.rounds`, 'not-allowed'],
  ['a time without form', ...field(4, { from: 'weighedAt', to: 'gbsj' }), `${WEIGHING}.fields.4.time`, 'time-missing'],
  ['a form of no time', ...field(4, { from: 'weighedAt', to: 'gbsj', time: 'hh:mm' }), `${WEIGHING}.fields.4.time`, 'time-form'],
  ['a word without code', ...field(3, { from: 'kind', to: 'gblx', codes: { tare: '1', gross: '2', recheck: '3' } }), `${WEIGHING}.fields.3.codes`, 'codes-missing'],
  ['a code for no word', ...field(3, { from: 'kind', to: 'gblx', codes: { net: '1' }, otherwise: '9' }), `${WEIGHING}.fields.3.codes.net`, 'not-one-of'],
  ['two sources', ...field(6, { from: 'plateFront.text', value: 'x', to: 'cph' }), `${WEIGHING}.fields.6`, 'one-source'],
  ['no source', ...field(6, { to: 'cph' }), `${WEIGHING}.fields.6`, 'one-source'],
  ['a name twice', ...field(8, { from: 'plateRear.text', to: 'cph' }), `${WEIGHING}.fields.8.to`, 'name-twice'],
  ['a name within another', ...field(8, { from: 'plateRear.text', to: 'cph.gch' }), `${WEIGHING}.fields.8.to`, 'name-twice'],
  ['a name around another', ...field(2, { station: 'stationNo', to: 'tp' }), `${WEIGHING}.pictures.to`, 'name-twice'],
  ['pictures under a field’s name', `${WEIGHING}.pictures.to`, 'zz.tp', `${WEIGHING}.pictures.to`, 'name-twice'],
  ['two members of a picture under one name', `${WEIGHING}.pictures.picture.content`, 'wz.nr', `${WEIGHING}.pictures.picture.role.to`, 'name-twice'],
  ['a role’s field under a field’s name', `${WEIGHING}.pictures`, { in: 'fields', roles: { front: 'tp1', rear: 'cph' } }, `${WEIGHING}.pictures.roles.rear`, 'name-twice'],
  ['two roles under one name', `${WEIGHING}.pictures`, { in: 'fields', roles: { front: 'tp1', rear: 'tp1.b' } }, `${WEIGHING}.pictures.roles.rear`, 'name-twice'],
  ['a picture’s own request with a name twice', `${WEIGHING}.pictures`, { in: 'own', path: '/tp', fields: [{ from: 'id', to: 'jlbh' }], picture: { content: 'jlbh.nr' } }, `${WEIGHING}.pictures.picture.content`, 'name-twice'],
  ['a test’s mark under a field’s name', 'test', { to: 'zz', value: '1', numberPrefix: 'T' }, 'test.to', 'name-twice'],
  ['a signature under a field’s name', 'sign.appId', { in: 'body', name: 'cph' }, 'sign.appId.name', 'name-twice'],
  ['two of the signature’s under one header', 'sign.appId', { in: 'header', name: 'x-timestamp' }, 'sign.timestamp.name', 'name-twice'],
  ['a number that is not sent', `${WEIGHING}.number`, 'bh', `${WEIGHING}.number`, 'other-name'],
  ['an echo of something else alone', 'reply.echoes', { zz: 'data.zz' }, 'reply.echoes', 'not-echoed'],
  ['only what no weighing says', `${WEIGHING}.only`, { from: 'kind', in: ['gross', 'net'] }, `${WEIGHING}.only.in.1`, 'not-one-of'],
  ['no success', 'reply.success', [], 'reply.success', 'too-few'],
])('%s', (_, path, value, at, reason) => {
  expect(() => parseCountyMapping(changed(path, value), [20])).toThrow(
    expect.objectContaining({
      code: 'config.invalid',
      params: expect.objectContaining({ path: `platform.mapping.${at}`, reason }) as unknown,
    }) as Error,
  );
}); // prettier-ignore

test('names that only begin alike, and the signature’s beside wrapped fields, are different names', () => {
  const whole = changed('wrap', 'data') as {
    sign: Record<string, unknown>;
    documents: { weighing: { fields: object[] } };
  };
  whole.sign['appId'] = { in: 'body', name: 'cph' };
  whole.sign['over'] = { kind: 'joined', parts: ['appId', 'data'] };
  whole.documents.weighing.fields[8] = { from: 'plateRear.text', to: 'cphg', missing: '' };
  expect(parseCountyMapping(whole, [20]).wrap).toBe('data');
  whole.sign['appId'] = { in: 'body', name: 'data' };
  expect(() => parseCountyMapping(whole, [20])).toThrow(
    expect.objectContaining({ params: { path: 'platform.mapping.sign.appId.name', reason: 'name-twice' } }) as Error,
  );
});

test('a county that repeats nothing says so', () => {
  expect(parseCountyMapping(changed('reply.echoes', {}), [20]).reply.echoes).toEqual({});
});

test('a file of the site: read, missing, no JSON', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mapping-'));
  const file = join(folder, 'ours.json');
  try {
    writeFileSync(file, `\uFEFF${JSON.stringify(example())}`);
    expect(readCountyMapping(file, [20])).toEqual(readCountyMapping('example-county', [20]));
    writeFileSync(file, '{ "name": ');
    expect(() => readCountyMapping(file, [20])).toThrow(expect.objectContaining({ code: 'config.not-json' }) as Error);
    expect(() => readCountyMapping(join(folder, 'no.json'), [20])).toThrow(
      expect.objectContaining({ params: { path: 'platform.mapping', reason: 'file-unreadable' } }) as Error,
    );
    expect(() => readCountyMapping('constructor', [20])).toThrow(
      expect.objectContaining({ params: { path: 'platform.mapping', reason: 'file-unreadable' } }) as Error,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});
