/** The contract's own schemas (openapi.yaml), compiled by ajv: what the simulator accepts is what the contract says. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import type { Ajv2020 as AjvClass } from 'ajv/dist/2020.js';
import type { FormatsPlugin } from 'ajv-formats';

/** Beside the project the contract itself; without it the copy that is kept here. */
const ORIGIN = fileURLToPath(new URL('../../../../shared/platform-api/openapi.yaml', import.meta.url));
export const COPY = fileURLToPath(new URL('./openapi.yaml', import.meta.url));
export const contractFile = (): string => (existsSync(ORIGIN) ? ORIGIN : COPY);

export type SchemaName =
  | 'Weighing'
  | 'LoadSheet'
  | 'GatePass'
  | 'Rectification'
  | 'Notice'
  | 'AcceptanceRun'
  | 'Heartbeat'
  | 'PlatformEvent'
  | 'Jwk';

/** Paths of the documents and the schema of each. */
export const DOCUMENT_SCHEMAS: Readonly<Record<string, SchemaName>> = {
  weighings: 'Weighing',
  'load-sheets': 'LoadSheet',
  'gate-passes': 'GatePass',
  rectifications: 'Rectification',
  notices: 'Notice',
  'acceptance-runs': 'AcceptanceRun',
};

export class Schemas {
  readonly #ajv: AjvClass;

  constructor(file = contractFile()) {
    // Both are CommonJS whose default export TypeScript and Node see differently.
    const require = createRequire(import.meta.url);
    const { Ajv2020 } = require('ajv/dist/2020') as { Ajv2020: typeof AjvClass };
    const { default: addFormats } = require('ajv-formats') as { default: FormatsPlugin };
    this.#ajv = new Ajv2020({ strict: false, allErrors: false });
    addFormats(this.#ajv);
    const contract = load(readFileSync(file, 'utf8')) as { components: { schemas: object } };
    this.#ajv.addSchema({ $id: 'contract', components: { schemas: contract.components.schemas } });
  }

  /** What is wrong with a value, as `path message`; null when nothing is. */
  fault(name: SchemaName, value: unknown): string | null {
    const validate = this.#ajv.getSchema(`contract#/components/schemas/${name}`);
    if (validate === undefined) throw new Error(`the contract has no schema ${name}`);
    if (validate(value) === true) return null;
    const error = validate.errors?.[0];
    return error === undefined ? 'does not fit' : `${error.instancePath || '/'} ${error.message ?? ''}`;
  }
}
