/**
 * One more vehicle at a gate: a fresh checked picture on disk, then a row, then the document (product.md G1). From the row
 * on the pass cannot be lost; a picture that cannot be had is named with its reason and stops nothing.
 */
import type { Picture } from '../../../native/camera/picture.ts';
import type { GatePass, GatePassBody, GateTrigger, Plate } from '../../../preload/contract/documents.ts';
import { CodedError, type ErrorCode } from '../../../preload/contract/errors.ts';
import type { ParsedInput } from '../../../preload/contract/index.ts';
import { timestamp, type Clock, type EpochMs, type Sha256, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Log } from '../../log.ts';
import type { DocumentChain } from '../records/document-chain.ts';
import type { GateCapture, GateStore } from '../records/gate-store.ts';
import type { PhotoStore } from '../records/photo-store.ts';
import type { Publisher } from '../records/publisher.ts';
import type { Act } from '../rpc-server.ts';
import { plateGiven } from '../rules/plate-grammar.ts';
import type { Writer } from '../store/statement.ts';

/** A gate is its camera. */
export interface Gate {
  readonly id: string;
  readonly direction: 'in' | 'out';
  takePicture(options: { deadlineMs: number }): Promise<Picture>;
}

export interface GateServiceParts {
  readonly gates: readonly Gate[];
  readonly db: Writer;
  readonly chain: Pick<DocumentChain, 'mayAppend'>;
  readonly store: GateStore;
  readonly photos: Pick<PhotoStore, 'put'>;
  readonly publisher: Pick<Publisher, 'publish'>;
  readonly clock: Clock;
  readonly newId: () => Uuid;
  readonly log: Log;
}

/** A vehicle is before the camera for a few seconds. */
const DEADLINE_MS = 3000;
const NO_PLATE: Plate = { text: null, color: 'unknown', source: 'none', recognisedText: null, confidence: null };

export class GateService {
  readonly #parts: GateServiceParts;
  readonly #listeners = new Set<(pass: GatePass) => void>();

  constructor(parts: GateServiceParts) {
    this.#parts = parts;
  }

  /** Calls back after each new document; returns how to stop listening. */
  onPass(listener: (pass: GatePass) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * The camera noticed a vehicle.
   * @param noticedAt by our clock
   * @param picture taken already (our own motion trigger); null: it is taken now
   * @returns the document; null when it has to wait until documents may be made
   * @throws CodedError store.disk-full | store.failed: then there is no pass
   */
  async noticed(
    gate: Gate,
    trigger: GateTrigger,
    noticedAt: EpochMs,
    picture: Picture | null,
  ): Promise<GatePass | null> {
    const taken = await this.#picture(gate, picture);
    const capture: GateCapture = {
      id: this.#parts.newId(),
      body: { ...bodyOf(gate, noticedAt, taken), plate: NO_PLATE, trigger },
    };
    return this.#save(capture);
  }

  /**
   * A person saw a vehicle that the camera did not notice.
   * @throws CodedError gate.unknown | weighing.plate-invalid | gate.chain-unknown | store.*
   */
  async record(input: ParsedInput<'gate.record'>, act: Act): Promise<GatePass> {
    const gate = this.#parts.gates.find(({ id }) => id === input.gateId);
    if (gate === undefined) throw new CodedError('gate.unknown', { gateId: input.gateId });
    const text = input.plate === null ? null : plateGiven('plate', input.plate);
    if (!this.#parts.chain.mayAppend()) throw new CodedError('gate.chain-unknown');
    const taken = await this.#picture(gate, null);
    const { clock, newId } = this.#parts;
    const capture: GateCapture = {
      id: newId(),
      body: {
        ...bodyOf(gate, clock.wall(), taken),
        direction: input.direction,
        plate: { ...NO_PLATE, text, source: 'manual' },
        trigger: 'person',
        reason: input.reason,
        operatorId: act.operator || 'nobody',
      },
    };
    // While the picture was taken the chain may have had to wait. Row and document at once: what fails leaves neither, and
    // the person who does it again makes one pass of it.
    if (!this.#parts.chain.mayAppend()) throw new CodedError('gate.chain-unknown');
    return this.#publish(capture, act, () => this.#parts.store.insert(capture));
  }

  /** Documents of rows that an end of the station, or a chain that had to wait, left without one. */
  recordOwed(): void {
    const { chain, log, store } = this.#parts;
    if (!chain.mayAppend()) return;
    for (const capture of store.pending()) {
      try {
        this.#publish(capture);
      } catch (err) {
        log.warn({ err, captureId: capture.id }, 'a gate pass still has no document');
      }
    }
  }

  #save(capture: GateCapture): GatePass | null {
    const { chain, db, store } = this.#parts;
    db.immediate(() => store.insert(capture));
    return chain.mayAppend() ? this.#publish(capture) : null;
  }

  /** @param first in the same transaction, before it */
  #publish({ id, body }: GateCapture, act: Act | null = null, first = (): void => undefined): GatePass {
    const { db, publisher } = this.#parts;
    const pass = db.immediate(() => {
      first();
      const document = publisher.publish('gate-pass', id, body);
      act?.remember(document);
      return document;
    });
    for (const listener of this.#listeners) listener(pass);
    return pass;
  }

  async #picture(gate: Gate, given: Picture | null): Promise<Taken> {
    const { clock, photos, store } = this.#parts;
    const last = store.lastPictureOf(gate.id);
    const until = clock.monotonic() + DEADLINE_MS;
    let picture = frozenIf(given ?? (await gate.takePicture({ deadlineMs: DEADLINE_MS })), last);
    const leftMs = until - clock.monotonic();
    if (!picture.ok && picture.code === 'camera.frozen' && leftMs > 0)
      picture = frozenIf(await gate.takePicture({ deadlineMs: leftMs }), last);
    if (!picture.ok) return { images: [], missing: [{ cameraId: gate.id, role: 'gate', code: picture.code }] };
    const { height, jpeg, takenAt, width } = picture;
    const sha256 = await photos.put(jpeg);
    const size = { bytes: jpeg.length, width, height };
    return { images: [{ role: 'gate', sha256, ...size, takenAt: timestamp(takenAt), cameraId: gate.id }], missing: [] };
  }
}

type Taken = Pick<GatePassBody, 'images'> & { readonly missing: { cameraId: string; role: string; code: ErrorCode }[] };

function bodyOf(gate: Gate, passedAt: EpochMs, { images, missing }: Taken) {
  return {
    gateId: gate.id,
    direction: gate.direction,
    passedAt: timestamp(passedAt),
    images,
    // As known at the pass: nothing matches a vehicle whose plate nobody has read.
    weighingId: null,
    loadSheetId: null,
    ...(missing.length === 0 ? {} : { missing }),
  };
}

/** The same bytes as the pass before: what is seen is not what is there. */
function frozenIf(picture: Picture, last: Sha256 | null): Picture {
  return picture.ok && picture.sha256 === last
    ? { ok: false, code: 'camera.frozen', detail: 'same bytes as the last pass' }
    : picture;
}
