/** A QR code as its dark and light modules: the only door to `bwip-js`. */
import type { RawOptions } from 'bwip-js/node';

/** Rows of modules, true = dark, without the quiet margin. Error correction M, as the receipt printers make it themselves. */
export async function qrModules(text: string): Promise<boolean[][]> {
  const loaded = await import('bwip-js/node');
  // Bundled as CommonJS its default export lies one deeper; the `raw` beside that is a kind of bar code.
  const { default: inner } = loaded as unknown as { readonly default: { readonly default?: typeof loaded.default } };
  const bwip = inner.default ?? loaded.default;
  // Its types leave out what belongs to one kind of code.
  const made: unknown = bwip.raw({ bcid: 'qrcode', text, eclevel: 'M' } as RawOptions);
  const [matrix] = made as readonly {
    readonly pixs: readonly number[];
    readonly pixx: number;
    readonly pixy: number;
  }[];
  if (matrix === undefined) throw new Error('no QR code');
  const { pixs, pixx, pixy } = matrix;
  return Array.from({ length: pixy }, (_, y) => Array.from({ length: pixx }, (__, x) => pixs[y * pixx + x] === 1));
}
