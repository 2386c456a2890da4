/** A list that is being taken away as Excel or CSV: what every such call answers. */
import * as z from 'zod';
import { ErrorCode } from './errors.ts';
import { Uuid } from './vocabulary.ts';

export const ExportFormat = z.enum(['xlsx', 'csv']);
export type ExportFormat = z.infer<typeof ExportFormat>;

export const ExportState = z.strictObject({
  id: Uuid,
  state: z.enum(['writing', 'done', 'cancelled', 'failed']),
  rows: z.number().int(),
  of: z.number().int(),
  /** Where it lies, or will: on the station's computer. */
  file: z.string(),
  bytes: z.number().int(),
  error: z.strictObject({ code: ErrorCode, params: z.record(z.string(), z.unknown()) }).nullable(),
});
export type ExportState = z.infer<typeof ExportState>;
