/** What the form of a mapping cannot refuse by itself: names of ours that do not exist, units, codes and echoes forgotten. */
import * as z from 'zod';
import { GatePass, LoadSheet, Notice, Weighing } from '../../../preload/contract/documents.ts';
import { configInvalid } from './config-fault.ts';
import { checkCountyNames } from './county-names.ts';
import type { CountyMapping, DocumentMapping, FieldMapping } from './county-mapping.ts';

type TakenKind = keyof CountyMapping['documents'];
const FORMS: Readonly<Record<TakenKind, z.ZodType>> = {
  weighing: Weighing,
  'load-sheet': LoadSheet,
  'gate-pass': GatePass,
  notice: Notice,
};
/** What a scale or two of its readings said: never rounded. */
const MEASURED: ReadonlySet<string> = new Set(['weightKg', 'grossKg', 'tareKg', 'netKg']);

/**
 * @param path where the configuration names the mapping, for the message
 * @param divisionsKg of the scales: their weights must fit into the decimals
 * @throws CodedError config.invalid
 */
export function checkCountyMapping(mapping: CountyMapping, path: string, divisionsKg: readonly number[]): void {
  const { documents, reply, sign, wrap } = mapping;
  if (sign.over.kind === 'joined') {
    const { parts } = sign.over;
    if (parts.includes('body') && sign.signature.in === 'body')
      throw configInvalid(`${path}.sign.over.parts`, 'sign-of-itself');
    if (parts.includes('nonce') && sign.nonce === undefined) throw configInvalid(`${path}.sign.nonce`, 'missing');
    if (parts.includes('data') && wrap === null) throw configInvalid(`${path}.wrap`, 'missing');
  }
  checkCountyNames(mapping, path);
  const echoed = Object.keys(reply.echoes);
  for (const kind of Object.keys(documents) as TakenKind[]) {
    const document = documents[kind];
    if (document === undefined) continue;
    const here = `${path}.documents.${kind}`;
    const form = FORMS[kind];
    const { fields, number, only, pictures } = document;
    if (only !== undefined) checkOnly(form, only, `${here}.only`);
    checkFields(form, fields, `${here}.fields`, divisionsKg);
    if (!fields.some(({ from, to }) => to === number && from !== undefined))
      throw configInvalid(`${here}.number`, 'other-name');
    if (echoed.length > 0 && !echoed.includes(number)) throw configInvalid(`${path}.reply.echoes`, 'not-echoed');
    if (pictures?.in !== 'own') continue;
    checkFields(form, pictures.fields, `${here}.pictures.fields`, divisionsKg);
    const names = pictures.fields.map(({ to }) => to);
    if (echoed.length > 0 && ![...names, pictures.picture.sha256].some((name) => echoed.includes(name ?? '')))
      throw configInvalid(`${here}.pictures.fields`, 'not-echoed');
  }
}

function checkOnly(form: z.ZodType, { from, in: words }: NonNullable<DocumentMapping['only']>, path: string): void {
  const leaf = leafAt(form, from);
  if (leaf === null) throw configInvalid(`${path}.from`, 'other-field');
  const known = wordsOf(leaf);
  const stray = known === null ? -1 : words.findIndex((word) => !known.includes(word));
  if (stray >= 0) throw configInvalid(`${path}.in.${stray}`, 'not-one-of', known?.join(', '));
}

function checkFields(
  form: z.ZodType,
  fields: readonly FieldMapping[],
  path: string,
  divisionsKg: readonly number[],
): void {
  for (const [index, field] of fields.entries()) {
    const here = `${path}.${index}`;
    if ([field.from, field.value, field.station].filter((source) => source !== undefined).length !== 1)
      throw configInvalid(here, 'one-source');
    checkField(form, field, here, divisionsKg);
  }
}

function checkField(form: z.ZodType, field: FieldMapping, here: string, divisionsKg: readonly number[]): void {
  const { codes, decimals, from, otherwise, rounds, time, unit } = field;
  const name = from?.split('.').at(-1) ?? '';
  const isWeight = name.endsWith('Kg');
  if (unit !== undefined && !isWeight) throw configInvalid(`${here}.unit`, 'unit-of-nothing');
  if (from === undefined) return;
  const leaf = leafAt(form, from);
  if (leaf === null) throw configInvalid(`${here}.from`, 'other-field');
  if (isWeight && unit === undefined) throw configInvalid(`${here}.unit`, 'unit-missing');
  if (isWeight && decimals === undefined) throw configInvalid(`${here}.decimals`, 'unit-missing');
  if (unit === 't' && decimals !== undefined) checkStep(field, 10 ** (3 - decimals), here, divisionsKg);
  if (rounds === true && MEASURED.has(from)) throw configInvalid(`${here}.rounds`, 'not-allowed');
  if (name.endsWith('At') && time === undefined) throw configInvalid(`${here}.time`, 'time-missing');
  const words = wordsOf(leaf);
  if (codes === undefined || words === null) return;
  const stray = Object.keys(codes).find((word) => !words.includes(word));
  if (stray !== undefined) throw configInvalid(`${here}.codes.${stray}`, 'not-one-of', words.join(', '));
  const bare = otherwise === undefined ? words.find((word) => !Object.hasOwn(codes, word)) : undefined;
  if (bare !== undefined) throw configInvalid(`${here}.codes`, 'codes-missing', bare);
}

/** A weight that the decimals cannot show would be another weight. */
function checkStep({ from, rounds }: FieldMapping, stepKg: number, here: string, divisionsKg: readonly number[]): void {
  if (stepKg <= 1 || rounds === true) return;
  const coarse = MEASURED.has(from ?? '') ? divisionsKg.find((division) => division % stepKg !== 0) : 1;
  if (coarse !== undefined) throw configInvalid(`${here}.decimals`, 'too-coarse', coarse);
}

/** The type of a field; null when there is no such field, or it is a group. */
function leafAt(form: z.ZodType, path: string): z.ZodType | null {
  let here = bare(form);
  for (const name of path.split('.')) {
    if (!(here instanceof z.ZodObject) || !Object.hasOwn(here.shape, name)) return null;
    here = bare(here.shape[name] as z.ZodType);
  }
  return here instanceof z.ZodObject || here instanceof z.ZodArray ? null : here;
}

function bare(form: z.ZodType): z.ZodType {
  return form instanceof z.ZodOptional || form instanceof z.ZodNullable ? bare(form.unwrap() as z.ZodType) : form;
}

/** The words of a closed list; null: it is none. */
const wordsOf = (leaf: z.ZodType): readonly string[] | null =>
  leaf instanceof z.ZodEnum ? leaf.options.map(String) : null;
