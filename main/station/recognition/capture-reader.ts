/**
 * Reads the pictures of a capture as soon as they are on disk: first the big displays, whose answer may stop the truck, then the
 * plates. What was read is told as it comes and kept beside the capture; nothing here changes a weight, and a reader that
 * fails, hangs or is not there leaves the weighing as it would be without one.
 */
import type { Image } from '../../../preload/contract/documents.ts';
import {
  MOST_PUSHED,
  type Corners,
  type DisplaySeen,
  type PlatePushed,
  type PlateSeen,
  type Readings,
} from '../../../preload/contract/readings.ts';
import {
  timestamp,
  type Clock,
  type Kg,
  type Sha256,
  type Timestamp,
  type Uuid,
} from '../../../preload/contract/vocabulary.ts';
import { displayText } from './display-figures.ts';
import { displayFrame, displayNumber, withFrame } from './display-number.ts';
import { FACES, placedIn } from './display-place.ts';
import type { Region } from './plate/main-plate.ts';
import { lookAlikes } from '../rules/plate-look-alike.ts';
import { snapToKnown } from './plate/confusable.ts';
import type { DisplayAnswer, DisplayPicture, PlateAnswer, PlatePicture, PlateVote } from './recognition-messages.ts';
import { Round } from './reading-round.ts';
import { cornersOf, displaySeen, lookedAt, unread } from './seen.ts';

/** How a camera sees a display, as the configuration says (station-contract.md, cameras[].display). */
export interface DisplayMark {
  readonly corners: Corners;
  readonly type: 'segments' | 'dots';
  readonly unit: 'kg' | 't';
  readonly decimals: number;
  /** Of the picture in which it was marked. */
  readonly pictureSize: readonly [width: number, height: number];
}

export interface Captured {
  readonly id: Uuid;
  readonly scaleId: string;
  /** What smart cameras pushed since then may be of this truck. */
  readonly pushedFromMs: number;
  readonly weightKg: Kg;
  readonly images: readonly Image[];
  /** What the same truck may weigh a moment later. */
  readonly nearKg: readonly Kg[];
}

export interface CaptureReaderParts {
  readonly thread: {
    plates(pictures: readonly PlatePicture[]): Promise<PlateAnswer>;
    display(picture: DisplayPicture): Promise<DisplayAnswer>;
  };
  /** Whether plates are looked for. */
  readonly plates: boolean;
  /** Of so many trucks the plate is asked without showing what was read. */
  readonly blindShare: number;
  /** Of the camera with this id; null where none is marked. */
  readonly displayOf: (cameraId: string) => DisplayMark | null;
  /** Where in that camera's picture the truck's plate may be; null: anywhere. */
  readonly regionOf: (cameraId: string) => Region | null;
  /** The bytes of a stored picture. */
  readonly picture: (sha256: Sha256) => Promise<Buffer>;
  /** What the smart cameras of this capture's scale pushed in its time, oldest first. */
  readonly pushed: (captured: Captured) => readonly PlatePushed[];
  /** Those of these plates that the vehicle file knows. */
  readonly known: (plates: readonly string[]) => ReadonlySet<string>;
  readonly store: {
    add(captureId: Uuid, at: Timestamp, readings: Readings): void;
    newest(captureId: Uuid): Readings | null;
  };
  readonly clock: Clock;
  readonly timers: { after(ms: number, run: () => void): () => void };
  /** In [0, 1). */
  readonly random: () => number;
  readonly log: { warn(fields: object, text: string): void };
}

/** So long a record waits for what is being read. Two pictures take a good second of one core. */
const WAIT_MS = 4000;
/** Trucks whose readings are at hand once they were read; the rest are in the store. Far more than can wait on all scales. */
const KEPT = 64;

/** So many pictures of one camera are read together, the present one among them. */
const FRAMES = 3;

const NOTHING: Readings = {
  state: 'reading',
  pictures: [],
  plateFront: null,
  plateRear: null,
  plateTrouble: null,
  displays: [],
  displayKg: null,
  pushed: [],
  blind: false,
};

export class CaptureReader {
  readonly #parts: CaptureReaderParts;
  readonly #rounds = new Map<Uuid, Round>();
  readonly #listeners = new Set<(captureId: Uuid, readings: Readings) => void>();

  constructor(parts: CaptureReaderParts) {
    this.#parts = parts;
  }

  onReadings(listener: (captureId: Uuid, readings: Readings) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Starts reading; again for a capture whose pictures were taken again. Never throws. */
  begin(captured: Captured): void {
    const { blindShare, log, random } = this.#parts;
    const before = this.#rounds.get(captured.id);
    before?.replaced();
    this.#rounds.delete(captured.id);
    const blind = before?.readings.blind ?? random() < blindShare;
    const pictures = lookedAt(captured).map(({ sha256 }) => sha256);
    const pushed = this.#withPushed(before?.readings.pushed ?? [], captured);
    const frames = [...lookedAt(captured), ...(before?.frames ?? [])].slice(0, 2 * FRAMES);
    const round = new Round({ ...NOTHING, pictures, pushed, blind }, { frames, shown: before?.shown ?? [] });
    this.#keep(captured.id, round);
    void this.#read(captured, round)
      .catch((err: unknown) => log.warn({ err, captureId: captured.id }, 'the pictures of a capture were not read'))
      .finally(() => this.#end(captured.id, round));
  }

  /** As {@link begin} after a restart: what was read of these very pictures stands, and whether it was asked blind. */
  resume(captured: Captured): void {
    const kept = this.#parts.store.newest(captured.id);
    const same =
      kept !== null && JSON.stringify(kept.pictures) === JSON.stringify(lookedAt(captured).map(({ sha256 }) => sha256));
    if (kept !== null) this.#keep(captured.id, new Round(kept));
    if (!same) this.begin(captured);
  }

  /** A smart camera of the scale has said something while the truck stands there: told, and kept, beside what was read. */
  pushed(captured: Captured): void {
    const round = this.#rounds.get(captured.id);
    if (round === undefined) return;
    const before = round.readings.pushed;
    const pushed = this.#withPushed(before, captured);
    if (pushed.length === before.length) return;
    round.readings = { ...round.readings, pushed };
    // Else it is kept with what is being read.
    if (round.readings.state === 'done') this.#store(captured.id, round);
    this.#tell(captured.id, round, {});
  }

  /** What a person may have seen stays, and each plate of a camera is there once: so a truck has few rows, whatever comes. */
  #withPushed(before: readonly PlatePushed[], captured: Captured): PlatePushed[] {
    const fresh = this.#parts
      .pushed(captured)
      .filter((one) => !before.some(({ cameraId, text }) => cameraId === one.cameraId && text === one.text));
    return [...before, ...fresh].slice(0, MOST_PUSHED);
  }

  #keep(captureId: Uuid, round: Round): void {
    this.#rounds.set(captureId, round);
    for (const [id, { readings }] of this.#rounds) {
      if (this.#rounds.size <= KEPT) return;
      if (readings.state === 'done') this.#rounds.delete(id);
    }
  }

  /** What is read so far; null where nothing was begun since the start. */
  of(captureId: Uuid): Readings | null {
    return this.#rounds.get(captureId)?.readings ?? null;
  }

  /** What was read, or what was read so far when it takes too long. */
  async settled(captureId: Uuid): Promise<Readings | null> {
    const round = this.#rounds.get(captureId);
    if (round === undefined || round.readings.state === 'done') return round?.readings ?? null;
    let callOff = (): void => undefined;
    const late = new Promise<void>((resolve) => {
      callOff = this.#parts.timers.after(WAIT_MS, resolve);
    });
    await Promise.race([round.ended, late]);
    callOff();
    const now = this.#rounds.get(captureId);
    // Its pictures were taken again meanwhile: what is read of the new ones counts.
    return now === undefined || now === round ? round.readings : this.settled(captureId);
  }

  async #read(captured: Captured, round: Round): Promise<void> {
    const { displayOf, log, picture, plates } = this.#parts;
    const pictures: { readonly image: Image; readonly jpeg: Buffer }[] = [];
    for (const image of lookedAt(captured)) {
      const mark = displayOf(image.cameraId);
      if (mark === null && !plates) continue;
      const jpeg = await picture(image.sha256).catch((err: unknown) => {
        log.warn({ err, sha256: image.sha256 }, 'a stored picture could not be read again');
        return null;
      });
      if (jpeg !== null) pictures.push({ image, jpeg });
      if (mark === null) continue;
      const seen =
        jpeg === null ? unread(image, 'picture-damaged') : await this.#display(captured, round, image, jpeg, mark);
      const displayKg = displayNumber(round.shown);
      this.#tell(captured.id, round, { displays: [...round.readings.displays, seen], displayKg });
    }
    if (!plates) return;
    pictures.push(...(await this.#earlier(captured, round)));
    const answer = await this.#parts.thread.plates(
      pictures.map(({ image, jpeg }) => ({ camera: endOf(image), jpeg, region: this.#parts.regionOf(image.cameraId) })),
    );
    // The truck stands where it stood: what was seen best in an earlier picture is there in the present one, too.
    const seenIn = (vote: PlateVote | null): PlateSeen | null => {
      const best = vote === null ? undefined : pictures[vote.picture]?.image;
      const present = captured.images.find(({ role }) => role === best?.role);
      return vote === null ? null : this.#plate(vote, (present ?? best)?.sha256);
    };
    const seen = answer.ok
      ? { plateFront: seenIn(answer.front), plateRear: seenIn(answer.rear) }
      : { plateTrouble: { code: answer.code, file: answer.file ?? '' } };
    this.#tell(captured.id, round, seen);
  }

  /** Pictures of the same standing truck from before they were taken again: each camera's newest ones vote with the present. */
  async #earlier(captured: Captured, round: Round): Promise<{ readonly image: Image; readonly jpeg: Buffer }[]> {
    const { log, picture } = this.#parts;
    const found: { readonly image: Image; readonly jpeg: Buffer }[] = [];
    const counts = new Map<string, number>();
    for (const image of round.frames) {
      const count = (counts.get(image.cameraId) ?? 0) + 1;
      counts.set(image.cameraId, count);
      if (count > FRAMES || captured.images.some(({ sha256 }) => sha256 === image.sha256)) continue;
      const jpeg = await picture(image.sha256).catch((err: unknown) => {
        log.warn({ err, sha256: image.sha256 }, 'an earlier picture could not be read again');
        return null;
      });
      if (jpeg !== null) found.push({ image, jpeg });
    }
    return found;
  }

  async #display(
    captured: Captured,
    round: Round,
    image: Image,
    jpeg: Buffer,
    mark: DisplayMark,
  ): Promise<DisplaySeen> {
    const panel = placedIn(mark, image);
    if (panel === null) return unread(image, 'picture-shape');
    const expected = displayText(captured.weightKg, mark);
    // A scale that shows finer than its division for a while: nobody knows how the display rounds that.
    if (expected === null) return unread(image, 'illegible');
    const near = captured.nearKg.flatMap((weightKg) => displayText(weightKg, mark) ?? []);
    const answer = await this.#parts.thread.display({
      jpeg,
      panel,
      kind: FACES[mark.type],
      decimals: mark.decimals,
      expected,
      near,
    });
    if (!answer.ok) return unread(image, answer.trouble);
    if (answer.clean) round.shown = withFrame(round.shown, displayFrame(image, answer.reading, mark));
    return displaySeen(image, answer, mark);
  }

  /** One look-alike away from a vehicle that is known: that one is proposed, and what was read is shown beside it. */
  #plate({ accepted, box, color, confidence, rows, top }: PlateVote, sha256: Sha256 | undefined): PlateSeen | null {
    const [first] = top;
    if (first === undefined || sha256 === undefined) return null;
    const snapped = accepted
      ? null
      : snapToKnown({ ...first, confidence }, this.#parts.known([first.text, ...lookAlikes(first.text)]));
    const plate = { kind: first.kind, confidence, color, rows, accepted, sha256, corners: cornersOf(box) };
    const candidates = top.slice(0, 3);
    if (snapped === null) return { ...plate, text: first.text, readAs: null, top: candidates };
    return { ...plate, text: snapped.plate, readAs: snapped.read, top: candidates };
  }

  #tell(captureId: Uuid, round: Round, change: Partial<Readings>): void {
    // Pictures taken again: what an earlier round still says is of others.
    if (this.#rounds.get(captureId) !== round) return;
    round.readings = { ...round.readings, ...change };
    for (const listener of this.#listeners) listener(captureId, round.readings);
  }

  #end(captureId: Uuid, round: Round): void {
    round.readings = { ...round.readings, state: 'done' };
    if (this.#rounds.get(captureId) === round) this.#store(captureId, round);
    this.#tell(captureId, round, {});
    round.end();
  }

  #store(captureId: Uuid, { readings }: Round): void {
    const { clock, log, store } = this.#parts;
    try {
      store.add(captureId, timestamp(clock.wall()), readings);
    } catch (err) {
      log.warn({ err, captureId }, 'what was read in pictures could not be kept');
    }
  }
}

const endOf = ({ role }: Image): 'front' | 'rear' => (role === 'front' ? 'front' : 'rear');
