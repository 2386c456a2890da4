/** The pages of a paper as the data of a PDF: each text in its cells, at the same places as on a form. Pure. */
import type { PageForm, PageItem, PagePaper } from '../../../preload/contract/paper.ts';
import { sizeColumns, sizeRows } from '../../../preload/contract/paper.ts';
import type { PdfDocument, PdfItem } from '../pdf/pdf-document.ts';

/** Where in its row a line of text stands, from above. */
const BASELINE = 0.72;

/** @param modulesOf a QR code's modules by its text */
export const pagePdf = (
  { form, pages }: PagePaper,
  title: string,
  modulesOf: ReadonlyMap<string, readonly (readonly boolean[])[]>,
): PdfDocument => ({
  title,
  pages: pages.map((items) => ({
    width: form.widthMm,
    height: form.heightMm,
    items: items.map((item) => pdfItem(item, form, modulesOf)),
  })),
});

function pdfItem(item: PageItem, form: PageForm, modulesOf: Parameters<typeof pagePdf>[2]): PdfItem {
  const { cellHeightMm, cellWidthMm, leftMm, topMm } = form;
  const x = leftMm + item.column * cellWidthMm;
  const y = topMm + item.row * cellHeightMm;
  switch (item.kind) {
    case 'text': {
      const high = sizeRows(item.size);
      return {
        kind: 'cells',
        x,
        baseline: y + (high - 1 + BASELINE) * cellHeightMm,
        text: item.text,
        cell: cellWidthMm,
        stretch: [sizeColumns(item.size), high],
        bold: item.bold,
      };
    }
    case 'rule': {
      const middle = y + cellHeightMm / 2;
      return { kind: 'line', from: [x, middle], to: [x + item.columns * cellWidthMm, middle] };
    }
    case 'box':
      return {
        kind: 'box',
        x: x + cellWidthMm,
        y: y + cellHeightMm / 2,
        width: (item.columns - 2) * cellWidthMm,
        height: (item.rows - 1) * cellHeightMm,
      };
    case 'qr':
      return { kind: 'modules', x, y, size: item.sizeMm, rows: modulesOf.get(item.text) ?? [] };
    default:
      return item satisfies never;
  }
}
