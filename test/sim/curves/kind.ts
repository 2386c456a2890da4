/** A named sort of pass, and how to draw one that came to something. */
import { Chance } from './chance.ts';
import type { SimulatedPass } from './scene.ts';

export interface Kind {
  readonly name: string;
  /** What happens, in half a line. */
  readonly says: string;
  /** null: nothing came of this draw (it never got steady, for example). */
  draw(chance: Chance): SimulatedPass | null;
}

export interface Cheat extends Kind {
  /** What it should be called; none where the curve cannot show it. */
  readonly expects: readonly string[];
}

/** Draws until something comes of it; every seed gives one pass, always the same. */
export function draw(kind: Kind, seed: number): SimulatedPass {
  const chance = new Chance(seed ^ named(kind.name));
  for (let tries = 0; tries < 200; tries += 1) {
    const pass = kind.draw(new Chance(chance.seed()));
    if (pass !== null) return pass;
  }
  throw new Error(`${kind.name}: nothing comes of seed ${seed}`);
}

/** Two kinds never share their trucks and sites, whatever their seeds (FNV-1a of the name). */
function named(name: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < name.length; i += 1) hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  return hash;
}
