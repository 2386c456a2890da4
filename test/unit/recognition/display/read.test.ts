import { describe, expect, it } from 'vitest';
import { moved } from '../../../../main/station/recognition/display/panel.ts';
import { read } from '../../../../main/station/recognition/display/read.ts';
import { ACCEPT } from '../../../../main/station/recognition/display/reading.ts';
import { type DisplayScene } from '../../../sim/displays/display-scene.ts';
import { plain, scenePicture } from './scene-picture.ts';

type Change = (scene: DisplayScene) => DisplayScene;
const PLACES: Change = (scene) => ({ ...plain(scene), panel: { ...scene.panel, places: 6, font: 1, tails: true } });

describe('the display in a picture is read', () => {
  it.each<[why: string, kind: 'seg' | 'dot', value: string, change?: Change]>([
    ['a lone nought, dark places left of it', 'seg', '0'],
    ['a lone nought of dots, with its slash', 'dot', '0'],
    ['a leading 1 is no blank', 'seg', '19848'],
    ['a leading 1 of dots', 'dot', '11541'],
    ['every segment', 'seg', '88888'],
    ['all other digits', 'seg', '23567'],
    ['and as dots', 'dot', '90672'],
    ['less than nothing', 'seg', '-20'],
    ['a decimal point', 'seg', '36.68'],
    ['a decimal point of dots', 'dot', '24.06'],
    ['nothing, in tonnes', 'seg', '0.00'],
    ['6 and 9 without their tails', 'seg', '69', (scene) => ({ ...scene, panel: { ...scene.panel, tails: false } })],
    ['italic', 'seg', '47150', (scene) => ({ ...scene, panel: { ...scene.panel, slant: 0.17 } })],
    ['amber', 'seg', '5203', (scene) => ({ ...scene, colour: 'amber' })],
    ['green', 'dot', '317', (scene) => ({ ...scene, colour: 'green' })],
    ['unlit lamps in daylight', 'seg', '743', (scene) => ({ ...scene, unlit: 0.16, ambient: 0.4 })],
    [
      'places lit unevenly by multiplexing',
      'seg',
      '95871',
      (scene) => ({ ...scene, placeLight: [1, 0.9, 0.45, 1, 0.6, 0.8] }),
    ],
    ['rows lit unevenly', 'dot', '4812', (scene) => ({ ...scene, rowLight: [1, 1, 0.6, 0.6, 0.6, 1, 1] })],
    ['out of focus', 'seg', '6230', (scene) => ({ ...scene, defocus: 1.5 })],
    ['the camera shakes', 'seg', '1449', (scene) => ({ ...scene, motion: { dx: 2, dy: 1 } })],
    [
      'blown out at night',
      'seg',
      '281',
      (scene) => ({
        ...scene,
        panel: { ...scene.panel, digitWidth: 0.56, pitch: 0.8 },
        lampLight: 12,
        ambient: 0.004,
        light: 'night',
        bloom: 0.06,
      }),
    ],
    [
      'the sun beside the number',
      'seg',
      '914',
      (scene) => ({ ...scene, glare: { x: 0.15, y: 0.3, radius: 0.08, strength: 0.15 } }),
    ],
  ])('%s (%s %s)', (_why, kind, value, change = (scene) => scene) => {
    const { picture, panel } = scenePicture(7, { kind, value, light: 'dusk' }, (scene) => change(PLACES(scene)));
    const reading = read(picture, panel);
    expect(reading.text).toBe(value);
    expect(reading.confidence).toBeGreaterThanOrEqual(ACCEPT);
    expect(reading.kind).toBe(kind === 'seg' ? 'seven-segment' : 'dot-matrix');
    expect(reading.found).toBe('as-configured');
  });
});

it('a number of ones alone is read, whichever kind it is taken for', () => {
  const { picture, panel } = scenePicture(7, { kind: 'seg', value: '111' }, PLACES);
  expect(read(picture, panel)).toMatchObject({ text: '111', trouble: null });
});

describe('what cannot be read is not guessed', () => {
  it('nothing is lit', () => {
    const { picture, panel } = scenePicture(7, { value: '123' }, (scene) => ({
      ...PLACES(scene),
      lampLight: 0,
      unlit: 0,
    }));
    expect(read(picture, panel)).toMatchObject({ text: null, confidence: 0, trouble: 'nothing-lit' });
  });

  it('the sun where a leading digit could be', () => {
    const { picture, panel } = scenePicture(7, { value: '42', kind: 'seg' }, (scene) => ({
      ...PLACES(scene),
      lampLight: 0.25,
      glare: { x: 0.2, y: 0.5, radius: 0.2, strength: 1.5 },
    }));
    expect(read(picture, panel).confidence).toBeLessThan(ACCEPT);
  });

  it('the sun over the last digit', () => {
    const { picture, panel } = scenePicture(7, { value: '49360', kind: 'seg' }, (scene) => ({
      ...PLACES(scene),
      lampLight: 0.3,
      glare: { x: 0.93, y: 0.5, radius: 0.07, strength: 2 },
    }));
    const reading = read(picture, panel);
    expect(reading.confidence >= ACCEPT && reading.text !== '49360').toBe(false);
  });

  it('a digit that is almost dark makes the number unsure', () => {
    const { picture, panel } = scenePicture(7, { value: '52420', kind: 'seg' }, (scene) => ({
      ...PLACES(scene),
      placeLight: [1, 0.06, 1, 1, 1, 1],
    }));
    const reading = read(picture, panel);
    expect(reading.confidence >= ACCEPT && reading.text !== '52420').toBe(false);
  });
});

describe('the panel is not where the configuration says', () => {
  const wide = { value: '60126', kind: 'seg' as const, size: { width: 960, height: 540 } };

  it.each([
    ['a little to the left', -30, 0],
    ['to the right, down', 25, 14],
    ['up', 0, -20],
  ])('nudged %s', (_where, dx, dy) => {
    const { picture, panel } = scenePicture(3, wide, PLACES);
    const reading = read(picture, moved(panel, dx, dy));
    // Never half a number: all of it, or nothing that would be accepted.
    if (reading.confidence >= ACCEPT) expect(reading.text).toBe('60126');
    expect(reading.text === '60126' || reading.confidence < ACCEPT).toBe(true);
  });

  it('nudged by a twentieth, it says so and reads on', () => {
    const { picture, panel } = scenePicture(3, wide, PLACES);
    expect(read(picture, moved(panel, -40, 6))).toMatchObject({ text: '60126', found: 'shifted', trouble: null });
  });

  it('further away it says so and does not read', () => {
    const { picture, panel, scene } = scenePicture(3, wide, PLACES);
    const away = (scene.corners[0]?.y ?? 0) > 270 ? -230 : 230;
    const reading = read(picture, moved(panel, 0, away));
    expect(reading).toMatchObject({ text: null, confidence: 0, trouble: 'panel-elsewhere' });
    expect(reading.panel).not.toBeNull();
  });

  it('without corners it is looked for', () => {
    const { picture } = scenePicture(3, wide, PLACES);
    expect(read(picture, null)).toMatchObject({ text: '60126', found: 'searched' });
  });
});

describe('what is no picture or no panel', () => {
  const dark = { width: 64, height: 32, data: new Uint8Array(64 * 32 * 3), channels: 3 };
  it.each([
    ['too few bytes', { ...dark, data: new Uint8Array(10) }],
    ['no width', { ...dark, width: 0 }],
    ['half a pixel', { ...dark, width: 64.5 }],
    ['endless', { ...dark, width: 100_000, height: 100_000 }],
    ['two channels', { ...dark, channels: 2 }],
  ])('%s', (_what, picture) => {
    expect(read(picture, null).trouble).toBe('picture-damaged');
  });
  it.each([
    ['counter-clockwise', [0, 0, 0, 20, 60, 20, 60, 0]],
    ['a point', [5, 5, 5, 5, 5, 5, 5, 5]],
    ['no number', [NaN, 0, 60, 0, 60, 20, 0, 20]],
  ])('%s', (_what, [ax = 0, ay = 0, bx = 0, by = 0, cx = 0, cy = 0, dx = 0, dy = 0]) => {
    const panel = [
      { x: ax, y: ay },
      { x: bx, y: by },
      { x: cx, y: cy },
      { x: dx, y: dy },
    ] as const;
    expect(read(dark, panel).trouble).toBe('panel-invalid');
  });
  it('a dark picture', () => expect(read(dark, null).trouble).toBe('nothing-lit'));
});
