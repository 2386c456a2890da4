/**
 * When a weight counts as steady. Rule (station-contract.md, `scale.stability`; protocols.md §1.6): over the last
 * `windowMs`, max − min ≤ toleranceDivisions × divisionKg, at least 5 frames, no gap, the window wholly covered, and
 * where the indicator has a stable flag, every flag in the window true.
 *
 * Checksums of indicators do not see swapped digits, so one frame is never a weight: this window is what demands several
 * equal ones before anything is saved.
 */
import { kg } from '../../../preload/contract/vocabulary.ts';
import type { Kg, MonotonicMs } from '../../../preload/contract/vocabulary.ts';

export interface StabilityRule {
  /** Above 0. */
  readonly windowMs: number;
  /** toleranceDivisions × divisionKg. */
  readonly toleranceKg: Kg;
}

export interface Stability extends StabilityRule {
  readonly steady: boolean;
  /** Frames in the window. */
  readonly samples: number;
  /** max − min of the window; null when it holds no frame, or one without a weight. */
  readonly spreadKg: Kg | null;
  /** Whether every flag of the window is true; null where the indicator has none. */
  readonly indicatorFlag: boolean | null;
  /** 0…1: how much of the window, back from now, is steady already; 1 exactly when `steady`. */
  readonly progress: number;
}

const MIN_SAMPLES = 5;
/** Longer than this between two frames, or from the newest to now, is a gap (protocols.md §1.10: stale). */
const GAP_MS = 1000;
/** The window is kept in at most so many cells; below 170 frames a second each frame has its own at 3 s. */
const CELLS_A_WINDOW = 512;

/** Frames that arrived so close together that one cell holds them all. */
interface Cell {
  first: number;
  last: number;
  min: number;
  max: number;
  count: number;
  /** A frame without a weight is among them. */
  blank: boolean;
  flagged: boolean;
  moving: boolean;
}

/** The frames of the last window. Its state is bounded at any frame rate; feed it every frame, in order. */
export class StabilityWindow {
  readonly rule: StabilityRule;
  readonly #resolutionMs: number;
  readonly #cells: Cell[];
  /** Index of the newest cell and how many are in use. */
  #newest = 0;
  #used = 0;

  constructor(rule: StabilityRule) {
    this.rule = rule;
    this.#resolutionMs = rule.windowMs / CELLS_A_WINDOW;
    // One for the frame at or before the window's beginning, one for the newest, one because cells are not aligned to it.
    this.#cells = Array.from({ length: CELLS_A_WINDOW + 3 }, emptyCell);
  }

  /** Cells in use; never more than a fixed number. */
  get cells(): number {
    return this.#used;
  }

  /** Forgets everything: after a restart of the scale. */
  clear(): void {
    this.#used = 0;
  }

  /** One frame; `weightKg` null where it has no weight (out of range), `stableFlag` null where it has no flag. */
  push(at: MonotonicMs, weightKg: Kg | null, stableFlag: boolean | null): void {
    const newest = this.#used === 0 ? null : this.#cell(0);
    if (newest !== null && at < newest.last) this.clear();
    const joins = this.#used > 0 && newest !== null && at - newest.first < this.#resolutionMs;
    const cell = joins ? newest : this.#nextCell(at);
    cell.last = at;
    cell.count += 1;
    if (weightKg === null) cell.blank = true;
    else {
      cell.min = Math.min(cell.min, weightKg);
      cell.max = Math.max(cell.max, weightKg);
    }
    if (stableFlag !== null) cell.flagged = true;
    if (stableFlag === false) cell.moving = true;
  }

  evaluate(now: MonotonicMs): Stability {
    const { windowMs, toleranceKg } = this.rule;
    const begin = now - windowMs;
    let samples = 0;
    let min = Infinity;
    let max = -Infinity;
    let blank = false;
    let flagged = false;
    let moving = false;
    let later: number = now;
    let steadySamples = 0;
    let steadyFrom: number = now;
    let unbroken = true;

    // Back from the newest to the last frame at or before the window's beginning: its weight held when the window began.
    for (let age = 0; age < this.#used; age += 1) {
      const cell = this.#cell(age);
      const gap = later - cell.last > GAP_MS;
      const before = cell.last <= begin;
      // A frame from before a gap says nothing about the window.
      if (before && gap) break;
      samples += cell.count;
      min = Math.min(min, cell.min);
      max = Math.max(max, cell.max);
      blank ||= cell.blank;
      flagged ||= cell.flagged;
      moving ||= cell.moving;
      unbroken &&= !gap && !blank && !moving && max - min <= toleranceKg;
      if (unbroken) {
        steadySamples += cell.count;
        steadyFrom = cell.first;
      }
      later = cell.first;
      if (cell.first <= begin) break;
    }

    const covered = Math.max(0, (now - steadyFrom) / windowMs);
    const progress = Math.min(covered, steadySamples / MIN_SAMPLES, 1);
    return {
      windowMs,
      toleranceKg,
      steady: unbroken && progress === 1,
      samples,
      spreadKg: samples === 0 || blank ? null : kg(max - min),
      indicatorFlag: flagged ? !moving : null,
      progress: unbroken ? progress : Math.min(progress, 0.99),
    };
  }

  /** The cell that is `age` cells older than the newest. */
  #cell(age: number): Cell {
    const { length } = this.#cells;
    const cell = this.#cells[(this.#newest - age + length) % length];
    if (cell === undefined) throw new RangeError(`no stability cell ${age}`);
    return cell;
  }

  #nextCell(at: number): Cell {
    this.#newest = (this.#newest + 1) % this.#cells.length;
    this.#used = Math.min(this.#used + 1, this.#cells.length);
    const cell = this.#cell(0);
    Object.assign(cell, emptyCell(), { first: at, last: at });
    return cell;
  }
}

function emptyCell(): Cell {
  return { first: 0, last: 0, min: Infinity, max: -Infinity, count: 0, blank: false, flagged: false, moving: false };
}
