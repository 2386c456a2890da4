/**
 * Which cameras there are and where each looks, on an installer's word: the passwords into the secrets, the rest into the
 * configuration file; then the station is started anew, for every part of it was built from that file.
 */
import { randomBytes } from 'node:crypto';
import type { CameraSetting, CameraWish } from '../../../preload/contract/camera-settings.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { Log } from '../../log.ts';
import type { CameraChange } from '../settings/camera-writer.ts';
import type { CameraSettings as Configured } from '../settings/configuration.ts';

export interface CameraSettingsParts {
  /** As the station was built from. */
  readonly configured: readonly Configured[];
  /** No truck is being weighed. */
  readonly idle: () => boolean;
  /** Into the configuration file. @throws CodedError config.*, and then nothing has changed */
  readonly write: (cameras: readonly CameraChange[]) => Promise<readonly Configured[]>;
  /** @throws CodedError config.not-writable */
  readonly changeSecrets: (
    change: (now: Readonly<Record<string, string>>) => Readonly<Record<string, string>>,
  ) => Promise<void>;
  /** Asks to be stopped in order and started anew. */
  readonly renew: () => void;
  readonly log: Log;
}

/** Of secrets made here; others were written by a person. */
const OURS = /^camera-[0-9a-f]{12}$/;

export class CameraSettings {
  readonly #parts: CameraSettingsParts;
  #now: readonly Configured[];
  #queue: Promise<unknown> = Promise.resolve();

  constructor(parts: CameraSettingsParts) {
    this.#parts = parts;
    this.#now = parts.configured;
  }

  list(): CameraSetting[] {
    return this.#now.map(seen);
  }

  /** @throws CodedError config.truck-on-deck | config.*; then nothing has changed */
  save(wishes: readonly CameraWish[]): Promise<CameraSetting[]> {
    const turn = this.#queue.then(() => this.#save(wishes));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #save(wishes: readonly CameraWish[]): Promise<CameraSetting[]> {
    const { changeSecrets, idle, log, renew, write } = this.#parts;
    if (!idle()) throw new CodedError('config.truck-on-deck');
    const fresh = new Map<string, string>();
    const taken = new Set(wishes.flatMap(({ id }) => id ?? []));
    const cameras = wishes.map(
      ({ id: given, password, certificate, display, role, scaleId, username, address }): CameraChange => {
        const id = given ?? newId(role, taken);
        taken.add(id);
        const change = {
          id,
          role,
          driver: 'onvif',
          address,
          ...(scaleId && { scaleId }),
          ...(username && { username }),
          ...(certificate && { certificate }),
          ...(display !== undefined && { display }),
        } as const;
        if (password === undefined) return change;
        // A name of its own each time: until the configuration is written the old one must go on.
        const secret = `camera-${randomBytes(6).toString('hex')}`;
        fresh.set(secret, password);
        return { ...change, password: { secret } };
      },
    );
    if (fresh.size > 0) await changeSecrets((now) => ({ ...now, ...Object.fromEntries(fresh) }));
    try {
      this.#now = await write(cameras);
    } catch (error) {
      // What could not be written may be written all the same, but for its flush: then the file names the new ones.
      const untouched = !(error instanceof CodedError && error.code === 'config.not-writable');
      if (untouched) await this.#clear((name) => !fresh.has(name));
      throw error;
    }
    const named = new Set(this.#now.flatMap(({ password }) => (typeof password === 'object' ? password.secret : [])));
    await this.#clear((name) => named.has(name));
    log.info({ cameras: this.#now.map(({ id, role }) => ({ id, role })) }, 'the cameras were set anew');
    renew();
    return this.list();
  }

  /** Secrets of ours that nothing names any more. One that stays is no harm, so a failure here is only told. */
  async #clear(stays: (name: string) => boolean): Promise<void> {
    try {
      await this.#parts.changeSecrets((now) =>
        Object.fromEntries(Object.entries(now).filter(([name]) => !OURS.test(name) || stays(name))),
      );
    } catch (err) {
      this.#parts.log.warn({ err }, 'a password that is no longer used could not be removed');
    }
  }
}

function seen({ address, certificate, display, id, password, role, scaleId, username }: Configured): CameraSetting {
  return {
    id,
    role,
    scaleId: (scaleId as CameraSetting['scaleId'] | undefined) ?? null,
    address,
    username: username ?? null,
    hasPassword: password !== undefined && password !== '',
    certificate: certificate ?? null,
    display: display ?? null,
  };
}

function newId(role: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const id = number === 1 ? `cam-${role}` : `cam-${role}-${number}`;
    if (!taken.has(id)) return id;
  }
}
