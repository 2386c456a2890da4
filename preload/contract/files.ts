/** The files of vehicles, drivers, goods and receivers (product.md L6): search, one file with its history, import, export. */
import * as z from 'zod';
import { ask, change, EVERYONE } from './call.ts';
import { ExportFormat, ExportState } from './exports.ts';
import { RequiredText, Text, Timestamp, Uuid } from './vocabulary.ts';
import { Paper, Vehicle } from './weighing.ts';

export const NameKind = z.enum(['driver', 'goods', 'receiver']);
export type NameKind = z.infer<typeof NameKind>;
export const FileKind = z.enum(['vehicle', ...NameKind.options]);
export type FileKind = z.infer<typeof FileKind>;

export const DriverFile = z.strictObject({
  kind: z.literal('driver'),
  name: RequiredText(64),
  phone: Text(32).optional(),
  /** Driving licence and qualification certificate. */
  papers: z.array(Paper).max(4).optional(),
});
export const GoodsFile = z.strictObject({
  kind: z.literal('goods'),
  name: RequiredText(64),
  category: Text(64).optional(),
});
export const ReceiverFile = z.strictObject({
  kind: z.literal('receiver'),
  name: RequiredText(128),
  address: Text(200).optional(),
});
export const NameFile = z.discriminatedUnion('kind', [DriverFile, GoodsFile, ReceiverFile]);
export type NameFile = z.infer<typeof NameFile>;

/** A plate, or the number of a file. */
const FileId = RequiredText(16);
const OperatorId = RequiredText(64);

/** One paper as it stands today. */
export const PaperFact = z.strictObject({
  kind: Paper.shape.kind,
  number: z.string().nullable(),
  /** Its last day. */
  validUntil: z.string().nullable(),
  state: z.enum(['valid', 'due', 'expired', 'undated']),
});
export type PaperFact = z.infer<typeof PaperFact>;

export const FileItem = z.strictObject({
  id: z.string(),
  /** A plate, or a name. */
  name: z.string(),
  /** Another way to write it, by which it was found. */
  foundAs: z.string().nullable(),
  /** Trailer, phone, category or address. */
  more: z.string().nullable(),
  axleCount: z.number().int().nullable(),
  /** Its axles were only typed: somebody has to vouch for them. */
  typedAxles: z.boolean(),
  barred: z.boolean(),
  /** The worst of its papers, where a person has to see to it. */
  paper: PaperFact.nullable(),
  /** On how many sheets; null: not counted. */
  uses: z.number().int().nullable(),
  usedAt: Timestamp.nullable(),
});
export type FileItem = z.infer<typeof FileItem>;

export const FileChange = z.strictObject({
  at: Timestamp,
  operatorId: z.string(),
  /** What changed, as text; before: null = it was not there. */
  fields: z.array(z.strictObject({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
});
export type FileChange = z.infer<typeof FileChange>;

export const FilePage = z.strictObject({
  id: z.string(),
  file: z.union([NameFile, z.strictObject({ kind: z.literal('vehicle'), vehicle: Vehicle })]),
  papers: z.array(PaperFact),
  /** Other ways to write this name; of a vehicle the other trailers that it is known with. */
  others: z.array(z.string()),
  /** Newest first, at most 200. */
  history: z.array(FileChange),
});
export type FilePage = z.infer<typeof FilePage>;

/** A cell that cannot be taken, or a column. Counted from 1 as the spreadsheet shows it; column: its heading as it stands there. */
export const TableFault = z.strictObject({
  row: z.number().int(),
  column: z.string(),
  reason: z.enum([
    'missing',
    'too-long',
    'not-a-plate',
    'not-a-number',
    'out-of-range',
    'not-a-choice',
    'not-a-date',
    'unreadable-text',
    'twice',
    'heading-unknown',
    'heading-twice',
  ]),
  /** What stands there, cut short. */
  found: z.string(),
  /** What the reason needs: a bound, or the words that can stand there. */
  expected: z.string(),
});
export type TableFault = z.infer<typeof TableFault>;

export const TablePreview = z.strictObject({
  /** Of what was read, until it is imported or another table is read. */
  id: z.string(),
  rows: z.number().int(),
  /** Rows that can be taken: new files, files that change, files that say so already. */
  added: z.number().int(),
  changed: z.number().int(),
  same: z.number().int(),
  /** Rows that cannot. */
  bad: z.number().int(),
  /** At most 200, in the order of the rows. */
  faults: z.array(TableFault),
  /** A few of the good ones, as they were understood. */
  sample: z.array(z.string()).max(5),
});
export type TablePreview = z.infer<typeof TablePreview>;

/** Bytes of a table; in base64 it still fits one message. */
export const MAX_TABLE_BYTES = 4 * 1024 * 1024;

export const fileCalls = {
  /** The best matches first; without a text the most recent first, in pages. */
  'files.search': ask({
    input: z.strictObject({
      kind: FileKind,
      text: Text(64).optional(),
      cursor: z.string().max(64).optional(),
      limit: z.number().int().min(1).max(200).optional(),
    }),
    output: z.strictObject({ items: z.array(FileItem), nextCursor: z.string().nullable() }),
    roles: EVERYONE,
  }),
  /** null: there is none. One that was merged into another leads to that one. */
  'files.get': ask({
    input: z.strictObject({ kind: FileKind, id: FileId }),
    output: FilePage.nullable(),
    roles: EVERYONE,
  }),
  /** Makes or changes a file. Other axles than it said count as typed, unless a manager's name stands for them. file.not-found, file.name-taken, weighing.plate-invalid */
  'files.put': change({
    input: z.strictObject({
      /** Absent: a new one. */
      id: FileId.optional(),
      file: FilePage.shape.file,
      /** The manager who vouches for axles that are changed here. */
      managerId: OperatorId.optional(),
      operatorId: OperatorId,
    }),
    output: z.strictObject({ id: z.string() }),
    roles: EVERYONE,
  }),
  /** The second is another way to write the first from now on. file.not-found, file.merge-itself */
  'files.merge': change({
    input: z.strictObject({ kind: NameKind, keep: FileId, gone: FileId, operatorId: OperatorId }),
    output: z.strictObject({ id: z.string() }),
    roles: EVERYONE,
  }),
  /** Reads a table and writes nothing. table.* */
  'files.readTable': ask({
    input: z.strictObject({
      kind: FileKind,
      base64: z
        .string()
        .max(Math.ceil(MAX_TABLE_BYTES / 3) * 4)
        .regex(/^[A-Za-z0-9+/]*={0,2}$/),
    }),
    output: TablePreview,
    roles: EVERYONE,
  }),
  /** Writes what was read, in one go. table.gone; table.faults where there are bad rows and onlyGood was not said */
  'files.importTable': change({
    input: z.strictObject({ id: z.string().max(64), onlyGood: z.boolean(), operatorId: OperatorId }),
    output: z.strictObject({ added: z.number().int(), changed: z.number().int(), leftOut: z.number().int() }),
    roles: EVERYONE,
  }),
  /** Begins to write all of one kind, in the form that an import reads; one at a time. export.running */
  'files.exportTable': change({
    input: z.strictObject({ kind: FileKind, format: ExportFormat }),
    output: ExportState,
    roles: EVERYONE,
  }),
  /** How far the newest one is; null: there was none since the start. */
  'files.exporting': ask({ input: z.strictObject({}), output: ExportState.nullable(), roles: EVERYONE }),
  /** Ends it; nothing of it is left. One that is over stays as it is. */
  'files.cancelExport': change({
    input: z.strictObject({ id: Uuid }),
    output: ExportState.nullable(),
    roles: EVERYONE,
  }),
};
