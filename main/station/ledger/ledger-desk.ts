/**
 * Writes the ledgers (product.md M3, M4): an entry, its Notice where the platform has a kind for it, and what it explains or gives
 * reason to look at, in one transaction.
 */
import type { Image, Notice, NoticeBody } from '../../../preload/contract/documents.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { ParsedInput } from '../../../preload/contract/index.ts';
import type { EntryInput, EntryKind, LedgerEntry } from '../../../preload/contract/ledger.ts';
import { timestamp, type Clock, type EpochMs, type Sha256, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { DocumentChain } from '../records/document-chain.ts';
import type { PhotoStore } from '../records/photo-store.ts';
import type { Publisher } from '../records/publisher.ts';
import type { Act } from '../rpc-server.ts';
import { certificateOn } from '../rules/ledger/certificate.ts';
import { ENTRY_KINDS } from '../rules/ledger/entry-kinds.ts';
import { sealMatter } from '../rules/ledger/seal.ts';
import type { Writer } from '../store/statement.ts';
import { detailsOf, type EntryBody, type EntryRow, type EntryStore } from './entry-store.ts';
import { noticeText } from './ledger-words.ts';
import type { MatterStore } from './matter-store.ts';

/** Clocks of people and of this computer differ a little. */
const AHEAD_MS = 60_000;
/** What is announced lies ahead, and not for ever. */
const ANNOUNCED_MS = 366 * 86_400_000;
const ANNOUNCED: readonly EntryKind[] = ['suspension', 'resumption'];

export interface LedgerDeskParts {
  readonly db: Writer;
  readonly entries: EntryStore;
  readonly matters: MatterStore;
  readonly chain: Pick<DocumentChain, 'get'>;
  readonly publisher: Publisher;
  readonly photos: Pick<PhotoStore, 'get'>;
  /** Ids of the configuration. */
  readonly scaleIds: readonly string[];
  readonly deviceIds: () => readonly string[];
  /** Warnings may have been raised or closed, and are on disk. */
  readonly onChange: () => void;
  readonly clock: Clock;
  readonly newId: () => Uuid;
}

type Correction = LedgerEntry['corrects'];

export class LedgerDesk {
  readonly #parts: LedgerDeskParts;

  constructor(parts: LedgerDeskParts) {
    this.#parts = parts;
  }

  /**
   * `ledger.add`.
   * @throws CodedError ledger.subject-unknown {subjectId} | ledger.picture-unknown {sha256} | ledger.time-ahead {at} |
   *   ledger.dates-crossed | platform.chain-unknown | store.disk-full
   */
  add({ entry, operatorId }: ParsedInput<'ledger.add'>, act: Act): LedgerEntry {
    return this.#written(() => this.#entry(entry, operatorId, null, act));
  }

  /**
   * `ledger.correct`.
   * @throws CodedError ledger.entry-not-found {id} | ledger.already-corrected {by} | rpc.invalid-input for another kind; as {@link add}
   */
  correct({ entry, id, operatorId, reason }: ParsedInput<'ledger.correct'>, act: Act): LedgerEntry {
    const { entries } = this.#parts;
    return this.#written(() => {
      const wrong = entries.get(id);
      if (wrong === null) throw new CodedError('ledger.entry-not-found', { id });
      const by = entries.correctionOf(id);
      const { withdrawn } = JSON.parse(wrong.body) as EntryBody;
      // What was withdrawn counts no more: there is nothing to put right.
      if (by !== null || withdrawn === true) throw new CodedError('ledger.already-corrected', { by: by ?? id });
      if (entry !== null && entry.kind !== wrong.kind)
        throw new CodedError('rpc.invalid-input', { path: 'entry.kind', expected: wrong.kind });
      const corrects = { id, reason, withdrawn: entry === null };
      if (entry !== null) return this.#entry(entry, operatorId, corrects, act);
      const { atMs, kind, subjectId } = wrong;
      return this.#insert(
        { kind, atMs, subjectId, text: reason, details: null, images: [] },
        operatorId,
        corrects,
        act,
      );
    });
  }

  /**
   * `notice.create`: in words alone, and an entry with it.
   * @throws CodedError ledger.subject-unknown {subjectId} | ledger.time-ahead {at} | platform.chain-unknown | store.disk-full
   */
  notice({ effectiveAt, kind, operatorId, subjectId, text }: ParsedInput<'notice.create'>, act: Act): Notice {
    const { chain, clock, db, onChange } = this.#parts;
    const atMs = Date.parse(effectiveAt) as EpochMs;
    const said = db.immediate(() => {
      if (atMs > clock.wall() + ANNOUNCED_MS) throw new CodedError('ledger.time-ahead', { at: effectiveAt });
      if (subjectId !== undefined && !this.#isKnown(subjectId) && chain.get(subjectId) === null)
        throw new CodedError('ledger.subject-unknown', { subjectId });
      const row = { kind, atMs, subjectId: subjectId ?? null, text, details: null, images: [] };
      const { id } = this.#insert(row, operatorId, null, null, text);
      const document = chain.get(id)?.document as Notice;
      act.remember(document);
      return document;
    });
    onChange();
    return said;
  }

  #written(write: () => LedgerEntry): LedgerEntry {
    const { db, onChange } = this.#parts;
    const entry = db.immediate(write);
    onChange();
    return entry;
  }

  #entry(entry: EntryInput, operatorId: string, corrects: Correction, act: Act): LedgerEntry {
    const { clock, entries } = this.#parts;
    const { at, images, kind, subjectId, text } = entry;
    const nowMs = clock.wall();
    const atMs = Date.parse(at) as EpochMs;
    if (atMs > nowMs + (ANNOUNCED.includes(kind) ? ANNOUNCED_MS : AHEAD_MS))
      throw new CodedError('ledger.time-ahead', { at });
    this.#checkSubject(kind, subjectId);
    if (entry.kind === 'calibration') checkDates(entry.details, timestamp(nowMs).slice(0, 10));
    // What counted then, without the entry that this one puts right.
    const sealBefore =
      entry.kind === 'seal'
        ? entries.seals(entry.subjectId).findLast((seal) => seal.id !== corrects?.id && Date.parse(seal.at) <= atMs)
        : undefined;
    const pictures = images.map((sha256) => this.#picture(sha256));
    const row = { kind, atMs, subjectId, text, details: detailsOf(entry), images: pictures };
    const written = this.#insert(row, operatorId, corrects, act);
    const said = { at: written.writtenAt, operatorId, reason: text };
    this.#explain(entry, said);
    if (entry.kind === 'seal') this.#lookAtSeal(entry, written.id, sealBefore, nowMs);
    return written;
  }

  /** @param noticeWords the Notice's text where it is not the entry's with its figures */
  #insert(
    entry: Omit<EntryBody, 'reason' | 'withdrawn'> & Pick<EntryRow, 'kind' | 'atMs' | 'subjectId'>,
    operatorId: string,
    corrects: Correction,
    act: Act | null,
    noticeWords?: string,
  ): LedgerEntry {
    const { clock, entries, newId, publisher } = this.#parts;
    const { atMs, details, images, kind, subjectId, text } = entry;
    const { notice } = ENTRY_KINDS[kind];
    const id = newId();
    const writtenAtMs = clock.wall();
    let sequence: number | null = null;
    if (notice !== null) {
      const body: NoticeBody = {
        kind: notice,
        ...this.#subject(corrects?.id ?? subjectId),
        effectiveAt: timestamp(atMs),
        text: noticeWords ?? noticeText({ kind, details, text, corrects }),
        operatorId,
        ...(details === null ? {} : { details: { ...details } }),
        ...(images.length === 0 ? {} : { images: images.map((image) => ({ ...image })) }),
      };
      sequence = publisher.publish('notice', id, body).sequence;
    }
    const body: EntryBody = {
      text,
      details,
      images,
      ...(corrects === null ? {} : { reason: corrects.reason }),
      ...(corrects?.withdrawn === true ? { withdrawn: true } : {}),
    };
    entries.insert({
      id,
      kind,
      atMs,
      writtenAtMs,
      operatorId,
      subjectId,
      corrects: corrects?.id ?? null,
      body: JSON.stringify(body),
    });
    const written: LedgerEntry = {
      id,
      kind,
      at: timestamp(atMs),
      writtenAt: timestamp(writtenAtMs),
      operatorId,
      subjectId,
      text,
      details,
      images: [...images],
      corrects,
      correctedBy: null,
      sequence,
      upload: notice === null ? null : 'pending',
    };
    act?.remember(written);
    return written;
  }

  #subject(subjectId: string | null): Pick<NoticeBody, 'subjectId' | 'subjectSequence' | 'subjectHash'> {
    const subject = subjectId === null ? null : this.#parts.chain.get(subjectId);
    if (subject === null) return { subjectId };
    return { subjectId, subjectSequence: subject.sequence, subjectHash: subject.document.hash };
  }

  #checkSubject(kind: EntryKind, subjectId: string | null): void {
    if (subjectId === null) return;
    const ofScale = kind === 'calibration' || kind === 'seal';
    if (ofScale ? !this.#parts.scaleIds.includes(subjectId) : !this.#isKnown(subjectId))
      throw new CodedError('ledger.subject-unknown', { subjectId });
  }

  #isKnown(subjectId: string): boolean {
    const { deviceIds, scaleIds } = this.#parts;
    return scaleIds.includes(subjectId) || deviceIds().includes(subjectId);
  }

  #picture(sha256: Sha256): Image {
    const photo = this.#parts.photos.get(sha256);
    if (photo === null) throw new CodedError('ledger.picture-unknown', { sha256 });
    const { bytes, cameraId, height, takenAt, width } = photo;
    return { role: 'attachment', sha256, bytes, width, height, takenAt, cameraId };
  }

  /** What was open because of it, and is seen to now. */
  #explain(entry: EntryInput, said: { at: LedgerEntry['at']; operatorId: string; reason: string }): void {
    const { clock, entries, matters } = this.#parts;
    if (entry.kind === 'spare-device' && entry.matterId !== undefined) matters.explain(entry.matterId, said);
    if (entry.kind === 'seal' && entry.images.length > 0 && entry.details.state !== 'broken')
      matters.explainAll('seal-photo-due', entry.subjectId, said);
    if (entry.kind !== 'calibration') return;
    const today = timestamp(clock.wall()).slice(0, 10);
    if (certificateOn(entries.certificates(entry.subjectId), today).state !== 'valid') return;
    for (const matter of ['certificate-due', 'certificate-expired'] as const)
      matters.explainAll(matter, entry.subjectId, said);
  }

  #lookAtSeal(
    { details, subjectId }: Extract<EntryInput, { kind: 'seal' }>,
    entryId: Uuid,
    before: Parameters<typeof sealMatter>[0],
    nowMs: EpochMs,
  ): void {
    const found = sealMatter(before, details);
    if (found === null) return;
    this.#parts.matters.raise(`${found.matter}/${entryId}`, { ...found, subjectId, model: null }, nowMs);
  }
}

/** @throws CodedError ledger.dates-crossed */
function checkDates({ validUntil, verifiedOn }: { verifiedOn: string; validUntil: string }, today: string): void {
  if (validUntil < verifiedOn || verifiedOn > today)
    throw new CodedError('ledger.dates-crossed', { verifiedOn, validUntil });
}
