/** What is being taken away, a list as Excel or CSV or evidence as a folder: what every such call answers. */
import * as z from 'zod';
import { ErrorCode } from './errors.ts';
import { Uuid } from './vocabulary.ts';

export const ExportFormat = z.enum(['xlsx', 'csv']);
export type ExportFormat = z.infer<typeof ExportFormat>;

export const ExportState = z.strictObject({
  id: Uuid,
  format: z.enum([...ExportFormat.options, 'evidence']),
  state: z.enum(['writing', 'done', 'cancelled', 'failed']),
  /** Written so far, and how many there will be: lines of a list, documents of evidence. */
  rows: z.number().int(),
  of: z.number().int(),
  /** Where it lies, or will: on the station's computer. A folder, of evidence. */
  file: z.string(),
  bytes: z.number().int(),
  error: z.strictObject({ code: ErrorCode, params: z.record(z.string(), z.unknown()) }).nullable(),
});
export type ExportState = z.infer<typeof ExportState>;
