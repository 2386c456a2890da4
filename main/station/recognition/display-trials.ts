/**
 * An installer marks a camera's display and tries whether it is read: ten pictures, one after the other, each beside what the
 * indicator said at that moment. Nothing of it touches a weighing; what all ten gave is kept as a sample.
 */
import type {
  DisplayMark,
  DisplaySamples as SamplesOf,
  DisplayShot,
  DisplayTrial,
  FoundDisplay,
  SampleLight,
} from '../../../preload/contract/camera-display.ts';
import { CodedError, type ErrorCode } from '../../../preload/contract/errors.ts';
import {
  timestamp,
  type Clock,
  type EpochMs,
  type Kg,
  type Sha256,
  type Uuid,
} from '../../../preload/contract/vocabulary.ts';
import { displayText } from './display-figures.ts';
import { FACES, placedIn } from './display-place.ts';
import type { DisplaySamples } from './display-samples.ts';
import { isPanel } from './display/panel.ts';
import { cornersOf, isAccepted } from './seen.ts';
import type { DisplayAnswer, DisplayPicture, DisplaySearch, DisplaySearched } from './recognition-messages.ts';

type Picture =
  | {
      readonly ok: true;
      readonly jpeg: Uint8Array;
      readonly width: number;
      readonly height: number;
      readonly takenAt: EpochMs;
    }
  | { readonly ok: false; readonly code: ErrorCode };

/** A camera that looks at a scale from its front or rear. */
export interface TriedCamera {
  readonly id: string;
  takePicture(options: { deadlineMs: number }): Promise<Picture>;
  /** What its scale's indicator says now; null: nothing that counts. */
  weightKg(): Kg | null;
}

export interface DisplayTrialsParts {
  readonly cameras: readonly TriedCamera[];
  readonly thread: {
    display(picture: DisplayPicture): Promise<DisplayAnswer>;
    search(search: DisplaySearch): Promise<DisplaySearched>;
  };
  readonly samples: Pick<DisplaySamples, 'keep' | 'newest'>;
  /** The bytes of a stored picture; null: it is not there. */
  readonly picture: (sha256: Sha256) => Promise<Buffer | null>;
  readonly clock: Clock;
  readonly newId: () => Uuid;
  readonly log: { info(fields: object, text: string): void; warn(fields: object, text: string): void };
}

export const SHOTS = 10;
const DEADLINE_MS = 3000;
/** One after the other without a picture: the camera is not there. */
const MOST_MISSING = 3;
const TYPES = { 'seven-segment': 'segments', 'dot-matrix': 'dots' } as const;
/** How displays show one weight: whole kilograms, or tonnes with so many places. */
const FORMS = [
  { unit: 'kg', decimals: 0 },
  { unit: 't', decimals: 2 },
  { unit: 't', decimals: 3 },
  { unit: 't', decimals: 1 },
] as const;

export class DisplayTrials {
  readonly #parts: DisplayTrialsParts;
  readonly #listeners = new Set<(trial: DisplayTrial) => void>();
  #trial: DisplayTrial | null = null;
  #running: Promise<void> | null = null;
  #stopping = false;

  constructor(parts: DisplayTrialsParts) {
    this.#parts = parts;
  }

  onChange(listener: (trial: DisplayTrial) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The newest since the start. */
  state(): DisplayTrial | null {
    return this.#trial;
  }

  samples(): Promise<SamplesOf[]> {
    const { cameras, samples } = this.#parts;
    return Promise.all(cameras.map(({ id }) => samples.newest(id)));
  }

  /** @throws CodedError camera.unknown | evidence.damaged | camera.not-jpeg | display.not-found | display.reader-ended */
  async find(cameraId: string, sha256: Sha256, digits: number): Promise<FoundDisplay> {
    const weightKg = this.#camera(cameraId).weightKg();
    const jpeg = await this.#parts.picture(sha256);
    if (jpeg === null) throw new CodedError('evidence.damaged', { sha256, found: 'missing' });
    const forms = FORMS.flatMap((form) => {
      const text = weightKg === null ? null : displayText(weightKg, form);
      return text === null ? [] : [{ ...form, text }];
    });
    const expected = forms.map(({ text }) => text);
    const answer = await this.#parts.thread.search({ jpeg, expected, places: digits });
    if (!answer.ok)
      throw new CodedError(answer.trouble === 'reader-ended' ? 'display.reader-ended' : 'camera.not-jpeg');
    if (answer.proposal === null) throw new CodedError('display.not-found');
    const { digitHeight, kind, panel, text, digits: places } = answer.proposal;
    const form = forms.find((one) => one.text === text);
    return {
      mark: { corners: cornersOf(panel), digits: places, type: TYPES[kind] },
      text,
      asIndicator: form !== undefined,
      form: form === undefined ? null : { unit: form.unit, decimals: form.decimals },
      digitHeight: Math.round(digitHeight),
    };
  }

  /** Goes on by itself. @throws CodedError camera.unknown | display.mark-invalid | display.trial-running */
  begin(cameraId: string, mark: DisplayMark, light: SampleLight): DisplayTrial {
    const camera = this.#camera(cameraId);
    if (this.#running !== null) throw new CodedError('display.trial-running');
    const [width, height] = mark.pictureSize;
    const panel = placedIn(mark, { width, height });
    if (panel === null || !isPanel(panel)) throw new CodedError('display.mark-invalid');
    const { clock, log, newId } = this.#parts;
    const trial: DisplayTrial = {
      id: newId(),
      cameraId,
      light,
      mark,
      startedAt: timestamp(clock.wall()),
      shots: [],
      of: SHOTS,
      state: 'running',
      code: null,
    };
    this.#stopping = false;
    this.#tell(trial);
    this.#running = this.#run(camera, trial)
      .catch((err: unknown) => {
        log.warn({ err, cameraId }, 'a display could not be tried');
        this.#end('failed', err instanceof CodedError ? err.code : 'rpc.fault');
      })
      .finally(() => {
        this.#running = null;
      });
    return trial;
  }

  /** Resolves when the picture that is being taken has come; nothing is kept. */
  async stop(): Promise<DisplayTrial | null> {
    this.#stopping = true;
    await this.#running;
    return this.#trial;
  }

  async #run(camera: TriedCamera, trial: DisplayTrial): Promise<void> {
    const pictures: (Uint8Array | null)[] = [];
    const shots: DisplayShot[] = [];
    while (shots.length < SHOTS) {
      const { jpeg, shot } = await this.#shoot(camera, trial.mark);
      if (this.#stopping) return this.#end('stopped', null);
      pictures.push(jpeg);
      shots.push(shot);
      const newest = shots.slice(-MOST_MISSING);
      if (newest.length === MOST_MISSING && newest.every(({ code }) => code !== null))
        return this.#end('failed', shot.code);
      // The last one is told with the end.
      if (shots.length < SHOTS) this.#tell({ ...trial, shots: [...shots] });
    }
    const done: DisplayTrial = { ...trial, shots, state: 'done' };
    await this.#parts.samples.keep(done, pictures);
    this.#parts.log.info({ cameraId: camera.id, light: trial.light }, 'a display was tried and its pictures are kept');
    this.#tell(done);
  }

  async #shoot(
    camera: TriedCamera,
    mark: DisplayMark,
  ): Promise<{ readonly jpeg: Uint8Array | null; readonly shot: DisplayShot }> {
    const { clock, thread } = this.#parts;
    const before = camera.weightKg();
    const picture = await camera.takePicture({ deadlineMs: DEADLINE_MS });
    const after = camera.weightKg();
    const indicatorKg = before === after ? before : null;
    const at = timestamp(picture.ok ? picture.takenAt : clock.wall());
    const unread: DisplayShot = {
      at,
      code: null,
      text: null,
      accepted: false,
      legibility: 0,
      indicatorKg,
      verdict: indicatorKg === null ? null : 'cannot-tell',
      trouble: null,
    };
    if (!picture.ok) return { jpeg: null, shot: { ...unread, code: picture.code } };
    const { jpeg } = picture;
    const panel = placedIn(mark, picture);
    if (panel === null) return { jpeg, shot: { ...unread, trouble: 'picture-shape' } };
    const expected = (indicatorKg === null ? null : displayText(indicatorKg, mark)) ?? '';
    const answer = await thread.display({
      jpeg,
      panel,
      kind: FACES[mark.type],
      decimals: mark.decimals,
      expected,
      near: [],
    });
    if (!answer.ok) return { jpeg, shot: { ...unread, trouble: answer.trouble } };
    const { reading, verification } = answer;
    const verdict = expected === '' ? null : verification.verdict;
    return {
      jpeg,
      shot: {
        ...unread,
        text: reading.text?.slice(0, 16) ?? null,
        accepted: isAccepted(reading),
        legibility: Math.min(100, Math.max(0, Math.round(reading.legibility))),
        verdict,
        trouble: verdict === 'matches' ? null : reading.trouble,
      },
    };
  }

  #camera(cameraId: string): TriedCamera {
    const camera = this.#parts.cameras.find(({ id }) => id === cameraId);
    if (camera === undefined) throw new CodedError('camera.unknown', { cameraId });
    return camera;
  }

  #end(state: 'stopped' | 'failed', code: ErrorCode | null): void {
    if (this.#trial !== null) this.#tell({ ...this.#trial, state, code });
  }

  #tell(trial: DisplayTrial): void {
    this.#trial = trial;
    for (const listener of this.#listeners) listener(trial);
  }
}
