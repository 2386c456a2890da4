/** What stands beside a display, and what a panel that is not where it was cuts off. */
import { describe, expect, it } from 'vitest';
import { beyondPanel } from '../../../../main/station/recognition/display/beyond-panel.ts';
import { moved, type Panel } from '../../../../main/station/recognition/display/panel.ts';
import { NOTHING_KNOWN } from '../../../../main/station/recognition/display/reading.ts';
import { readPanel } from '../../../../main/station/recognition/display/read-panel.ts';
import { read } from '../../../../main/station/recognition/display/read.ts';
import { ACCEPT } from '../../../../main/station/recognition/display/reading.ts';
import { type Clutter, type DisplayScene } from '../../../sim/displays/display-scene.ts';
import { seenScene } from '../../../sim/displays/render-scene.ts';
import { plain, scenePicture } from './scene-picture.ts';

const WIDE = { value: '36306', kind: 'seg' as const, size: { width: 960, height: 540 } };
const SIX: (scene: DisplayScene) => DisplayScene = (scene) => ({
  ...plain(scene),
  panel: { ...scene.panel, places: 6, font: 1, tails: true },
});

function right(panel: Panel): number {
  return Math.max(panel[1].x, panel[2].x);
}

describe('what is coloured beside a panel', () => {
  const red = [0.9, 0.05, 0.03] as const;
  const orange = [0.8, 0.35, 0.02] as const;
  const { panel, scene } = scenePicture(3, WIDE, SIX);
  const top = Math.min(panel[0].y, panel[1].y);
  it.each<[what: string, thing: Clutter]>([
    ['a wall', { x: right(panel) - 40, y: top - 60, width: 200, height: 260, rgb: orange, round: false }],
    ['a lamp', { x: right(panel) + 20, y: top, width: 40, height: 40, rgb: red, round: true }],
    ['a stripe above', { x: panel[0].x - 50, y: top - 40, width: 500, height: 36, rgb: red, round: false }],
  ])('%s cuts no number off', (_what, thing) => {
    const picture = seenScene({ ...scene, ambient: 0.3, clutter: [thing] });
    expect(read(picture, panel)).toMatchObject({ text: '36306', found: 'as-configured', trouble: null });
  });
});

describe('a side of the panel', () => {
  const { picture, panel } = scenePicture(3, WIDE, SIX);
  const ofPlace = (right(panel) - panel[0].x) / 6.6;

  it('cuts nothing off where the number ends inside', () => {
    const seen = readPanel(picture, panel, NOTHING_KNOWN);
    expect(seen === null ? null : beyondPanel(picture, panel, seen).whole).toBe(1);
  });

  it.each([
    ['the last digit', -1],
    ['the first digits', 2.2],
  ])('that cuts %s off is noticed, and where the number goes on', (_which, places) => {
    const cut = moved(panel, ofPlace * places, 0);
    const seen = readPanel(picture, cut, NOTHING_KNOWN);
    if (seen === null) throw new Error('most of the number is still in the panel');
    const { whole, box } = beyondPanel(picture, cut, seen);
    expect(whole).toBe(0);
    expect(places < 0 ? box.right : -box.left).toBeGreaterThan(places < 0 ? 1 : 0);
    const reading = read(picture, cut);
    expect(reading.text === '36306' || reading.confidence < ACCEPT).toBe(true);
  });

  it.each([24, -22])('that cuts points off (%i pixels) does not make another number of it', (down) => {
    const pointed = scenePicture(5, { ...WIDE, value: '66.61' }, SIX);
    const reading = read(pointed.picture, moved(pointed.panel, 0, down));
    expect(reading).toMatchObject({ text: '66.61', trouble: null });
  });
});

describe('looked for in the whole picture', () => {
  it('a lamp brighter than the display is none', () => {
    const { scene } = scenePicture(3, { ...WIDE, value: '807' }, SIX);
    const lamp = { x: 60, y: 40, width: 26, height: 26, rgb: [1, 0.05, 0.02] as const, round: true };
    const reading = read(seenScene({ ...scene, ambient: 0.5, unlit: 0.02, clutter: [lamp] }), null);
    expect(reading).toMatchObject({ text: '807', found: 'searched' });
  });

  it('a lone digit is never sure: a lamp may be one', () => {
    const { picture } = scenePicture(3, { ...WIDE, value: '0' }, SIX);
    const reading = read(picture, null);
    expect(reading.text).toBe('0');
    expect(reading.confidence).toBeLessThan(ACCEPT);
  });

  it('of two displays that say something else none is sure', () => {
    const one = scenePicture(3, { ...WIDE, size: { width: 480, height: 270 } }, SIX).picture;
    const other = scenePicture(3, { ...WIDE, value: '4520', size: { width: 480, height: 270 } }, SIX).picture;
    const data = new Uint8Array(one.data.length + other.data.length);
    data.set(one.data);
    data.set(other.data, one.data.length);
    const reading = read({ width: 480, height: 540, channels: 3, data }, null);
    expect(reading).toMatchObject({ confidence: 0, trouble: 'illegible' });
  });
});
