/**
 * The call-back proof: once a day, and on demand, one picture of every camera (a checked snapshot) and of every registered
 * recorder channel (a key picture of its stream). What fails three times in a row is a matter for a person, before the
 * county sees it.
 */
import type { ErrorCode } from '../../../preload/contract/errors.ts';
import type { VideoProof } from '../../../preload/contract/video.ts';
import {
  beijingDay,
  timestamp,
  type Clock,
  type EpochMs,
  type Sha256,
  type Uuid,
} from '../../../preload/contract/vocabulary.ts';
import type { Timers } from '../../../preload/rpc/port.ts';
import type { Meta } from '../store/meta.ts';
import type { Writer } from '../store/statement.ts';
import type { ProofStore } from './proof-store.ts';

/** A picture that was had, and is stored. */
export interface ProvenPicture {
  readonly sha256: Sha256;
  readonly width: number;
  readonly height: number;
  /** null: a photograph. */
  readonly codec: 'h264' | 'h265' | null;
}

export interface ProofSubject {
  readonly id: string;
  readonly kind: VideoProof['kind'];
  /** Of a recorder channel: its number in GB/T 28181, 20 digits. */
  readonly gbId: string | null;
  /** Never later than some 15 s. */
  readonly take: () => Promise<ProvenPicture | { readonly code: ErrorCode }>;
}

export interface VideoProofsParts {
  readonly subjects: readonly ProofSubject[];
  readonly db: Writer;
  readonly store: ProofStore;
  readonly meta: Pick<Meta, 'get' | 'set'>;
  /** In the transaction of the trial. */
  readonly raise: (warning: { readonly id: Uuid; readonly subjectId: Uuid; readonly at: EpochMs }) => void;
  /** Something was raised, and is on disk. */
  readonly onRaised: () => void;
  /** No truck is on a scale: it needs its cameras more. */
  readonly idle: () => boolean;
  readonly clock: Clock;
  readonly timers: Pick<Timers, 'after'>;
  readonly newId: () => Uuid;
  readonly log: { info(fields: object, text: string): void; warn(fields: object, text: string): void };
}

const TRIES = 3;
const AGAIN_MS = 5000;
/** Beijing time: after the night's restarts of cameras, before anybody at the county looks. */
const FROM_HOUR = 4;
const DAY = 'videoProofDay';

export class VideoProofs {
  readonly #parts: VideoProofsParts;
  #running: Promise<VideoProof[]> | null = null;
  #callOffPause: (() => void) | null = null;
  #stopped = false;

  constructor(parts: VideoProofsParts) {
    this.#parts = parts;
  }

  /** To be called now and then: proves once a day, when no truck is there. */
  async daily(): Promise<void> {
    const { clock, db, idle, meta } = this.#parts;
    const now = clock.wall();
    const day = beijingDay(now);
    if (meta.get(DAY) === day || Number(timestamp(now).slice(11, 13)) < FROM_HOUR || !idle()) return;
    await this.prove();
    if (!this.#stopped) db.immediate(() => meta.set(DAY, day));
  }

  /** All of them, one after the other; a second call during it waits for the same. @throws CodedError store.* */
  prove(): Promise<VideoProof[]> {
    this.#running ??= this.#prove().finally(() => (this.#running = null));
    return this.#running;
  }

  /** The newest trial of each; null where there was none yet. */
  newest(): VideoProof[] {
    return this.#parts.subjects.flatMap(({ id }) => this.#parts.store.newest(id) ?? []);
  }

  stop(): void {
    this.#stopped = true;
    this.#callOffPause?.();
  }

  async #prove(): Promise<VideoProof[]> {
    const proofs: VideoProof[] = [];
    for (const subject of this.#parts.subjects) {
      if (this.#stopped) break;
      proofs.push(await this.#one(subject));
    }
    const failed = proofs.filter(({ ok }) => !ok).map(({ code, subjectId }) => ({ subjectId, code }));
    this.#parts.log.info({ proven: proofs.length - failed.length, failed }, 'the cameras were proven');
    return proofs;
  }

  async #one({ gbId, id: subjectId, kind, take }: ProofSubject): Promise<VideoProof> {
    const { clock, db, newId, onRaised, raise, store } = this.#parts;
    let taken = await take();
    for (let tries = 1; 'code' in taken && tries < TRIES && !this.#stopped; tries += 1) {
      await this.#pause();
      taken = await take();
    }
    const at = clock.wall();
    const picture = 'code' in taken ? null : taken;
    const proof: VideoProof = {
      id: newId(),
      kind,
      subjectId,
      gbId,
      at: timestamp(at),
      ok: picture !== null,
      code: 'code' in taken ? taken.code : null,
      sha256: picture?.sha256 ?? null,
      width: picture?.width ?? null,
      height: picture?.height ?? null,
      codec: picture?.codec ?? null,
    };
    let raised = false;
    db.immediate(() => {
      store.insert(proof);
      // One matter as long as nobody has said what it is.
      raised = !proof.ok && !this.#stopped && !store.isOpen(subjectId);
      if (raised) raise({ id: newId(), subjectId: proof.id, at });
    });
    if (raised) onRaised();
    return proof;
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const callOff = this.#parts.timers.after(AGAIN_MS, resolve);
      this.#callOffPause = () => {
        callOff();
        resolve();
      };
    });
  }
}
