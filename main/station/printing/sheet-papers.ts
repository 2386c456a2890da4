/** What stands on the papers of stored sheets: for the queue when a job's turn comes, and for the preview before that. */
import type { LoadSheet, LoadSheetBody, Weighing } from '../../../preload/contract/documents.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { PrintJob } from '../../../preload/contract/load-sheet.ts';
import type { Paper, PaperName } from '../../../preload/contract/paper.ts';
import type { PaperPreview, PrinterFacts } from '../../../preload/contract/printing.ts';
import { timestamp, type Clock, type Timestamp, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { DocumentChain } from '../records/document-chain.ts';
import type { LoadSheetStore } from '../records/load-sheet-store.ts';
import { localTime, type SheetOnPaper, type UnitHeader } from './sheet-facts.ts';
import { layoutSheet, type SheetPaperKind } from './sheet-layout.ts';
import { testPage } from './test-page.ts';

/** Where no printer is: what most offices have. */
const USUAL: PaperName = 'roll-80';

export interface SheetPapersParts {
  readonly chain: Pick<DocumentChain, 'get'>;
  readonly sheets: Pick<LoadSheetStore, 'get'>;
  readonly printer: PrinterFacts | null;
  readonly keyId: string;
  readonly unitName: string;
  readonly simulated: boolean;
  readonly header: UnitHeader;
  readonly signers: readonly string[] | undefined;
  readonly clock: Clock;
  /** The copy that would be printed next. */
  nextCopy(sheetId: Uuid, kind: SheetPaperKind): number;
  /** The sheet that was last to be printed. */
  newestSheet(): Uuid | null;
  modulesOf(text: string): Promise<boolean[][]>;
}

interface PreviewAsked {
  readonly sheetId?: Uuid | undefined;
  readonly copy?: number | undefined;
  readonly kind: SheetPaperKind | 'test-page';
  readonly paper?: PaperName | undefined;
}

export interface DraftOnPaper {
  readonly body: LoadSheetBody;
  readonly grossWeighedAt: Timestamp;
  readonly axleCount: number | null;
}

export class SheetPapers {
  readonly #parts: SheetPapersParts;

  constructor(parts: SheetPapersParts) {
    this.#parts = parts;
  }

  /** The paper of a job whose turn has come; null when it is no longer worth paper. */
  ofJob({ copy, kind, sheetId }: PrintJob): Paper | null {
    const { printer } = this.#parts;
    const shown = this.#sheet(sheetId, copy);
    // A first copy of a sheet voided meanwhile is no longer worth paper; a reprint of it says 作废 in large letters.
    if (printer === null || shown === null || (shown.sheet.status === 'void' && copy === 1)) return null;
    return this.#lay(shown, printer.paper, kind);
  }

  /** `print.preview`. @throws CodedError sheet.not-found */
  async preview({ copy, kind, paper: asked, sheetId }: PreviewAsked): Promise<PaperPreview | null> {
    const { newestSheet, nextCopy, printer } = this.#parts;
    const paperName = asked ?? printer?.paper ?? USUAL;
    if (kind === 'test-page')
      return this.#withCodes({ paperName, paper: this.testPage(paperName), copy: 1, sheetNumber: null });
    const id = sheetId ?? newestSheet();
    if (id === null) return null;
    const number = copy ?? nextCopy(id, kind);
    const shown = this.#sheet(id, number);
    if (shown === null) throw new CodedError('sheet.not-found', { id });
    const paper = this.#lay(shown, paperName, kind);
    return this.#withCodes({ paperName, paper, copy: number, sheetNumber: shown.sheet.number });
  }

  /** `print.draft`: as {@link preview}, of a sheet that nobody has issued. */
  draft({ axleCount, body, grossWeighedAt }: DraftOnPaper, asked: PaperName | undefined): Promise<PaperPreview> {
    const { header, keyId, printer, simulated, unitName } = this.#parts;
    const paperName = asked ?? printer?.paper ?? USUAL;
    const shown = { sheet: body, keyId, copy: 1, unitName, header, simulated, grossWeighedAt, axleCount };
    const paper = this.#lay(shown, paperName, 'sheet');
    return this.#withCodes({ paperName, paper, copy: 1, sheetNumber: null });
  }

  testPage(paper: PaperName): Paper {
    const { clock, printer } = this.#parts;
    return testPage(paper, printer?.place ?? '', localTime(timestamp(clock.wall())));
  }

  #lay(shown: SheetOnPaper, paper: PaperName, kind: SheetPaperKind): Paper {
    return layoutSheet(shown, paper, kind, this.#parts.signers);
  }

  #sheet(id: Uuid, copy: number): SheetOnPaper | null {
    const { chain, header, keyId, sheets, simulated, unitName } = this.#parts;
    const sheet = chain.get(id)?.document as LoadSheet | undefined;
    if (sheet === undefined || !('grossWeighingId' in sheet)) return null;
    const gross = chain.get(sheet.grossWeighingId)?.document as Weighing | undefined;
    if (gross === undefined) return null;
    const voided = sheets.get(id)?.voidedById != null;
    return {
      sheet: voided ? { ...sheet, status: 'void' } : sheet,
      keyId,
      copy,
      unitName,
      header,
      simulated,
      grossWeighedAt: gross.weighedAt,
      axleCount: gross.axleCount ?? null,
    };
  }

  async #withCodes(preview: Omit<PaperPreview, 'codes'>): Promise<PaperPreview> {
    const codes = await Promise.all(
      codeTexts(preview.paper).map(async (text) => ({
        text,
        rows: (await this.#parts.modulesOf(text)).map((row) => row.map((dark) => (dark ? '1' : '0')).join('')),
      })),
    );
    return { ...preview, codes };
  }
}

/** What the codes of a paper hold, each once. */
export function codeTexts(paper: Paper): string[] {
  const items = paper.kind === 'roll' ? paper.items : paper.pages.flat();
  return [...new Set(items.flatMap((item) => (item.kind === 'qr' ? [item.text] : [])))];
}
