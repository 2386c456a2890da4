/** Reads the plate in a gate's picture. It waits a while and no longer: the pass is recorded either way. */
import type { Sha256 } from '../../../preload/contract/vocabulary.ts';
import type { Region } from './plate/main-plate.ts';
import type { PlateCandidate } from './plate/plate-reading.ts';
import type { NoPlateAnswer, PlateAnswer, PlatePicture, PlateVote } from './recognition-messages.ts';

export interface GateReaderParts {
  readonly thread: { plates(pictures: readonly PlatePicture[]): Promise<PlateAnswer> };
  /** Where in that camera's picture the vehicle's plate may be; null: anywhere. */
  readonly regionOf: (cameraId: string) => Region | null;
  readonly picture: (sha256: Sha256) => Promise<Buffer>;
  readonly timers: { after(ms: number, run: () => void): () => void };
  readonly log: { warn(fields: object, text: string): void };
}

/** Longer than for a capture: nobody stands at a key, and a plate that was not read is work for a person. */
const WAIT_MS = 8000;

/** The picture is not to blame: asked again it may be read. */
const NOT_NOW: ReadonlySet<NoPlateAnswer> = new Set<NoPlateAnswer>(['plate.busy', 'plate.reader-ended']);

export type GatePlate = PlateCandidate & Pick<PlateVote, 'accepted' | 'color'>;

export class GateReader {
  readonly #parts: GateReaderParts;

  constructor(parts: GateReaderParts) {
    this.#parts = parts;
  }

  /** The vehicle's plate; null: none is seen; later: it took too long, or nobody read just now. Never throws. */
  async look(cameraId: string, sha256: Sha256): Promise<GatePlate | 'later' | null> {
    const { log, timers } = this.#parts;
    let callOff = (): void => undefined;
    const late = new Promise<'later'>((resolve) => {
      callOff = timers.after(WAIT_MS, () => resolve('later'));
    });
    try {
      return await Promise.race([this.#read(cameraId, sha256), late]);
    } catch (err) {
      log.warn({ err, cameraId }, 'the picture of a gate was not read');
      return null;
    } finally {
      callOff();
    }
  }

  async #read(cameraId: string, sha256: Sha256): Promise<GatePlate | 'later' | null> {
    const { picture, regionOf, thread } = this.#parts;
    const jpeg = await picture(sha256);
    const answer = await thread.plates([{ camera: 'front', jpeg, region: regionOf(cameraId) }]);
    if (!answer.ok) return NOT_NOW.has(answer.code) ? 'later' : null;
    const vote = answer.front;
    const first = vote?.top[0];
    if (vote === null || first === undefined) return null;
    return { ...first, confidence: vote.confidence, accepted: vote.accepted, color: vote.color };
  }
}
