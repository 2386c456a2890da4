/** Ledgers and letters as PDF beside the lists that are taken away (contract ledger.print). One at a time. */
import { join } from 'node:path';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { CallOutput, ParsedInput } from '../../../preload/contract/index.ts';
import { BusinessDetails } from '../../../preload/contract/ledger.ts';
import { timestamp, type Clock, type EpochMs } from '../../../preload/contract/vocabulary.ts';
import type { ListName } from '../exports/free-name.ts';
import type { PdfDocument } from '../pdf/pdf-document.ts';
import { plusDays } from '../rules/ledger/days.ts';
import type { AvailabilityQuery } from './availability-query.ts';
import type { EntryQuery } from './entry-query.ts';
import { availabilityBlocks, ledgerBlocks, letterBlocks, type PaperHead } from './ledger-paper.ts';
import { LEDGER_TITLES } from './ledger-words.ts';
import { layPaper, type PaperBlock, type Wrap } from './paper-flow.ts';

/** Some hundred pages: more is printed in parts. */
const MOST_ENTRIES = 2000;
const SIMULATED = '模拟设备 数据无效 SIMULATED';

type Asked = ParsedInput<'ledger.print'>;

export interface LedgerPrintParts {
  readonly dataDir: string;
  readonly head: Omit<PaperHead, 'printedAt'>;
  readonly simulated: boolean;
  readonly entries: Pick<EntryQuery, 'between' | 'get'>;
  readonly availability: Pick<AvailabilityQuery, 'of'>;
  /** A scale or device as people say it. */
  readonly nameOf: (subjectId: string) => string;
  readonly wrap: Wrap;
  readonly makePdf: (document: PdfDocument) => Promise<Buffer>;
  readonly freeName: (folder: string, list: ListName) => Promise<string>;
  /** Flushed and named when it is whole. @throws CodedError store.* */
  readonly writeWhole: (file: string, part: string, bytes: Uint8Array) => Promise<void>;
  readonly clock: Clock;
  readonly log: { error(fields: object, text: string): void };
}

interface Paper {
  /** What the file is called before its time. */
  readonly name: string;
  readonly title: string;
  readonly blocks: readonly PaperBlock[];
}

export class LedgerPrint {
  readonly #parts: LedgerPrintParts;
  #running = false;

  constructor(parts: LedgerPrintParts) {
    this.#parts = parts;
  }

  /**
   * `ledger.print`.
   * @throws CodedError ledger.entry-not-found | ledger.already-corrected | ledger.no-letter | ledger.dates-crossed | export.running | export.too-many-rows |
   *   ledger.print-failed | store.*; Reader.all's
   */
  async print(asked: Asked): Promise<CallOutput<'ledger.print'>> {
    if (this.#running) throw new CodedError('export.running');
    this.#running = true;
    try {
      return await this.#print(asked);
    } catch (error) {
      if (error instanceof CodedError) throw error;
      this.#parts.log.error({ err: error, what: asked.what }, 'a ledger was not printed');
      throw new CodedError('ledger.print-failed', {}, { cause: error });
    } finally {
      this.#running = false;
    }
  }

  async #print(asked: Asked): Promise<CallOutput<'ledger.print'>> {
    const { clock, dataDir, freeName, head, makePdf, simulated, wrap, writeWhole } = this.#parts;
    const atMs = clock.wall();
    const { blocks, name, title } = await this.#paperOf(asked, { ...head, printedAt: timestamp(atMs) });
    const marks = simulated ? [SIMULATED] : [];
    const document = layPaper(blocks, { title, foot: `${head.unitName}  ${title}`, marks, wrap });
    const bytes = await makePdf(document);
    const list = { name, kin: 'ledger-[a-z-]+|letter', format: 'pdf', atMs };
    const file = await freeName(join(dataDir, 'exports'), list);
    await writeWhole(file, `${file}.part`, bytes);
    return { file, bytes: bytes.length, pages: document.pages.length };
  }

  async #paperOf(asked: Asked, head: PaperHead): Promise<Paper> {
    const { availability, entries, nameOf } = this.#parts;
    if (asked.what === 'availability') {
      const figures = await availability.of(asked.month);
      const title = `设备运行台账 ${asked.month}`;
      return { name: 'ledger-availability', title, blocks: availabilityBlocks(figures, head, nameOf) };
    }
    if (asked.what === 'letter') {
      const entry = await entries.get(asked.id);
      if (entry === null) throw new CodedError('ledger.entry-not-found', { id: asked.id });
      if (entry.correctedBy !== null) throw new CodedError('ledger.already-corrected', { by: entry.correctedBy });
      const details = BusinessDetails.safeParse(entry.details);
      if (!details.success) throw new CodedError('ledger.no-letter', { id: asked.id });
      const title = entry.kind === 'suspension' ? '停业报告' : '复业报告';
      return { name: 'letter', title, blocks: letterBlocks(entry, details.data, head) };
    }
    const { from, ledger, to } = asked;
    if (to < from) throw new CodedError('ledger.dates-crossed', { verifiedOn: from, validUntil: to });
    const found = await entries.between(ledger, dayMs(from), dayMs(plusDays(to, 1)), MOST_ENTRIES + 1);
    if (found.length > MOST_ENTRIES) throw new CodedError('export.too-many-rows', { most: MOST_ENTRIES });
    const blocks = ledgerBlocks(ledger, found, { from, to }, head, nameOf);
    return { name: `ledger-${ledger}`, title: LEDGER_TITLES[ledger], blocks };
  }
}

/** The first moment of a Beijing day. */
const dayMs = (day: string): EpochMs => Date.parse(`${day}T00:00:00+08:00`) as EpochMs;
