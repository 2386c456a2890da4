/**
 * The fonts that are embedded: Noto Sans SC in its slices (a PDF then holds only the few that it uses), B612 Mono for what
 * is ASCII, and for characters that Noto's slices lack (rare surnames, place names) a font of the system.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const bundled = import.meta.filename.endsWith('.cjs');
/** Beside the bundles, laid there by native/runtime/bundle.mjs: a package has no node_modules of its own for them. */
const FONTS = join(import.meta.dirname, ...(bundled ? ['fonts'] : ['..', '..', '..', 'node_modules', '@fontsource']));
const SANS = join(FONTS, 'noto-sans-sc');

/** The older of the two web formats: out of woff2 pdfkit embeds whole slices (100 kB each), not the characters used. */
const FACE = /url\(\.\/files\/([^)]+\.woff)\)[^;]*;\s*unicode-range: ([^;]+);/g;

export interface FontFile {
  readonly file: string;
  /** In a collection, the font in it. */
  readonly family?: string;
}

/** With every Chinese character: where Debian and Windows keep theirs. */
const SYSTEM: readonly FontFile[] = [
  { file: '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', family: 'NotoSansCJKsc-Regular' },
  { file: 'C:\\Windows\\Fonts\\simsun.ttc', family: 'SimSun' },
  { file: 'C:\\Windows\\Fonts\\simsunb.ttf' },
];

interface Slice {
  readonly file: string;
  readonly ranges: readonly (readonly [number, number])[];
}

/** Fonts for Chinese of one weight. */
export class ChineseFonts {
  readonly #slices: readonly Slice[];

  /** @throws Error where the program's own files are missing */
  constructor(weight: 400 | 600) {
    const css = readFileSync(join(SANS, `${String(weight)}.css`), 'utf8');
    const slices = [...css.matchAll(FACE)].map(([, name = '', ranges = '']) => ({
      file: join(SANS, 'files', name),
      ranges: ranges.split(',').map((range): readonly [number, number] => {
        const [from = '', to = from] = range.trim().slice(2).split('-');
        return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
      }),
    }));
    // One that is missing costs its characters their look, never the sheet.
    this.#slices = slices.filter(({ file }) => existsSync(file));
  }

  /** Candidates for a character, the best first. */
  fontsFor(char: string): FontFile[] {
    const code = char.codePointAt(0) ?? 0;
    const slices = this.#slices.filter(({ ranges }) => ranges.some(([from, to]) => from <= code && code <= to));
    return [...slices.map(({ file }) => ({ file })), ...SYSTEM.filter(({ file }) => existsSync(file))];
  }
}

export const monoFont = (bold: boolean): FontFile => ({
  file: join(FONTS, 'b612-mono', 'files', `b612-mono-latin-${bold ? '700' : '400'}-normal.woff`),
});
