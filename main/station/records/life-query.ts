/** What became of one record, through the reader (contract records.life): parts, sheets, paper, notices, its case, the gates. */
import { CodedError } from '../../../preload/contract/errors.ts';
import type { RecordLife } from '../../../preload/contract/workbench.ts';
import type { NoticeBody } from '../../../preload/contract/documents.ts';
import type { Readings } from '../../../preload/contract/readings.ts';
import type { Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Reader } from '../store/reader.ts';
import { latenessOf, type Outage } from '../rules/lateness.ts';
import { fateOf } from './upload-state.ts';

/** At gates as long before and after as a truck may be inside. */
const AT_GATES_MS = 12 * 3_600_000;

/** The sheets that were made of it, as gross or as tare: a stored tare may have many, and the oldest are told. */
const SHEETS_OF = `SELECT id FROM load_sheet WHERE grossWeighingId = @id AND status = 'issued'
    UNION ALL SELECT id FROM load_sheet WHERE tareWeighingId = @id AND status = 'issued' LIMIT 20`;

/** Each asks for @id, a weighing. Exported for the test that looks at their plans. */
export const LIFE = {
  weighing: `SELECT caseId, weighedAtMs, plateFront, plateRear, replacesId, replacedById FROM weighing WHERE id = @id`,
  parts: `SELECT part, sha256, ${fateOf('outbox')} AS state, attempts, lastError, createdAtMs, receivedAt FROM outbox WHERE documentId = @id AND part = 'document'
    UNION ALL SELECT part, sha256, ${fateOf('outbox')} AS state, attempts, lastError, createdAtMs, receivedAt FROM outbox WHERE documentId = @id AND part = 'photo'`,
  outages: `SELECT o.fromMs, e.untilMs FROM outage o INDEXED BY outage_time LEFT JOIN outage_end e ON e.outageId = o.id
    WHERE o.fromMs <= @receivedMs AND (e.untilMs IS NULL OR e.untilMs >= @createdMs) ORDER BY o.fromMs DESC LIMIT 200`,
  sheets: `SELECT s.id, s.number, s.issuedAt, s.netKg, s.voidedById IS NOT NULL AS voided, ${fateOf('d')} AS upload
    FROM load_sheet s LEFT JOIN outbox d ON d.documentId = s.id AND d.part = 'document'
    WHERE s.id IN (${SHEETS_OF}) ORDER BY s.issuedAtMs, s.number`,
  jobs: `SELECT j.id, j.kind, j.sheetNumber, j.copy, j.state, j.createdAt, j.lastError FROM print_job j
    WHERE j.sheetId IN (${SHEETS_OF}) ORDER BY j.createdAtMs LIMIT 200`,
  notices: `SELECT n.kind, n.effectiveAt AS at, CAST(d.bytes AS TEXT) AS text FROM notice n JOIN document d ON d.id = n.id
    WHERE n.subjectId = @id ORDER BY n.sequence LIMIT 50`,
  // A re-weighing may have begun a case of its own: what it replaces belongs to it.
  visit: `SELECT w.id, w.sequence, w.kind, w.weightKg, w.weighedAt, w.overKg, w.voidedById IS NOT NULL AS voided,
      w.replacedById IS NOT NULL AS replaced
    FROM weighing w WHERE w.id IN (SELECT @id UNION SELECT @replacesId UNION SELECT @replacedById
      UNION SELECT c.id FROM weighing c WHERE c.caseId = @caseId) ORDER BY w.sequence LIMIT 50`,
  gates: `SELECT g.id, g.direction, g.gateId, g.passedAt, g.plate, g.sha256 FROM gate_pass g
    WHERE g.passedAtMs BETWEEN @atMs - ${AT_GATES_MS} AND @atMs + ${AT_GATES_MS}
    AND (g.weighingId = @id OR g.plate = @plateFront OR g.plate = @plateRear) ORDER BY g.passedAtMs LIMIT 20`,
  reading: 'SELECT body FROM reading WHERE captureId = @id ORDER BY id DESC LIMIT 1',
} as const;

interface Subject {
  readonly caseId: string | null;
  readonly weighedAtMs: number;
  readonly plateFront: string | null;
  readonly plateRear: string | null;
  readonly replacesId: string | null;
  readonly replacedById: string | null;
}
type PartRow = Omit<RecordLife['parts'][number], 'late'> & { readonly createdAtMs: number };
type Flagged<T, K extends keyof T> = Omit<T, K> & Readonly<Record<K, number>>;

export class LifeQuery {
  readonly #reader: Pick<Reader, 'all'>;

  constructor(reader: Pick<Reader, 'all'>) {
    this.#reader = reader;
  }

  /** @throws CodedError weighing.not-found; Reader.all's */
  async of(id: Uuid): Promise<RecordLife> {
    const ask = <T>(
      what: keyof typeof LIFE,
      more: Readonly<Record<string, string | number | null>> = {},
    ): Promise<T[]> => this.#reader.all<T>(LIFE[what], [{ id, ...more }]);
    const [subject] = await ask<Subject>('weighing');
    if (subject === undefined) throw new CodedError('weighing.not-found', { id });
    const { caseId, plateFront, plateRear, replacedById, replacesId, weighedAtMs: atMs } = subject;
    const [parts, sheets, jobs, notices, visit, gates, readings] = await Promise.all([
      ask<PartRow>('parts'),
      ask<Flagged<RecordLife['sheets'][number], 'voided'>>('sheets'),
      ask<RecordLife['jobs'][number]>('jobs'),
      ask<{ kind: RecordLife['notices'][number]['kind']; at: RecordLife['notices'][number]['at']; text: string }>(
        'notices',
      ),
      ask<Flagged<RecordLife['visit'][number], 'voided' | 'replaced'>>('visit', { caseId, replacesId, replacedById }),
      ask<RecordLife['gates'][number]>('gates', { atMs, plateFront, plateRear }),
      ask<{ body: string }>('reading'),
    ]);
    const outages = await this.#outages(parts);
    const reading = readings[0] === undefined ? null : (JSON.parse(readings[0].body) as Readings);
    return {
      parts: parts.map(({ createdAtMs, ...part }) => ({
        ...part,
        late: part.receivedAt === null ? null : latenessOf(createdAtMs, Date.parse(part.receivedAt), outages),
      })),
      sheets: sheets.map((sheet) => ({ ...sheet, voided: sheet.voided === 1 })),
      jobs,
      notices: notices.map(({ kind, at, text }) => {
        const { correction, operatorId = '', text: said = '' } = saidOf(text);
        return { kind, at, text: said, operatorId, ...(correction === undefined ? {} : { correction }) };
      }),
      visit: visit.map((one) => ({ ...one, voided: one.voided === 1, replaced: one.replaced === 1 })),
      gates,
      displays: reading?.displays ?? [],
    };
  }

  /** Those that lie between the making and the last receipt of these parts. */
  async #outages(parts: readonly PartRow[]): Promise<Outage[]> {
    const received = parts.flatMap(({ receivedAt }) => (receivedAt === null ? [] : [Date.parse(receivedAt)]));
    if (received.length === 0) return [];
    const createdMs = Math.min(...parts.map(({ createdAtMs }) => createdAtMs));
    return this.#reader.all<Outage>(LIFE.outages, [{ receivedMs: Math.max(...received), createdMs }]);
  }
}

/** Of a damaged notice only that there is one: its row says it. What is damaged is the verifier's to tell. */
function saidOf(notice: string): Partial<NoticeBody> {
  try {
    return JSON.parse(notice) as NoticeBody;
  } catch {
    return {};
  }
}
