import { expect, it } from 'vitest';
import { recordPages, type RecordBlock } from '../../../main/station/printing/record/record-pages.ts';

const texts = (blocks: readonly RecordBlock[]): string[][] =>
  recordPages(blocks, { title: 't', foot: 'foot', marks: ['作废'] }).pages.map(({ items }) =>
    items.flatMap((item) => (item.kind === 'cells' ? [item.text] : [])),
  );

it('goes on on further pages, each with the marks, its number and the foot; nothing is lost', () => {
  const facts = Array.from({ length: 200 }, (_, nth): RecordBlock => ({
    kind: 'fact',
    label: `第${String(nth)}项`,
    value: '值'.repeat(80),
  }));
  const pages = texts(facts);
  expect(pages.length).toBeGreaterThan(3);
  for (const [index, page] of pages.entries()) {
    expect(page[0]).toBe('作废');
    expect(page.slice(-2)).toEqual(['foot', `第 ${String(index + 1)} 页 共 ${String(pages.length)} 页`]);
  }
  const all = pages.flat();
  expect(all.filter((text) => text.startsWith('第') && text.endsWith('项'))).toHaveLength(200);
  expect(all.join('').split('值')).toHaveLength(200 * 80 + 1);
});

it('stays on the page: nothing is drawn below the foot or beside the margins', () => {
  const picture = { jpeg: new Uint8Array(1), lines: ['x'.repeat(200)], shape: 16 / 9 };
  const blocks: RecordBlock[] = Array.from({ length: 30 }, (): RecordBlock[] => [
    { kind: 'heading', text: '照片' },
    { kind: 'pictures', pictures: [picture, { ...picture, jpeg: null }, picture], height: 56 },
  ]).flat();
  for (const { height, items, width } of recordPages(blocks, { title: 't', foot: 'f', marks: [] }).pages)
    for (const item of items) {
      if (item.kind === 'picture' || item.kind === 'box') {
        expect(item.y + item.height).toBeLessThanOrEqual(height - 15);
        expect(item.x + item.width).toBeLessThanOrEqual(width - 15 + 1e-9);
      }
      if (item.kind === 'cells') expect(item.baseline).toBeLessThan(height - 10);
    }
});

it('a curve of thousands of points keeps its highest, its lowest, and its holes', () => {
  const points = Array.from({ length: 3000 }, (_, nth) => ({
    atMs: nth * 100,
    weightKg: nth === 1501 ? 90_000 : 40_000,
  }));
  const lines = (of: readonly { atMs: number; weightKg: number | null }[]) =>
    recordPages([{ kind: 'curve', curve: { points: of, savedAtMs: null, words: '' } }], {
      title: 't',
      foot: 'f',
      marks: [],
    }).pages[0]?.items.flatMap((item) => (item.kind === 'line' ? [item] : [])) ?? [];
  const drawn = lines(points);
  expect(drawn.length).toBeLessThan(1500);
  const top = Math.min(...drawn.map(({ to }) => to[1]));
  // The frame begins one line below the upper margin; the highest point is 1/1.05 of its height.
  expect(drawn.some(({ to }) => to[1] === top && Math.abs(to[0] - (15 + (1501 / 2999) * 180)) < 0.2)).toBe(true);
  const holed = lines(points.map((point, nth) => (nth > 1000 && nth < 2000 ? { ...point, weightKg: null } : point)));
  expect(holed.some(({ from, to }) => from[0] < 15 + 180 * 0.34 && to[0] > 15 + 180 * 0.66)).toBe(false);
});
