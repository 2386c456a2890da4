/**
 * One more vehicle at a gate: a fresh checked picture on disk, then a row, then the document (product.md G1). From the row
 * on the pass cannot be lost; a picture that cannot be had is named with its reason and stops nothing. Between the two the plate
 * is read, the vehicle matched, and its barrier opened or not: the document says what came of it.
 */
import type { Picture } from '../../../native/camera/picture.ts';
import type { GatePass, GatePassBody, GateTrigger } from '../../../preload/contract/documents.ts';
import { CodedError, type ErrorCode } from '../../../preload/contract/errors.ts';
import type { ParsedInput } from '../../../preload/contract/index.ts';
import { timestamp, type Clock, type EpochMs, type Sha256, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Log } from '../../log.ts';
import type { DocumentChain } from '../records/document-chain.ts';
import type { GateCapture, GateStore } from '../records/gate-store.ts';
import type { PhotoStore } from '../records/photo-store.ts';
import type { Publisher } from '../records/publisher.ts';
import type { Act } from '../rpc-server.ts';
import { isTrailerPlate, plateGiven } from '../rules/plate-grammar.ts';
import type { Writer } from '../store/statement.ts';
import type { BarrierDesk } from './barrier-desk.ts';
import type { GateReconciler } from './gate-reconciler.ts';
import { NO_PLATE, platesSeen, type SeenPlate } from './plates-seen.ts';

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
  /** The plate in a stored picture of that gate; null: none; later: not read in time. null: nothing is read here. */
  readonly look: ((gateId: string, sha256: Sha256) => Promise<SeenPlate | 'later' | null>) | null;
  readonly reconciler: Pick<GateReconciler, 'known' | 'passed' | 'settle'>;
  readonly barriers: Pick<BarrierDesk, 'pass' | 'told'>;
  readonly clock: Clock;
  readonly newId: () => Uuid;
  readonly log: Log;
}

/** A vehicle is before the camera for a few seconds. */
const DEADLINE_MS = 3000;
/** A picture over which the reader ends each time: its pass is recorded without a plate. */
const MOST_LOOKS = 3;

export class GateService {
  readonly #parts: GateServiceParts;
  readonly #listeners = new Set<(pass: GatePass) => void>();
  /** Rows whose document is on its way. */
  readonly #finishing = new Map<Uuid, Promise<unknown>>();
  /** How often the picture of a row that waits could not be read. */
  readonly #looks = new Map<Uuid, number>();
  #owing = false;
  #stopped = false;

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
    this.#parts.db.immediate(() => this.#parts.store.insert(capture));
    return this.#finish(capture, false);
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
    const { barriers, clock, newId, store } = this.#parts;
    const id = newId();
    const at = clock.wall();
    const body = bodyOf(gate, at, taken);
    const seen = text === null ? await this.#read(body) : said(text);
    const plates = seen === 'later' ? { plate: NO_PLATE } : seen;
    // While the picture was taken the chain may have had to wait. Row and document at once: what fails leaves neither, and
    // the person who does it again makes one pass of it.
    if (!this.#parts.chain.mayAppend()) throw new CodedError('gate.chain-unknown');
    return this.#publish(act, () => {
      const barrier = barriers.told(id, gate.id, at);
      const capture: GateCapture = {
        id,
        body: {
          ...body,
          direction: input.direction,
          ...plates,
          ...(barrier === null ? {} : { barrier }),
          trigger: 'person',
          reason: input.reason,
          operatorId: act.operator || 'nobody',
        },
      };
      store.insert(capture);
      return capture;
    });
  }

  /**
   * Documents of rows that an end of the station, or a chain that had to wait, left without one: one after the other, for the reader
   * takes only so many pictures at once. Those that it could not read yet wait for the next call.
   */
  async recordOwed(): Promise<void> {
    const { chain, log, store } = this.#parts;
    if (this.#owing || !chain.mayAppend()) return;
    this.#owing = true;
    try {
      for (const capture of store.pending()) {
        if (this.#stopped) break;
        // While the one before it was read, it may have got its document.
        if (!store.isOpen(capture.id)) continue;
        await this.#finish(capture, true).catch((err: unknown) =>
          log.warn({ err, captureId: capture.id }, 'a gate pass still has no document'),
        );
      }
    } finally {
      this.#owing = false;
    }
  }

  /** What is being read is left for the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    while (this.#finishing.size > 0) await Promise.allSettled(this.#finishing.values());
  }

  /** @param late the vehicle may be gone: nothing is opened for it any more */
  #finish(capture: GateCapture, late: boolean): Promise<GatePass | null> {
    if (this.#finishing.has(capture.id)) return Promise.resolve(null);
    const work = this.#document(capture, late).finally(() => this.#finishing.delete(capture.id));
    this.#finishing.set(capture.id, work);
    return work;
  }

  async #document({ id, body }: GateCapture, late: boolean): Promise<GatePass | null> {
    const { barriers, chain, look } = this.#parts;
    if (!chain.mayAppend()) return null;
    const known = look === null ? {} : await this.#read(body);
    if (known === 'later' && late && this.#mayLookAgain(id)) return null;
    // Read or not: a station that ends leaves the rest to the next start, and a chain that has to wait to its opening.
    if (this.#stopped || !chain.mayAppend()) return null;
    const read = { ...body, ...(known === 'later' ? {} : known) };
    const done = late ? null : await this.#barrier(id, read);
    return this.#publish(null, () => {
      const barrier = late ? barriers.told(id, body.gateId, Date.parse(body.passedAt)) : done;
      return { id, body: { ...read, ...(barrier === null ? {} : { barrier }) } };
    });
  }

  #barrier(id: Uuid, body: GatePassBody): Promise<GatePassBody['barrier'] | null> {
    const { barriers, reconciler } = this.#parts;
    const pass = vehicleOf(id, body);
    const { findings, match } = reconciler.known(pass);
    const plateKnown = pass.plate !== null || pass.plateRear !== null;
    const facts = { direction: body.direction, plateKnown, findings, weighingId: match.weighingId, atMs: pass.atMs };
    return barriers.pass(id, body.gateId, facts);
  }

  async #read({
    gateId,
    images,
  }: Pick<GatePassBody, 'gateId' | 'images'>): Promise<ReturnType<typeof platesSeen> | 'later'> {
    const { look } = this.#parts;
    const [image] = images;
    const seen = look === null || image === undefined ? null : await look(gateId, image.sha256);
    return seen === 'later' ? seen : platesSeen(seen);
  }

  /** Whoever passed is gone: there is time, but not for ever. */
  #mayLookAgain(id: Uuid): boolean {
    const looks = (this.#looks.get(id) ?? 0) + 1;
    if (looks < MOST_LOOKS) this.#looks.set(id, looks);
    else this.#looks.delete(id);
    return looks < MOST_LOOKS;
  }

  /** @param say in the same transaction, before it */
  #publish(act: Act | null, say: () => GateCapture): GatePass {
    const { db, publisher, reconciler } = this.#parts;
    const { pass, vehicle } = db.immediate(() => {
      const { body, id } = say();
      const vehicle = vehicleOf(id, body);
      const { match, weighing } = reconciler.known(vehicle);
      // As known at the pass: what becomes known later is the station's own rows (openapi.yaml).
      const matched = { weighingId: match.weighingId as Uuid | null, loadSheetId: weighing?.sheetId ?? null };
      const document = publisher.publish('gate-pass', id, { ...body, ...matched });
      reconciler.settle(id);
      act?.remember(document);
      return { pass: document, vehicle };
    });
    for (const listener of this.#listeners) listener(pass);
    reconciler.passed(vehicle);
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
    ...(missing.length === 0 ? {} : { missing }),
  };
}

/** As the rules of the gate see it. */
function vehicleOf(id: Uuid, { direction, passedAt, plate, plateRear, trigger }: GatePassBody) {
  const unsure = [plate, plateRear].find((one) => one?.text === null && one.recognisedText != null);
  return {
    id,
    direction,
    atMs: Date.parse(passedAt),
    plate: plate.text,
    plateRear: plateRear?.text ?? null,
    unsure: unsure?.recognisedText ?? null,
    trigger: trigger ?? 'person',
  };
}

/** A person names one plate: a trailer's stands on the rear. */
function said(text: string): Pick<GatePassBody, 'plate' | 'plateRear'> {
  const plate = { ...NO_PLATE, text, source: 'manual' as const };
  return isTrailerPlate(text) ? { plate: NO_PLATE, plateRear: plate } : { plate };
}

/** The same bytes as the pass before: what is seen is not what is there. */
function frozenIf(picture: Picture, last: Sha256 | null): Picture {
  return picture.ok && picture.sha256 === last
    ? { ok: false, code: 'camera.frozen', detail: 'same bytes as the last pass' }
    : picture;
}
