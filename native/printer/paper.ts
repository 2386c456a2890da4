/** A printed paper as plain data: what the layout makes, the printer driver turns into bytes, and a preview can draw. */

/** Characters of the narrow font on one line: 32 on 58 mm paper, 42 or 48 on 80 mm paper. A Chinese character takes two. */
export type PaperColumns = 32 | 42 | 48;

/** Character magnification: normal 1×1, tall 1 wide × 2 high (as many columns as normal), large 2×2 (half the columns). */
export type TextSize = 'normal' | 'tall' | 'large';

/** A stretch of one line in one size. */
export interface PaperSpan {
  readonly text: string;
  readonly size: TextSize;
  readonly bold: boolean;
}

export type PaperItem =
  /** One line, already no wider than the paper: nothing downstream wraps or cuts. Sizes on one line share the baseline. */
  | { readonly kind: 'line'; readonly align: 'left' | 'centre'; readonly spans: readonly PaperSpan[] }
  | { readonly kind: 'rule' }
  /** A QR code of this text, centred, at least 20 mm wide at 203 dpi for contents of 43 bytes or more. */
  | { readonly kind: 'qr'; readonly text: string }
  | { readonly kind: 'feed'; readonly lines: number }
  | { readonly kind: 'cut' };

export interface Paper {
  readonly columns: PaperColumns;
  readonly items: readonly PaperItem[];
}
