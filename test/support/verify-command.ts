/** The verifier as it is shipped, over a folder: what it reports, and the code that it ends with. */
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import type { ProofReport } from '../../preload/contract/proof.ts';

const PROGRAM = resolve(import.meta.dirname, '../../out/verify.cjs');

export function verifyCommand(
  folder: string,
  ...more: readonly string[]
): Promise<{ readonly code: number; readonly report: ProofReport; readonly text: string }> {
  return new Promise((done, failed) => {
    execFile(process.execPath, [PROGRAM, folder, '--json', ...more], (error, text) => {
      const code = error === null ? 0 : error.code;
      if (typeof code !== 'number') failed(error ?? new Error('no exit code'));
      else done({ code, text, report: JSON.parse(text) as ProofReport });
    });
  });
}
