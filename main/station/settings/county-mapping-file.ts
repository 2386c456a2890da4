/** Reads the mapping that `platform.mapping` names: one that ships with the program, or a file of the site. */
import { readFileSync } from 'node:fs';
import { CodedError } from '../../../preload/contract/errors.ts';
import { configInvalid, faultOf } from './config-fault.ts';
import { checkCountyMapping } from './county-mapping-check.ts';
import { CountyMapping } from './county-mapping.ts';
import { SHIPPED_MAPPINGS } from './county-mappings/shipped-mappings.ts';
import { jsonFault } from './json-fault.ts';

const PATH = 'platform.mapping';

/**
 * @param divisionsKg of the station's scales
 * @throws CodedError config.invalid {path, reason, limit} | config.not-json {file, line, column}
 */
export function readCountyMapping(nameOrFile: string, divisionsKg: readonly number[]): CountyMapping {
  const isShipped = Object.hasOwn(SHIPPED_MAPPINGS, nameOrFile);
  return parseCountyMapping(isShipped ? SHIPPED_MAPPINGS[nameOrFile] : jsonOf(nameOrFile), divisionsKg);
}

/** As {@link readCountyMapping}, from a value already parsed from JSON. */
export function parseCountyMapping(value: unknown, divisionsKg: readonly number[]): CountyMapping {
  const result = CountyMapping.safeParse(value);
  if (!result.success) {
    const { params } = faultOf(result.error.issues, value);
    throw new CodedError('config.invalid', { ...params, path: `${PATH}.${String(params['path'])}` });
  }
  checkCountyMapping(result.data, PATH, divisionsKg);
  return result.data;
}

function jsonOf(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    throw configInvalid(PATH, 'file-unreadable', undefined, { cause: error });
  }
  const fault = jsonFault(text);
  if (fault !== null) throw new CodedError('config.not-json', { file, ...fault });
  return JSON.parse(text);
}
