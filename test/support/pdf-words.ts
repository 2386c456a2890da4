/** What poppler reads in a PDF. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const POINTS_PER_MM = 72 / 25.4;

/** From the upper left corner of its page, in millimetres. */
export interface PdfWord {
  readonly text: string;
  readonly left: number;
  readonly middle: number;
}

/** The words of each page with their places. */
export async function pdfWords(file: string): Promise<PdfWord[][]> {
  const { stdout } = await run('pdftotext', ['-bbox', file, '-']);
  const unescaped = (text: string): string =>
    text
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&apos;', "'")
      .replaceAll('&amp;', '&');
  return stdout
    .split('<page ')
    .slice(1)
    .map((page) =>
      [...page.matchAll(/<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">(.*)<\/word>/g)].map(
        ([, left, top, bottom, text = '']) => ({
          text: unescaped(text),
          left: Number(left) / POINTS_PER_MM,
          middle: (Number(top) + Number(bottom)) / 2 / POINTS_PER_MM,
        }),
      ),
    );
}
