/** The pages of a job as the page that Chromium prints: an SVG a page, drawn as the preview is. Pure. */
import { letteringOf, modulePath, pageDrawings, type Drawing } from '../../preload/contract/paper-drawing.ts';
import type { PrintedPages } from '../host-protocol.ts';

/** Chromium rounds to pixels: a page as high as its paper would push out an empty one. */
const ROUNDING_MM = 0.2;

/**
 * @param template renderer/paper.html as it was bundled
 * @param nonce of its policy, for the one style that is made here
 */
export function paperPage(template: string, { codes, paper }: PrintedPages, nonce: string): string {
  const { heightMm, widthMm } = paper.form;
  const codeOf = (text: string): readonly string[] => codes.find((code) => code.text === text)?.rows ?? [];
  const style =
    `@page{size:${widthMm}mm ${heightMm}mm;margin:0}` +
    `.page{width:${widthMm - ROUNDING_MM}mm;height:${heightMm - ROUNDING_MM}mm}` +
    `.page svg{width:${widthMm}mm;height:${heightMm}mm}`;
  const pages = pageDrawings(paper, codeOf).map((drawing) => `<div class="page">${svg(drawing)}</div>`);
  return template
    .replace('</head>', () => `<style nonce="${nonce}">${style}</style></head>`)
    .replace('</body>', () => `${pages.join('')}</body>`);
}

function svg({ boxes, codes, height, rules, runs, width }: Drawing): string {
  return [
    `<svg viewBox="0 0 ${width} ${height}">`,
    ...rules.map(({ width: long, x, y }) => `<line class="line" x1="${x}" x2="${x + long}" y1="${y}" y2="${y}"/>`),
    ...boxes.map((box) => `<rect class="line" x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}"/>`),
    ...codes
      .filter(({ rows }) => rows.length > 0)
      .map(
        ({ rows, size, x, y }) =>
          `<path transform="translate(${x} ${y}) scale(${size / rows.length})" d="${modulePath(rows)}"/>`,
      ),
    ...runs.map((run) => {
      const { size, transform, weight, x } = letteringOf(run);
      const font = `class="${run.ascii ? 'mono' : 'chinese'}" font-size="${size}" font-weight="${weight}"`;
      return `<text ${font} transform="${transform}" x="${x}">${escaped(run.text)}</text>`;
    }),
    '</svg>',
  ].join('');
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char);
