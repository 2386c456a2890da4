/** A clip of every camera of a scale for every truck on it: from before it came until it left. */
import type { Uuid } from '../../../preload/contract/vocabulary.ts';
import type { WeighingState } from '../../../preload/contract/weighing.ts';
import type { ClipRecorder } from './clip-recorder.ts';
import type { ClipRules } from './video-messages.ts';

export interface PassRecorderParts {
  readonly recorder: Pick<ClipRecorder, 'begin' | 'end'>;
  readonly camerasOf: (scaleId: string) => readonly string[];
  readonly rules: ClipRules;
}

interface OnDeck {
  readonly passId: Uuid;
  readonly clips: readonly Uuid[];
}

export class PassRecorder {
  readonly #parts: PassRecorderParts;
  readonly #onDeck = new Map<string, OnDeck>();

  constructor(parts: PassRecorderParts) {
    this.#parts = parts;
  }

  /** To be told every state of every scale's weighing, the first one included. */
  changed({ passId, scaleId }: Pick<WeighingState, 'passId' | 'scaleId'>): void {
    const { camerasOf, recorder, rules } = this.#parts;
    const before = this.#onDeck.get(scaleId);
    if ((before?.passId ?? null) === passId) return;
    for (const clip of before?.clips ?? []) recorder.end(clip);
    this.#onDeck.delete(scaleId);
    if (passId === null) return;
    const clips = camerasOf(scaleId).map((cameraId) => recorder.begin({ cameraId, cause: 'pass', passId, rules }));
    this.#onDeck.set(scaleId, { passId, clips: clips.filter((clip) => clip !== null) });
  }
}
