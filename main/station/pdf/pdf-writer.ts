/** A PDF out of its data: the only door to `pdfkit`. Runs on the thread of pdf-worker.ts. */
import { readFileSync } from 'node:fs';
import PDFDocument from 'pdfkit';
import type { PdfDocument, PdfItem } from './pdf-document.ts';
import { ChineseFonts, monoFont, type FontFile } from './pdf-fonts.ts';
import { sfntOf } from './woff.ts';

const POINTS_PER_MM = 72 / 25.4;
/** A Chinese character leaves a little air in its two columns. */
const EM_IN_COLUMNS = 1.85;
/** A hair, as on a printed form. */
const LINE_MM = 0.2;
/** For a character that no font here has: that there is one, and that it could not be printed. */
const UNPRINTABLE = '〓';

/** What of fontkit's fonts is used. */
interface Glyphs {
  readonly unitsPerEm: number;
  hasGlyphForCodePoint(code: number): boolean;
  glyphForCodePoint(code: number): { readonly advanceWidth: number };
}
type Kit = InstanceType<typeof PDFDocument> & {
  readonly _font: { readonly font: Glyphs };
  /** A picture that is embedded once, wherever it is drawn. Not in the types of pdfkit. */
  openImage(bytes: Buffer): PDFKit.Mixins.ImageSrc;
};

interface Run {
  readonly text: string;
  readonly font: FontFile;
  readonly ascii: boolean;
}

export async function writePdf({ pages, title }: PdfDocument): Promise<Buffer> {
  // Without a font of its own, or the kit would look for Helvetica's measures beside the bundle.
  const options = { autoFirstPage: false, margin: 0, info: { Title: title }, font: null, compress: true };
  const kit = new PDFDocument(options as unknown as PDFKit.PDFDocumentOptions) as Kit;
  const pieces: Buffer[] = [];
  kit.on('data', (piece: Buffer) => pieces.push(piece));
  const ended = new Promise<void>((resolve) => kit.on('end', resolve));
  const pen = new Pen(kit);
  for (const { height, items, width } of pages) {
    kit.addPage({ size: [width * POINTS_PER_MM, height * POINTS_PER_MM], margin: 0 });
    kit.scale(POINTS_PER_MM).lineWidth(LINE_MM);
    for (const item of items) pen.draw(item);
  }
  kit.end();
  await ended;
  return Buffer.concat(pieces);
}

class Pen {
  readonly #kit: Kit;
  readonly #known = new Set<string>();
  readonly #pictures = new Map<Uint8Array, PDFKit.Mixins.ImageSrc>();
  readonly #chinese = new Map<400 | 600, ChineseFonts>();

  constructor(kit: Kit) {
    this.#kit = kit;
  }

  draw(item: PdfItem): void {
    const kit = this.#kit;
    switch (item.kind) {
      case 'cells':
        return this.#cells(item);
      case 'words':
        return this.#words(item);
      case 'line':
        kit
          .moveTo(...item.from)
          .lineTo(...item.to)
          .stroke();
        return;
      case 'box':
        kit.rect(item.x, item.y, item.width, item.height).stroke();
        return;
      case 'modules': {
        const side = item.size / item.rows.length;
        item.rows.forEach((row, y) =>
          row.forEach((dark, x) => {
            if (dark) kit.rect(item.x + x * side, item.y + y * side, side, side);
          }),
        );
        kit.fill();
        return;
      }
      case 'picture':
        return this.#picture(item);
      default:
        return item satisfies never;
    }
  }

  #picture({ height, jpeg, part, width, x, y }: Extract<PdfItem, { kind: 'picture' }>): void {
    const kit = this.#kit;
    const image = this.#pictures.get(jpeg) ?? kit.openImage(Buffer.from(jpeg));
    this.#pictures.set(jpeg, image);
    if (part === undefined) {
      kit.image(image, x, y, { fit: [width, height] });
      return;
    }
    const [wide, high] = [width / part.width, height / part.height];
    kit.save().rect(x, y, width, height).clip();
    kit.image(image, x - part.x * wide, y - part.y * high, { width: wide, height: high });
    kit.restore();
  }

  #cells({ baseline, bold, cell, stretch, text, x }: Extract<PdfItem, { kind: 'cells' }>): void {
    const kit = this.#kit;
    kit.save();
    kit.translate(x, baseline).scale(...stretch);
    let column = 0;
    for (const { ascii, font, text: run } of this.#runs(text, bold)) {
      this.#choose(font);
      const em = ascii ? cell / this.#advance(run) : cell * EM_IN_COLUMNS;
      kit.fontSize(em);
      const air = ascii ? 0 : 2 * cell - em;
      kit.text(run, column * cell + air / 2, 0, { lineBreak: false, baseline: 'alphabetic', characterSpacing: air });
      column += [...run].length * (ascii ? 1 : 2);
    }
    kit.restore();
  }

  #words({ baseline, bold, em, text, x }: Extract<PdfItem, { kind: 'words' }>): void {
    const kit = this.#kit;
    let at = x;
    for (const { ascii, font, text: run } of this.#runs(text, bold)) {
      this.#choose(font);
      // B612 Mono is drawn larger than Noto at the same size.
      kit.fontSize(ascii ? em * 0.85 : em);
      kit.text(run, at, baseline, { lineBreak: false, baseline: 'alphabetic' });
      at += kit.widthOfString(run);
    }
  }

  /** Width of a narrow character, in ems. */
  #advance(run: string): number {
    const { font } = this.#kit._font;
    return font.glyphForCodePoint(run.codePointAt(0) ?? 32).advanceWidth / font.unitsPerEm;
  }

  /** Neighbours that come from the same font. */
  #runs(text: string, bold: boolean): Run[] {
    const runs: Run[] = [];
    for (const char of text) {
      const ascii = char < '\u0080';
      const { font, shown } = ascii ? { font: monoFont(bold), shown: char } : this.#fontOf(char, bold);
      const last = runs.at(-1);
      if (last !== undefined && last.font.file === font.file)
        runs[runs.length - 1] = { ...last, text: last.text + shown };
      else runs.push({ text: shown, font, ascii });
    }
    return runs;
  }

  #fontOf(char: string, bold: boolean): { readonly font: FontFile; readonly shown: string } {
    const weight = bold ? 600 : 400;
    const fonts = this.#chinese.get(weight) ?? new ChineseFonts(weight);
    this.#chinese.set(weight, fonts);
    for (const shown of [char, UNPRINTABLE])
      for (const font of fonts.fontsFor(shown)) {
        this.#choose(font);
        if (this.#kit._font.font.hasGlyphForCodePoint(shown.codePointAt(0) ?? 0)) return { font, shown };
      }
    throw new Error('no font has a mark for what cannot be printed');
  }

  #choose({ family, file }: FontFile): void {
    if (!this.#known.has(file)) {
      if (file.endsWith('.woff')) this.#kit.registerFont(file, sfntOf(readFileSync(file)));
      else this.#kit.registerFont(file, file, family);
      this.#known.add(file);
    }
    this.#kit.font(file);
  }
}
