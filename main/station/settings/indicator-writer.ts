/**
 * Writes a scale's indicator into the configuration file: the one part of it that the program changes by itself, on an
 * installer's word. Every other character of the file stays; the file before is kept beside it.
 */
import { chmod, readFile, realpath, stat } from 'node:fs/promises';
import { CodedError } from '../../../preload/contract/errors.ts';
import { writeWhole } from '../store/whole-file.ts';
import { configInvalid } from './config-fault.ts';
import { parseConfiguration } from './configuration.ts';
import type { ScaleSettings } from './configuration.ts';
import type { IndicatorProtocols } from './indicator-options.ts';
import { jsonFault } from './json-fault.ts';
import { jsonSpan } from './json-span.ts';

/** What the file was before the last change, beside it. */
export const BEFORE = '.before';

/**
 * @returns the scale's settings as the file has them now
 * @throws CodedError config.missing-file | config.not-json | config.invalid: somebody has changed the file since the
 *   start; config.not-writable {file}. Then the file is as it was.
 */
export async function writeIndicator(
  configFile: string,
  scaleId: string,
  indicator: ScaleSettings['indicator'],
  protocols: IndicatorProtocols,
): Promise<ScaleSettings> {
  const { bytes, file, mode } = await readFileOf(configFile);
  const text = bytes.toString('utf8');
  const byteOrderMark = text.startsWith('\uFEFF') ? 1 : 0;
  const json = text.slice(byteOrderMark);
  const fault = jsonFault(json);
  if (fault !== null) throw new CodedError('config.not-json', { file: configFile, ...fault });

  const before = parseConfiguration(JSON.parse(json), protocols);
  const index = before.scales.findIndex(({ id }) => id === scaleId);
  if (index === -1) throw configInvalid('scale.id', 'other-scale');
  const span = jsonSpan(json, ['scale', 'indicator']) ?? jsonSpan(json, ['scales', index, 'indicator']);
  if (span === null) throw configInvalid('scale.indicator', 'missing');
  const changed = json.slice(0, span.from) + indented(indicator, json, span.from) + json.slice(span.to);
  const scale = parseConfiguration(JSON.parse(changed), protocols).scales[index];
  if (scale === undefined) throw configInvalid('scale', 'missing');

  try {
    await writeWhole(`${file}${BEFORE}`, `${file}${BEFORE}.part`, bytes, mode);
    await writeWhole(file, `${file}.part`, Buffer.from(text.slice(0, byteOrderMark) + changed, 'utf8'), mode);
    // The station's own umask is stricter than what the installer gave the file.
    await chmod(file, mode);
  } catch (error) {
    throw new CodedError('config.not-writable', { file: configFile }, { cause: error });
  }
  return scale;
}

async function readFileOf(configFile: string): Promise<{ bytes: Buffer; file: string; mode: number }> {
  try {
    // A link stays a link.
    const file = await realpath(configFile);
    const { mode } = await stat(file);
    return { bytes: await readFile(file), file, mode: mode & 0o777 };
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new CodedError(missing ? 'config.missing-file' : 'config.unreadable', { file: configFile }, { cause: error });
  }
}

/** The value as JSON, its lines moved in as far as the line is that it begins in. */
function indented(value: unknown, json: string, at: number): string {
  const line = json.slice(json.lastIndexOf('\n', at - 1) + 1, at);
  const margin = /^[ \t]*/.exec(line)?.[0] ?? '';
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${margin}`);
}
