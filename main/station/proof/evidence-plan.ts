/** What somebody asked for as evidence, resolved into documents and written as one folder (`records.exportEvidence`). */
import type { ParsedInput } from '../../../preload/contract/index.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import { timestamp, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { FolderPlan } from '../exports/export-job.ts';
import type { RecordQuery } from '../records/record-query.ts';
import { exportEvidence, MOST_DOCUMENTS, sequencesOf, type EvidenceExportParts } from './evidence-export.ts';

/** Records asked for at once. */
const PAGE = 200;
/** What a warning is about: a document, or the weighings of a pass over the scale. */
const SUBJECTS = `SELECT subjectId AS id FROM warning WHERE id = @id
  UNION SELECT c.id FROM warning w JOIN capture c ON c.passId = w.subjectId WHERE w.id = @id`;

export interface EvidencePlanParts extends EvidenceExportParts {
  readonly query: Pick<RecordQuery, 'search'>;
}
export type EvidenceOrder = ParsedInput<'records.exportEvidence'>;

/** Its count throws CodedError export.too-many-documents {most} | document.not-found | warning.not-found; its writing as exportEvidence does. */
export function evidencePlan(parts: EvidencePlanParts, order: EvidenceOrder): FolderPlan {
  let sequences: readonly number[] = [];
  return {
    name: 'evidence',
    format: 'evidence',
    async count() {
      sequences = await sequencesOfOrder(parts, order);
      if (sequences.length === 0) throw new CodedError('document.not-found');
      return sequences.length;
    },
    async write({ atMs, folder, onRows, signal }) {
      const how = { folder, at: timestamp(atMs), signal, onDocuments: onRows };
      const { bytes, documents } = await exportEvidence(parts, { sequences, ...how });
      return { rows: documents, bytes };
    },
  };
}

async function sequencesOfOrder(
  parts: EvidencePlanParts,
  { filter, ids = [], warningId }: EvidenceOrder,
): Promise<readonly number[]> {
  const { reader } = parts;
  const named = [...ids];
  if (warningId !== undefined) named.push(...(await subjectsOf(reader, warningId)));
  if (filter === undefined) return sequencesOf(reader, { ids: named });
  const { from, to, ...narrower } = filter;
  if (Object.values(narrower).some((value) => value !== undefined))
    return sequencesOf(reader, { ids: [...named, ...(await found(parts.query, filter))] });
  const toMs = to === undefined ? Number.MAX_SAFE_INTEGER : Date.parse(to);
  const ofTime = await sequencesOf(reader, { fromMs: from === undefined ? 0 : Date.parse(from), toMs });
  const ofNamed = named.length === 0 ? [] : await sequencesOf(reader, { ids: named });
  return [...new Set([...ofTime, ...ofNamed])].sort((a, b) => a - b);
}

async function subjectsOf(reader: EvidencePlanParts['reader'], id: Uuid): Promise<Uuid[]> {
  const rows = await reader.all<{ id: Uuid }>(SUBJECTS, [{ id }]);
  if (rows.length === 0) throw new CodedError('warning.not-found');
  return rows.map((row) => row.id);
}

/** The records that a filter finds. */
async function found(query: EvidencePlanParts['query'], filter: NonNullable<EvidenceOrder['filter']>): Promise<Uuid[]> {
  const ids: Uuid[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof query.search>> = await query.search({
      ...filter,
      limit: PAGE,
      ...(cursor === null ? {} : { cursor }),
    });
    ids.push(...page.items.map(({ id }) => id));
    if (ids.length > MOST_DOCUMENTS) throw new CodedError('export.too-many-documents', { most: MOST_DOCUMENTS });
    cursor = page.nextCursor;
  } while (cursor !== null);
  return ids;
}
