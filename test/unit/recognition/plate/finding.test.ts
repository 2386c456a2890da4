import { describe, expect, it } from 'vitest';
import { cutOut } from '../../../../main/station/recognition/plate/cut-out.ts';
import {
  isInside,
  standsAlone,
  truckFirst,
  withoutDoubles,
} from '../../../../main/station/recognition/plate/main-plate.ts';
import { plateGrounds } from '../../../../main/station/recognition/plate/plate-grounds.ts';
import { platePlaces, withRoom } from '../../../../main/station/recognition/plate/plate-places.ts';
import {
  bounds,
  quadHeight,
  quadWidth,
  slopingQuad,
  uprightQuad,
  widen,
} from '../../../../main/station/recognition/plate/quad.ts';
import { type RgbPicture } from '../../../../main/station/recognition/plate/rgb-picture.ts';
import { shrink } from '../../../../main/station/recognition/plate/shrink.ts';
import { textLines } from '../../../../main/station/recognition/plate/text-lines.ts';
import { readingOf } from './seen-plate.ts';

type Colour = readonly [number, number, number];
function paint(width: number, height: number, colourAt: (x: number, y: number) => Colour): RgbPicture {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) data.set(colourAt(x, y), (y * width + x) * 3);
  }
  return { width, height, data, channels: 3 };
}

describe('cutting out', () => {
  const picture = paint(40, 30, (x, y) => [x * 6, y * 8, 50]);

  it('the whole picture at its own size is the picture', () => {
    expect(cutOut(picture, uprightQuad(0, 0, 40, 30), 40, 30).data).toEqual(picture.data);
  });

  it('follows turned corners', () => {
    const a = { x: 10, y: 20 };
    const turned = cutOut(picture, [a, { x: 10, y: 0 }, { x: 30, y: 0 }, { x: 30, y: 20 }], 20, 20);
    // Its left edge runs along the picture's lower edge.
    expect(turned.data[0]).toBeCloseTo(10.5 * 6 - 3, -1);
    expect(turned.data[1]!).toBeGreaterThan(turned.data[19 * 3 + 1]!);
  });

  it('a sloping plate comes out level, to either side', () => {
    for (const slope of [0.3, -0.3]) {
      const sloping = paint(80, 40, (x, y) =>
        Math.abs(y - 20 - ((x - 40) / 80) * 40 * slope) < 9 ? [255, 255, 255] : [0, 0, 0],
      );
      const level = cutOut(sloping, slopingQuad(sloping, slope), 80, 40);
      for (const x of [2, 40, 77])
        expect([4, 20, 35].map((y) => level.data[(y * 80 + x) * 3]! > 128)).toEqual([false, true, false]);
    }
    expect(slopingQuad(picture, 0)).toEqual(uprightQuad(0, 0, 40, 30));
  });

  it('repeats the edge outside the picture', () => {
    const out = cutOut(picture, uprightQuad(-20, -20, -10, -10), 4, 4);
    expect([...out.data.slice(0, 3)]).toEqual([0, 0, 50]);
  });

  it('averages where it shrinks: thin lines do not vanish', () => {
    const lines = paint(90, 30, (x) => (x % 3 === 0 ? [255, 255, 255] : [0, 0, 0]));
    const small = cutOut(lines, uprightQuad(0, 0, 90, 30), 30, 10);
    for (const value of small.data.slice(3, -3)) expect(Math.abs(value - 85)).toBeLessThan(45);
    expect([...shrink(lines, 30, 10).data].every((value) => value === 85)).toBe(true);
  });
});

describe('text lines of a detection map', () => {
  it('grow back to their writing, and turn with it', () => {
    const map = new Float32Array(200 * 100);
    for (let y = 0; y < 100; y++) {
      for (let x = 0; x < 200; x++) {
        const v = y - 50 - (x - 100) * 0.2;
        if (Math.abs(x - 100) < 50 && Math.abs(v) < 6) map[y * 200 + x] = 0.9;
      }
    }
    const [line, ...more] = textLines(map, 200, 100, 2, 2);
    expect(more).toEqual([]);
    expect(quadWidth(line!.quad)).toBeGreaterThan(2 * 100);
    expect(quadHeight(line!.quad)).toBeGreaterThan(2 * 12);
    const [a, b] = line!.quad;
    expect((b.y - a.y) / (b.x - a.x)).toBeCloseTo(0.2, 1);
  });

  it('of a plate seen from the side, whose lines slope and whose posts stand, is also given with upright sides', () => {
    const map = new Float32Array(200 * 100);
    for (let y = 0; y < 100; y++) {
      for (let x = 0; x < 200; x++) {
        if (Math.abs(x - 100) < 50 && Math.abs(y - 50 - (x - 100) * 0.3) < 8) map[y * 200 + x] = 0.9;
      }
    }
    const [line] = textLines(map, 200, 100, 1, 1);
    const [a, b, c, d] = line!.upright!;
    expect(a.x - d.x).toBeCloseTo(0, 3);
    expect(b.x - c.x).toBeCloseTo(0, 3);
    expect((b.y - a.y) / (b.x - a.x)).toBeCloseTo(0.3, 1);
    expect(d.y - a.y).toBeGreaterThan(16);
    // The rectangle's own sides lean with its lines.
    expect(Math.abs(line!.quad[0].x - line!.quad[3].x)).toBeGreaterThan(3);
  });

  it('that is level needs no second shape', () => {
    const map = new Float32Array(200 * 100);
    for (let y = 40; y < 60; y++) map.fill(0.9, y * 200 + 50, y * 200 + 150);
    expect(textLines(map, 200, 100, 1, 1)).toMatchObject([{ upright: null }]);
  });

  it('leave out what is weak or tiny', () => {
    const map = new Float32Array(100 * 50);
    map.fill(0.32, 0, 800);
    map[3000] = 0.99;
    expect(textLines(map, 100, 50, 1, 1)).toEqual([]);
  });
});

describe('places of plates', () => {
  const yellow: Colour = [230, 170, 20];
  const grey: Colour = [90, 92, 91];

  it('a yellow ground of two lines is one double-row place', () => {
    const box = { left: 200, top: 120, right: 420, bottom: 230 };
    const picture = paint(640, 360, (x, y) =>
      x >= box.left && x < box.right && y >= box.top && y < box.bottom ? yellow : grey,
    );
    const grounds = plateGrounds(picture);
    expect(grounds).toMatchObject([{ colour: 'yellow' }]);
    const lines = [
      { quad: uprightQuad(255, 127, 365, 158), upright: null, score: 0.9 },
      { quad: uprightQuad(212, 163, 408, 222), upright: null, score: 0.9 },
    ];
    const [best] = platePlaces(lines, grounds, 20).filter(({ rows }) => rows === 2);
    const around = bounds([best!.quad]);
    for (const [edge, value] of Object.entries(box)) {
      expect(Math.abs(around[edge as keyof typeof around] - value), edge).toBeLessThan(14);
    }
    expect(best!.lines).toHaveLength(2);
  });

  it('finds a double-row plate by its ground alone', () => {
    const picture = paint(640, 360, (x, y) => (x > 200 && x < 420 && y > 120 && y < 230 ? yellow : grey));
    expect(platePlaces([], plateGrounds(picture), 9).map(({ rows }) => rows)).toContain(2);
  });

  it('a line of a plate’s shape is looked at as one row and as the lower of two', () => {
    const rows = platePlaces([{ quad: uprightQuad(100, 100, 220, 140), upright: null, score: 0.9 }], [], 9).map(
      (place) => place.rows,
    );
    expect(rows.sort()).toEqual([1, 2]);
  });

  it.each([
    [uprightQuad(0, 0, 30, 10), 'too small to be read'],
    [uprightQuad(0, 0, 600, 40), 'a slogan'],
    [uprightQuad(0, 0, 50, 200), 'a pole'],
  ])('%#: %s', (quad) => {
    expect(platePlaces([{ quad, upright: null, score: 0.9 }], [], 9)).toEqual([]);
  });

  it('never more than asked for', () => {
    const lines = Array.from({ length: 40 }, (_, i) => ({
      quad: uprightQuad(0, i * 50, 120, i * 50 + 36),
      upright: null,
      score: 0.9,
    }));
    expect(platePlaces(lines, [], 7)).toHaveLength(7);
  });

  it('a sloping line is looked at in both its shapes', () => {
    const line = { quad: uprightQuad(100, 100, 220, 140), upright: uprightQuad(99, 98, 221, 139), score: 0.9 };
    expect(platePlaces([line], [], 9)).toHaveLength(4);
  });

  it('looked at again with more room, every place grows on each side before any is left out', () => {
    const places = platePlaces([{ quad: uprightQuad(100, 100, 220, 140), upright: null, score: 0.9 }], [], 9);
    const again = withRoom(places, 4);
    expect(again.slice(0, 2).map(({ rows }) => rows)).toEqual(places.map(({ rows }) => rows));
    again.slice(0, 2).forEach(({ quad }, i) => {
      const [grown, was] = [bounds([quad]), bounds([places[i]!.quad])];
      expect([grown.left < was.left, grown.right > was.right, grown.top < was.top, grown.bottom > was.bottom]).toEqual([
        true,
        true,
        true,
        true,
      ]);
    });
    expect(again).toHaveLength(4);
  });

  it('widening keeps the quad’s own axes', () => {
    const quad = widen(uprightQuad(10, 10, 30, 20), { left: 0.5, right: 0, top: 1, bottom: 0 });
    expect(bounds([quad])).toEqual({ left: 0, top: 0, right: 30, bottom: 20 });
  });
});

describe('the truck’s plate', () => {
  const size = { width: 1920, height: 1080 };
  const near = readingOf([['晋A12345', 0.9]], { box: uprightQuad(900, 700, 1200, 800) });
  const far = readingOf([['京B99999', 0.95]], { box: uprightQuad(100, 300, 180, 325), colour: 'blue' });

  it('is the near yellow one, not the car’s behind it', () => {
    expect(truckFirst([far, near], size).map(({ text }) => text)).toEqual(['晋A12345', '京B99999']);
  });

  it.each([
    ['as near', '京B99999', 300, {}, false],
    ['twice as far', '京B99999', 150, {}, false],
    ['further away', '京B99999', 149, {}, true],
    ['the same one, painted large on the tail', '晋A12345', 400, {}, true],
    ['writing that one reader alone takes for a plate', '京B99999', 300, { agreed: false }, true],
  ] as const)('is the truck’s beyond doubt only where no other vehicle’s stands as near: %s', (_, text, width, more, alone) => {
    const truck = readingOf([['晋A12345', 0.98]], { box: uprightQuad(900, 640, 1200, 800) });
    const other = readingOf([[text, 0.98]], { box: uprightQuad(100, 300, 100 + width, 380), ...more });
    expect(standsAlone(truck, [truck, other])).toBe(alone);
  }); // prettier-ignore

  it('lies in the region of interest', () => {
    const region = { left: 0.3, top: 0.4, right: 0.8, bottom: 1 };
    expect([near, far].map((one) => isInside(one, size, region))).toEqual([true, false]);
  });

  it('is answered once, as the surest of the readings at its place', () => {
    const weaker = readingOf([['晋A1234S', 0.4]], { box: uprightQuad(905, 640, 1190, 805) });
    expect(withoutDoubles([weaker, near, far]).map(({ text }) => text)).toEqual(['京B99999', '晋A12345']);
  });
});
