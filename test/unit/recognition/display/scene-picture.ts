import { type Panel } from '../../../../main/station/recognition/display/panel.ts';
import { type DisplayScene, drawScene, type SceneWishes } from '../../../sim/displays/display-scene.ts';
import { type SeenPicture, seenScene } from '../../../sim/displays/render-scene.ts';

/** A drawn scene as the readers get it. Small around the panel, so that drawing is quick. */
export function scenePicture(
  seed: number,
  wishes: SceneWishes = {},
  change: (scene: DisplayScene) => DisplayScene = (scene) => scene,
): { scene: DisplayScene; picture: SeenPicture; panel: Panel } {
  const scene = change(drawScene(seed, { size: { width: 480, height: 270 }, panelPixels: 300, ...wishes }));
  const [a, b, c, d] = scene.corners;
  if (a === undefined || b === undefined || c === undefined || d === undefined)
    throw new Error('a panel has four corners');
  return { scene, picture: seenScene(scene), panel: [a, b, c, d] };
}

/** Lit evenly, in focus, without shake: what a test changes is all that is odd. */
export function plain(scene: DisplayScene): DisplayScene {
  return {
    ...scene,
    placeLight: scene.placeLight.map(() => 1),
    rowLight: scene.rowLight.map(() => 1),
    lampLight: 0.7,
    ambient: 0.1,
    unlit: 0.05,
    defocus: 0.6,
    bloom: 0.04,
    motion: { dx: 0, dy: 0 },
    glare: null,
    noise: 1,
    jpegQuality: 90,
    clutter: [],
  };
}
