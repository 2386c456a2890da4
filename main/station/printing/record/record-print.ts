/** Prints a record with its evidence into a PDF beside the lists that are taken away (contract records.print). One at a time. */
import { join } from 'node:path';
import type { Envelope, LoadSheet, Weighing } from '../../../../preload/contract/documents.ts';
import { CodedError } from '../../../../preload/contract/errors.ts';
import type { Clock, Uuid } from '../../../../preload/contract/vocabulary.ts';
import { timestamp } from '../../../../preload/contract/vocabulary.ts';
import type { RecordFile } from '../../../../preload/contract/workbench.ts';
import type { ListName } from '../../exports/free-name.ts';
import type { PdfDocument } from '../../pdf/pdf-document.ts';
import type { CurveQuery } from '../../records/curve-query.ts';
import type { LifeQuery } from '../../records/life-query.ts';
import type { PhotoStore } from '../../records/photo-store.ts';
import type { PrintQuery } from '../../records/print-query.ts';
import type { RecordLimits } from '../../records/record-limits.ts';
import type { BrokenReason } from '../../records/document-check.ts';
import { contactOf, type UnitHeader } from '../sheet-facts.ts';
import { recordBlocks, recordMarks, type FoundPicture, type PrintedRecord } from './record-blocks.ts';
import { recordPages } from './record-pages.ts';
import { RECORD } from './record-words.ts';

/** Hex digits of the hash at the foot of each page. */
const FOOT_DIGITS = 16;

export interface RecordPrintParts {
  readonly dataDir: string;
  readonly unitName: string;
  readonly header: UnitHeader;
  readonly simulated: boolean;
  readonly clock: Clock;
  readonly now: Pick<PrintQuery, 'of' | 'voidingOf'>;
  readonly lives: Pick<LifeQuery, 'of'>;
  readonly limits: Pick<RecordLimits, 'of'>;
  readonly curves: Pick<CurveQuery, 'ofWeighing'>;
  readonly photos: Pick<PhotoStore, 'check' | 'read'>;
  /** Why the stored document is not what was signed. */
  brokenBy(id: Uuid): Promise<BrokenReason | null>;
  /** Thumbprint of the key that a signature names. */
  kidOf(signature: string): string | undefined;
  documentOf(id: Uuid): Promise<Envelope | null>;
  /** @throws the signal's reason once that aborts */
  makePdf(document: PdfDocument, signal: AbortSignal): Promise<Buffer>;
  freeName(folder: string, list: ListName): Promise<string>;
  /** Flushed and named when it is whole. @throws CodedError store.* */
  writeWhole(file: string, part: string, bytes: Uint8Array): Promise<void>;
  readonly log: { error(fields: object, text: string): void };
}

export class RecordPrint {
  readonly #parts: RecordPrintParts;
  readonly #off = new AbortController();
  #running: Promise<unknown> | null = null;

  constructor(parts: RecordPrintParts) {
    this.#parts = parts;
  }

  /** @throws CodedError weighing.not-found | export.running | record.print-failed | store.*; Reader.all's */
  async print(id: Uuid): Promise<RecordFile> {
    if (this.#running !== null) throw new CodedError('export.running');
    const printing = this.#print(id);
    this.#running = printing;
    try {
      return await printing;
    } catch (error) {
      if (error instanceof CodedError) throw error;
      this.#parts.log.error({ err: error, id }, 'a record was not printed');
      throw new CodedError('record.print-failed', {}, { cause: error });
    } finally {
      this.#running = null;
    }
  }

  /** What is being printed is given up, or is a whole file within moments; returns when nothing of it runs any more. */
  async stop(): Promise<void> {
    this.#off.abort(new CodedError('record.print-failed'));
    await this.#running?.catch(() => undefined);
  }

  async #print(id: Uuid): Promise<RecordFile> {
    const { signal } = this.#off;
    signal.throwIfAborted();
    const { clock, dataDir, documentOf, freeName, makePdf, simulated, unitName, writeWhole } = this.#parts;
    const { brokenBy, curves, header, kidOf, limits, lives, now } = this.#parts;
    const weighing = (await documentOf(id)) as Weighing | null;
    if (weighing === null || !('weightKg' in weighing)) throw new CodedError('weighing.not-found', { id });
    const [life, limit, curve, standing, broken] = await Promise.all([
      lives.of(id),
      limits.of(id),
      curves.ofWeighing(id),
      now.of(id),
      brokenBy(id),
    ]);
    const voiding = await Promise.all(life.sheets.map((sheet) => now.voidingOf(sheet.id)));
    const sheetIds = [...life.sheets.map((sheet) => sheet.id), ...voiding.flatMap((each) => each ?? [])];
    const stored = await Promise.all(sheetIds.map((each) => documentOf(each)));
    const pictures = await this.#pictures(weighing);
    const atMs = clock.wall();
    const record: PrintedRecord = {
      unitName: header.name ?? unitName,
      contact: contactOf(header),
      broken,
      keyId: kidOf(weighing.signature) ?? null,
      simulated,
      printedAt: timestamp(atMs),
      weighing,
      now: standing,
      limit,
      life,
      curve,
      sheets: stored.flatMap((sheet) => (sheet === null ? [] : [sheet as LoadSheet])),
      pictures,
    };
    const title = `${RECORD.title} ${String(weighing.sequence)}`;
    const foot = `${title}  ${weighing.hash.slice(0, FOOT_DIGITS)}`;
    const document = recordPages(recordBlocks(record), { title, foot, marks: recordMarks(record) });
    const bytes = await makePdf(document, signal);
    const file = await freeName(join(dataDir, 'exports'), { name: 'record', kin: 'record', format: 'pdf', atMs });
    await writeWhole(file, `${file}.part`, bytes);
    const lacking = [...pictures.values()].filter((found) => typeof found === 'string').length;
    return { file, bytes: bytes.length, pages: document.pages.length, picturesLacking: lacking };
  }

  /** One after the other: each may be megabytes. What does not hold what its name says is not shown. */
  async #pictures({ images }: Weighing): Promise<ReadonlyMap<string, FoundPicture>> {
    const { photos } = this.#parts;
    const found = new Map<string, FoundPicture>();
    for (const { sha256 } of images) {
      this.#off.signal.throwIfAborted();
      const state = await photos.check(sha256);
      found.set(sha256, state === 'whole' ? ((await photos.read(sha256)) ?? 'missing') : state);
    }
    return found;
  }
}
