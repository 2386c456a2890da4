/**
 * Changes a part of the configuration file on an installer's word. Every other character of the file stays; the file before
 * is kept beside it.
 */
import { chmod, readFile, realpath, stat } from 'node:fs/promises';
import { CodedError } from '../../../preload/contract/errors.ts';
import { writeWhole } from '../store/whole-file.ts';
import { parseConfiguration, type Configuration } from './configuration.ts';
import type { IndicatorProtocols } from './indicator-options.ts';
import { jsonFault } from './json-fault.ts';
import type { Span } from './json-span.ts';

/** What the file was before the last change, beside it. */
export const BEFORE = '.before';

export interface ConfigurationFile {
  readonly configFile: string;
  /** What an indicator may speak. */
  readonly protocols: IndicatorProtocols;
}

/**
 * @param change the file's JSON and what it says now → the JSON as it shall be; may throw, and then nothing has changed
 * @returns what the file says now
 * @throws CodedError config.missing-file | config.not-json | config.invalid: somebody has changed the file since the start,
 *   or the change itself makes no configuration; config.not-writable {file}. Then the file is as it was.
 */
export async function changeConfiguration(
  { configFile, protocols }: ConfigurationFile,
  change: (json: string, now: Configuration) => string,
): Promise<Configuration> {
  const { bytes, file, mode } = await readFileOf(configFile);
  const text = bytes.toString('utf8');
  const byteOrderMark = text.startsWith('\uFEFF') ? 1 : 0;
  const json = text.slice(byteOrderMark);
  const fault = jsonFault(json);
  if (fault !== null) throw new CodedError('config.not-json', { file: configFile, ...fault });
  const changed = change(json, parseConfiguration(JSON.parse(json), protocols));
  const configuration = parseConfiguration(JSON.parse(changed), protocols);
  try {
    await writeWhole(`${file}${BEFORE}`, `${file}${BEFORE}.part`, bytes, mode);
    await writeWhole(file, `${file}.part`, Buffer.from(text.slice(0, byteOrderMark) + changed, 'utf8'), mode);
    // The station's own umask is stricter than what the installer gave the file.
    await chmod(file, mode);
  } catch (error) {
    throw new CodedError('config.not-writable', { file: configFile }, { cause: error });
  }
  return configuration;
}

/** `json` with `value` where `span` is, its lines moved in as far as the line is that it begins in. */
export function replaced(json: string, span: Span, value: unknown): string {
  return json.slice(0, span.from) + indented(value, json, span.from) + json.slice(span.to);
}

function indented(value: unknown, json: string, at: number): string {
  const line = json.slice(json.lastIndexOf('\n', at - 1) + 1, at);
  const margin = /^[ \t]*/.exec(line)?.[0] ?? '';
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${margin}`);
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
