/**
 * What belongs to a warning (contract warnings.get), through the reader: the records that it names, and those of the same plates about
 * that time, each with its pictures and the weighing whose curve is to be looked at; and what became of the warning so far.
 */
import type { DocumentKind, Envelope, Image } from '../../../preload/contract/documents.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import {
  timestamp,
  type EpochMs,
  type Timestamp,
  type UploadFate,
  type Uuid,
} from '../../../preload/contract/vocabulary.ts';
import type { SiteWarning, WarningDetail, WarningEvidence, WarningStep } from '../../../preload/contract/warnings.ts';
import { normalisePlate } from '../rules/plate-grammar.ts';
import type { Reader } from '../store/reader.ts';
import { parseDocument } from './document-chain.ts';
import type { InboxQuery } from './inbox-query.ts';
import { uploadColumns, uploadOf, type UploadColumns } from './upload-state.ts';

/** Nobody looks at more; what a warning names beyond that is said to be unknown. */
const MOST_NAMED = 20;
const MOST_NEAR = 20;
const MOST_PLATES = 4;
/** A truck is weighed and leaves within so long. */
const NEAR_MS = 2 * 3_600_000;
/** Where only its words name a plate: what it warns of was before it. */
const BEFORE_MS = 24 * 3_600_000;
/** A plate stands in the first lines of a text, or nowhere. */
const SEARCHED_CHARACTERS = 10_000;
const PLATE = /[\u4e00-\u9fa5][·•\s]?[A-Z][·•\s]?[A-Z0-9]{4,5}[A-Z0-9挂]/g;

const DOCUMENTS = `SELECT id, kind, createdAtMs, bytes FROM document WHERE id IN (SELECT value FROM json_each(?))`;
const NEAR = `SELECT id FROM (
    SELECT w.id, w.weighedAtMs AS atMs FROM weighing w WHERE (w.plateFront = @plate OR w.plateRear = @plate)
      AND w.weighedAtMs BETWEEN @fromMs AND @toMs
    UNION SELECT g.id, g.passedAtMs FROM gate_pass g WHERE g.plate = @plate AND g.passedAtMs BETWEEN @fromMs AND @toMs
    UNION SELECT g.id, g.passedAtMs FROM gate_pass g WHERE g.plateRear = @plate AND g.passedAtMs BETWEEN @fromMs AND @toMs
  ) ORDER BY abs(atMs - @atMs) LIMIT ${MOST_NEAR}`;
const WARNED = 'SELECT text, raisedAtMs, documentIds FROM platform_warning WHERE warningId = ?';
const OWNERS = 'SELECT atMs, operatorId FROM warning_owner WHERE warningId = ? ORDER BY id LIMIT 200';
const STEPS = `SELECT s.step, s.atMs, s.text, d.bytes, ${uploadColumns('s.documentId')},
    (SELECT x.receivedAt FROM outbox x WHERE x.documentId = s.documentId AND x.part = 'document') AS receivedAt
  FROM platform_warning_step s LEFT JOIN document d ON d.id = s.documentId WHERE s.warningId = ? ORDER BY s.id LIMIT 200`;

interface DocumentRow {
  readonly id: Uuid;
  readonly kind: DocumentKind;
  readonly createdAtMs: EpochMs;
  readonly bytes: Uint8Array;
}
interface StepRow {
  readonly step: 'rectified' | 'returned' | 'closed' | 'read';
  readonly atMs: EpochMs;
  readonly text: string;
  readonly bytes: Uint8Array | null;
  readonly documentState: UploadFate | null;
  readonly photosState: number | null;
  readonly receivedAt: Timestamp | null;
}

export class EvidenceQuery {
  readonly #reader: Pick<Reader, 'all'>;
  readonly #inbox: Pick<InboxQuery, 'item'>;

  constructor({ inbox, reader }: { readonly reader: Pick<Reader, 'all'>; readonly inbox: Pick<InboxQuery, 'item'> }) {
    this.#reader = reader;
    this.#inbox = inbox;
  }

  /** @throws CodedError warning.not-found; Reader.all's */
  async of(warningId: string): Promise<WarningDetail> {
    const item = await this.#inbox.item(warningId);
    if (item === null) throw new CodedError('warning.not-found', { id: warningId });
    const [warned] =
      item.site === null
        ? await this.#reader.all<{ text: string; raisedAtMs: EpochMs; documentIds: string }>(WARNED, [warningId])
        : [];
    const text = warned?.text ?? '';
    const ids = item.site === null ? (JSON.parse(warned?.documentIds ?? '[]') as string[]) : subjectsOf(item.site);
    const named = await this.#documents(ids.slice(0, MOST_NAMED));
    const plates = new Set(named.map(({ plate }) => plate).filter((plate) => plate !== null));
    if (item.site === null)
      for (const [found] of `${item.title}\n${text.slice(0, SEARCHED_CHARACTERS)}`.matchAll(PLATE)) {
        const plate = normalisePlate(found);
        if (plate !== null && plates.size < MOST_PLATES) plates.add(plate);
      }
    const known = new Set<string>(named.map(({ id }) => id));
    const raisedAtMs = Date.parse(item.raisedAt);
    const first = named[0] === undefined ? null : Date.parse(named[0].at);
    const near = await this.#near([...plates].slice(0, MOST_PLATES), first, raisedAtMs);
    const others = await this.#documents([...new Set(near)].filter((id) => !known.has(id)).slice(0, MOST_NEAR));
    return {
      item,
      text: text.toWellFormed(),
      evidence: [
        ...named.map((one) => ({ ...one, why: 'named' as const })),
        ...others.map((one) => ({ ...one, why: 'near' as const })),
      ],
      unknownIds: ids.filter((id) => !known.has(id)),
      history: await this.#history(warningId, item.raisedAt, item.site),
    };
  }

  async #near(plates: readonly string[], firstMs: number | null, raisedAtMs: number): Promise<Uuid[]> {
    const atMs = firstMs ?? raisedAtMs;
    const span = { fromMs: atMs - (firstMs === null ? BEFORE_MS : NEAR_MS), toMs: atMs + NEAR_MS, atMs };
    const found = await Promise.all(plates.map((plate) => this.#reader.all<{ id: Uuid }>(NEAR, [{ plate, ...span }])));
    return found.flat().map(({ id }) => id);
  }

  /** In the order asked for; what is not here is left out. */
  async #documents(ids: readonly string[]): Promise<Omit<WarningEvidence, 'why'>[]> {
    if (ids.length === 0) return [];
    const rows = await this.#reader.all<DocumentRow>(DOCUMENTS, [JSON.stringify(ids)]);
    return ids.flatMap((id) => rows.filter((row) => row.id === id).slice(0, 1)).map(evidenceOf);
  }

  async #history(warningId: string, raisedAt: Timestamp, site: SiteWarning | null): Promise<WarningStep[]> {
    const nothing = { who: null, text: '', images: [], upload: null, receivedAt: null };
    const owners = await this.#reader.all<{ atMs: EpochMs; operatorId: string }>(OWNERS, [warningId]);
    const steps = site === null ? await this.#reader.all<StepRow>(STEPS, [warningId]) : [];
    const said = site?.acknowledged ?? null;
    const all: WarningStep[] = [
      { ...nothing, step: 'raised', at: raisedAt },
      ...owners.map(({ atMs, operatorId }) => ({
        ...nothing,
        step: 'acknowledged' as const,
        at: timestamp(atMs),
        who: operatorId,
      })),
      ...steps.map(stepOf),
      ...(said === null
        ? []
        : [{ ...nothing, step: 'closed' as const, at: said.at, who: said.operatorId, text: said.reason }]),
    ];
    return all.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  }
}

/** The documents that a warning of the site is about. */
function subjectsOf(site: SiteWarning): string[] {
  if ('weighing' in site)
    return [site.weighing.id, ...(site.weighing.repeats === null ? [] : [site.weighing.repeats.weighingId])];
  if ('gate' in site) return [site.gate.passId];
  if ('pass' in site) return site.pass.saved.map(({ weighingId }) => weighingId);
  return [];
}

function evidenceOf({ bytes, createdAtMs, id, kind }: DocumentRow): Omit<WarningEvidence, 'why'> {
  const document = parseDocument(bytes);
  const common = { id, kind, at: timestamp(createdAtMs), images: imagesOf(document) };
  switch (kind) {
    case 'weighing':
      return {
        ...common,
        at: document['weighedAt'] as Timestamp,
        plate: plateText(document['plateFront']),
        weightKg: document['weightKg'] as WarningEvidence['weightKg'],
        curveOf: id,
      };
    case 'gate-pass':
      return {
        ...common,
        at: document['passedAt'] as Timestamp,
        plate: plateText(document['plate']),
        weightKg: null,
        curveOf: null,
      };
    case 'load-sheet':
      return {
        ...common,
        plate: document['plate'] as string,
        weightKg: document['grossKg'] as WarningEvidence['weightKg'],
        curveOf: document['grossWeighingId'] as Uuid,
      };
    case 'rectification':
    case 'notice':
    case 'acceptance-run':
      return { ...common, plate: null, weightKg: null, curveOf: null };
  }
}

const imagesOf = (document: Envelope): Image[] => (document['images'] as Image[] | undefined) ?? [];
const plateText = (plate: unknown): string | null =>
  (plate as { readonly text?: string | null } | undefined)?.text ?? null;

function stepOf(row: StepRow): WarningStep {
  const { atMs, bytes, documentState, photosState, receivedAt, step, text } = row;
  const common = { step, at: timestamp(atMs) };
  if (bytes === null || documentState === null)
    return { ...common, who: null, text: text.toWellFormed(), images: [], upload: null, receivedAt: null };
  const document = parseDocument(bytes);
  const columns: UploadColumns = { documentState, photosState };
  return {
    ...common,
    who: document['responsible'] as string,
    text: document['text'] as string,
    images: imagesOf(document),
    upload: uploadOf(columns),
    receivedAt,
  };
}
