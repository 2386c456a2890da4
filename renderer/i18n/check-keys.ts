/**
 * Proves that the words are complete: both languages have the same keys and the same places for figures, every error
 * code has words and a number of its own, every key that a component uses exists, and no key is left over.
 * Run by Node 24 directly: `node renderer/i18n/check-keys.ts`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ERROR_CODES } from '../../preload/contract/errors.ts';
import { en } from './en.ts';
import { ERROR_NUMBERS } from './error-numbers.ts';
import { FINDING_NUMBERS } from './finding-numbers.ts';
import { errorsEn } from './errors-en.ts';
import { errorsZhCn } from './errors-zh-cn.ts';
import { zhCn } from './zh-cn.ts';

const renderer = dirname(dirname(fileURLToPath(import.meta.url)));
const faults: string[] = [];

const places = (text: string): string =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)]
    .map((match) => match[1])
    .sort()
    .join(' ');

function sameKeys(what: string, one: object, other: object): void {
  for (const key of Object.keys(one)) if (!Object.hasOwn(other, key)) faults.push(`${what}: ${key} is missing`);
}

sameKeys('en.ts', zhCn, en);
sameKeys('zh-cn.ts', en, zhCn);
for (const [key, words] of Object.entries<string>(zhCn)) {
  const english = (en as Readonly<Record<string, string>>)[key] ?? '';
  if (words === '' || english === '') faults.push(`${key} is empty`);
  if (places(words) !== places(english))
    faults.push(`${key}: {{${places(words)}}} in Chinese, {{${places(english)}}} in English`);
}

const byCode = Object.fromEntries(ERROR_CODES.map((code) => [code, true]));
sameKeys('errors.ts', ERROR_NUMBERS, byCode);
for (const [file, errors] of Object.entries({ 'errors-zh-cn.ts': errorsZhCn, 'errors-en.ts': errorsEn })) {
  sameKeys(file, byCode, errors);
  sameKeys('errors.ts', errors, byCode);
  for (const [code, parts] of Object.entries(errors))
    if (parts.length !== 4 || parts.some((part) => part === ''))
      faults.push(`${file}: ${code} does not have its four sentences`);
}
for (const code of ERROR_CODES) {
  const [chinese, english] = [errorsZhCn[code].join(' '), errorsEn[code].join(' ')];
  if (places(chinese) !== places(english))
    faults.push(`${code}: {{${places(chinese)}}} in Chinese, {{${places(english)}}} in English`);
}
const numbers = [...Object.values(ERROR_NUMBERS), ...Object.values(FINDING_NUMBERS)];
for (const number of numbers)
  if (numbers.filter((other) => other === number).length > 1) faults.push(`E${number} is given twice`);

/** Sources that use words: everything but the words themselves. */
const sources = readdirSync(renderer, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((file) => !relative(renderer, file).startsWith('i18n'));
const text = sources.map((file) => readFileSync(file, 'utf8')).join('\n');

const literals = new Set([...text.matchAll(/'([\w.-]+)'/g)].map((match) => match[1]));
/** `kind.${kind}`: every key of the family counts as used; the compiler knows which exist. */
const families = [...text.matchAll(/`([\w.-]+[.-])\$\{/g)].map((match) => match[1] ?? '');
for (const key of Object.keys(zhCn))
  if (!literals.has(key) && !families.some((family) => family !== '' && key.startsWith(family)))
    faults.push(`${key} is used nowhere`);
for (const [, key] of text.matchAll(/\bt\('([^']+)'/g))
  if (key !== undefined && !Object.hasOwn(zhCn, key)) faults.push(`${key} is used and does not exist`);

if (faults.length > 0) {
  console.error(faults.join('\n'));
  process.exitCode = 1;
} else console.log(`words: ${Object.keys(zhCn).length} keys and ${ERROR_CODES.length} errors in 2 languages`);
