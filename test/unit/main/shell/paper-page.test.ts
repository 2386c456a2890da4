/** The page that is printed, as text: what a sheet says can only ever be text in it. */
import { expect, it } from 'vitest';
import { paperPage } from '../../../../main/shell/paper-page.ts';
import type { PagePaper } from '../../../../preload/contract/paper.ts';

const TEMPLATE = '<html><head><title>load sheet</title></head><body></body></html>';
const paper = (...texts: readonly string[]): PagePaper => ({
  kind: 'page',
  form: { widthMm: 210, heightMm: 297, leftMm: 10, topMm: 10, cellWidthMm: 2, cellHeightMm: 5, columns: 95, rows: 55 },
  pages: texts.map((text) => [
    { kind: 'text', column: 3, row: 2, text, size: 'normal', bold: false },
    { kind: 'qr', column: 0, row: 5, text, sizeMm: 20 },
  ]),
});

it('has a page for each, of the paper’s size, and one style, with the nonce of its policy', () => {
  const html = paperPage(TEMPLATE, { paper: paper('一', '二'), codes: [{ text: '一', rows: ['10', '01'] }] }, 'n0nce');
  expect(html.match(/class="page"/g)).toHaveLength(2);
  expect(html).toContain('@page{size:210mm 297mm;margin:0}');
  expect(html.match(/<style[^>]*>/g)).toEqual(['<style nonce="n0nce">']);
  expect(html).not.toContain('style=');
  // A column is 12 wide in the drawing, 2 mm on paper; a Chinese sign stands one in from the edge of its cells.
  expect(html).toContain('transform="translate(96 ');
  expect(html).toContain('d="M0 0h1v1h-1zM1 1h1v1h-1z"');
  expect(html.match(/<path/g)).toHaveLength(1);
});

it.each(['<script>alert(1)</script>', '</text></svg><img src=x>', '"&quot;', '$&', '</body>'])('%s is text', (text) => {
  const html = paperPage(TEMPLATE, { paper: paper(text), codes: [] }, 'n');
  const tags = new Set([...html.matchAll(/<\/?([a-z]+)/g)].map(([, tag]) => tag));
  expect([...tags].sort()).toEqual(['body', 'div', 'head', 'html', 'style', 'svg', 'text', 'title']);
  const written = [...html.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, inside]) => inside).join('');
  const read = written
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
  expect(read).toBe(text);
});
