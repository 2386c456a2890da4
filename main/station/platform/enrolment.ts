/**
 * Makes the station known to the platform with the installer's code, keeps the token, and does it again when the platform no
 * longer takes it. The same code with the same key answers with a new token (openapi.yaml, enrol), so asking again is safe.
 */
import type { PlatformLink } from './platform-link.ts';
import { timestamp, type Clock } from '../../../preload/contract/vocabulary.ts';
import { BACKOFF_MAX_MS, backoffMs } from '../rules/backoff.ts';
import type { EnrolmentRequest, LinkError, PlatformAdapter } from '../upload/adapters/adapter.ts';
import type { Log, Random, Timers } from '../upload/surroundings.ts';
import { readEnrolment, writeEnrolment, type Enrolled } from './enrolment-file.ts';

export interface EnrolmentOptions {
  /** See {@link enrolmentFile}. */
  readonly file: string;
  /** Address of the platform as configured. */
  readonly url: string;
  /** The code of the configuration; null = none was given. */
  readonly code: string | null;
  readonly keyId: string;
  /** Everything of the request but the code. */
  readonly station: Omit<EnrolmentRequest, 'enrolmentCode'>;
  readonly link: PlatformLink;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Log;
}

export class Enrolment {
  readonly #options: EnrolmentOptions;
  #adapter: PlatformAdapter | null = null;
  #enrolled: Enrolled | null = null;
  /** Requests since the line last worked: the first goes at once, the others wait longer and longer. */
  #attempts = 0;
  /** What the platform's last answer asked us to wait at least. */
  #askedMs = 0;
  #cancel: (() => void) | null = null;
  #unlisten: (() => void) | null = null;
  #underWay: Promise<void> | null = null;
  #running = false;

  constructor(options: EnrolmentOptions) {
    this.#options = options;
  }

  /** The bearer token; null before the first enrolment. For the adapter and nobody else. */
  token(): string | null {
    return this.#enrolled?.token ?? null;
  }

  /** Reads the token from disk. Before {@link start}. @throws Error of the file system when the file cannot be read */
  load(): void {
    const { file, url, keyId, station } = this.#options;
    const stored = readEnrolment(file);
    const ours = stored?.url === url && stored.keyId === keyId && stored.stationId === station.stationId;
    this.#enrolled = ours ? stored : null;
  }

  /**
   * Without a token, or once it is refused, enrols until it works.
   * @param adapter given here and not at construction because the adapter needs {@link token}
   */
  start(adapter: PlatformAdapter): void {
    const { link } = this.#options;
    this.#running = true;
    this.#adapter = adapter;
    this.#unlisten = link.onChange(() => this.#perhapsEnrol());
    if (this.#enrolled !== null) link.enrolled();
    else this.#perhapsEnrol();
  }

  /** Waits for a request under way (stop the adapter to end it at once). */
  async stop(): Promise<void> {
    this.#running = false;
    this.#unlisten?.();
    this.#unlisten = null;
    this.#cancel?.();
    this.#cancel = null;
    await this.#underWay;
  }

  #perhapsEnrol(): void {
    const { link, code, random, timers } = this.#options;
    const { online, lastError } = link.state();
    if (online) this.#attempts = 0;
    if (!this.#running || !link.needsEnrolment() || this.#underWay !== null || this.#cancel !== null) return;
    if (code === null) {
      if (this.#enrolled === null && lastError === null) link.enrolmentFailed(NOT_ENROLLED);
      return;
    }
    if (this.#attempts === 0) return this.#enrol(code);
    // Counted from the last attempt that led to nothing, a token that was refused at once included.
    this.#cancel = timers.after(Math.max(backoffMs(this.#attempts, random()), this.#askedMs), () => {
      this.#cancel = null;
      if (link.needsEnrolment()) this.#enrol(code);
    });
  }

  #enrol(enrolmentCode: string): void {
    this.#attempts++;
    this.#askedMs = 0;
    this.#underWay = this.#once(enrolmentCode)
      // The token could not be written: it does not count, or the next start would be locked out.
      .catch((err: unknown) => this.#options.log.warn({ err }, 'enrolment broke off'))
      .then(() => {
        this.#underWay = null;
        this.#perhapsEnrol();
      });
  }

  async #once(enrolmentCode: string): Promise<void> {
    const { link, log, station } = this.#options;
    const outcome = await this.#adapter?.enrol({ enrolmentCode, ...station });
    if (outcome === undefined || !this.#running) return;
    if (outcome.kind === 'enrolled') return this.#keep(outcome.token);
    log.warn({ error: outcome.error }, 'not enrolled');
    // The county may mend a wrong code at its end: asked again, but seldom.
    if (outcome.kind === 'refused') this.#askedMs = BACKOFF_MAX_MS;
    if (outcome.kind === 'retry') this.#askedMs = outcome.afterMs ?? 0;
    link.enrolmentFailed(outcome.error);
  }

  async #keep(token: string): Promise<void> {
    const { file, url, keyId, station, clock, link, log } = this.#options;
    const enrolled = { url, stationId: station.stationId, keyId, token, enrolledAt: timestamp(clock.wall()) };
    await writeEnrolment(file, enrolled);
    this.#enrolled = enrolled;
    log.info({ url, keyId }, 'enrolled at the platform');
    link.enrolled();
  }
}

const NOT_ENROLLED: LinkError = { code: 'platform.not-enrolled', status: null, title: '', detail: '' };
