/** A PDF as plain data, so that it can be made on a thread of its own. All measures in millimetres, from the upper left corner. */

export type PdfItem =
  /** Text in a grid: a narrow character takes one column, every other two, each in the middle of its own. */
  | {
      readonly kind: 'cells';
      readonly x: number;
      readonly baseline: number;
      readonly text: string;
      /** Width of a column before stretching. */
      readonly cell: number;
      /** Times as wide and as high as normal. */
      readonly stretch: readonly [wide: number, high: number];
      readonly bold: boolean;
    }
  /** Text as it runs; it is not broken. */
  | {
      readonly kind: 'words';
      readonly x: number;
      readonly baseline: number;
      readonly text: string;
      readonly em: number;
      readonly bold: boolean;
    }
  | { readonly kind: 'line'; readonly from: readonly [number, number]; readonly to: readonly [number, number] }
  | { readonly kind: 'box'; readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  /** Dark squares, a QR code. */
  | {
      readonly kind: 'modules';
      readonly x: number;
      readonly y: number;
      readonly size: number;
      readonly rows: readonly (readonly boolean[])[];
    }
  | {
      readonly kind: 'picture';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      /** The same bytes for several pictures are embedded once. */
      readonly jpeg: Uint8Array;
      /** Only this part of it, in shares of its width and height, filling the place; left out: all of it, as large as fits. */
      readonly part?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
    };

export interface PdfDocument {
  readonly title: string;
  readonly pages: readonly { readonly width: number; readonly height: number; readonly items: readonly PdfItem[] }[];
}

/** What the thread answers. */
export type PdfReply =
  { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly detail: string };
