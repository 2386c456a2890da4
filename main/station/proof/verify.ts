/** Proves what lies in a folder, whichever of the two it is: a station's data or an evidence export. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ProofReport } from '../../../preload/contract/proof.ts';
import { MANIFEST } from './export-form.ts';
import type { ProofOptions } from './folder-documents.ts';
import { verifyExport } from './verify-export.ts';
import { verifyFolder } from './verify-folder.ts';

/** @throws CodedError when it cannot be read: see {@link verifyFolder}, {@link verifyExport} */
export function verify(folder: string, options: ProofOptions): Promise<ProofReport> {
  return existsSync(join(folder, MANIFEST)) ? verifyExport(folder, options) : verifyFolder(folder, options);
}
