/** One camera that speaks ONVIF: its condition, and pictures within a deadline (product.md, C1 C2 C3). */
import { createHash, randomBytes } from 'node:crypto';
import type { CameraRole, Clock, DeviceKind, Sha256 } from '../../preload/contract/vocabulary.ts';
import type { Device, DeviceCondition } from '../device.ts';
import { CameraError, toCameraError, type CameraErrorCode } from './camera-error.ts';
import type { CertificatePin } from './certificate-pin.ts';
import { firstGood, type Attempt } from './first-good.ts';
import { readDeviceInformation, type DeviceInformation } from './onvif/device-information.ts';
import { openFull, openOnvifSession, readCameraClock, type OnvifSession } from './onvif/onvif-session.ts';
import type { OnvifTarget, OnvifWay } from './onvif/onvif-target.ts';
import { asNoVideo, streamAddresses } from './onvif/stream-addresses.ts';
import type { Picture } from './picture.ts';
import { checkPicture, PICTURE_RULES, type PictureRules } from './picture-check.ts';
import { nextProbeMs, PROBE_EVERY_MS } from './probe-pace.ts';
import { withinDeadline } from './within-deadline.ts';
import { SignedHttp } from './signed-http.ts';
import { fetchSnapshot, MOST_PICTURE_BYTES } from './snapshot.ts';
import type { StreamAddress } from './stream-address.ts';

/** The part of the program's log that a camera uses; it already names the device. */
export interface CameraLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

export interface OnvifCameraOptions {
  readonly id: string;
  readonly role: CameraRole;
  /** URL of the device service, e.g. http://192.168.1.31/onvif/device_service */
  readonly address: string;
  readonly username?: string;
  readonly password?: string;
  /** Of https: another certificate is refused. */
  readonly certificate?: CertificatePin;
  readonly clock: Clock;
  readonly log: CameraLog;
  readonly rules?: Partial<PictureRules>;
  readonly probeEveryMs?: number;
  readonly maxBytes?: number;
  readonly cnonce?: () => string;
}

/** What makes a camera useless rather than doubtful. */
const UNREACHABLE: readonly CameraErrorCode[] = [
  'camera.refused',
  'camera.timeout',
  'camera.disconnected',
  'camera.unauthorised',
  'camera.foreign-host',
  'camera.certificate',
  'camera.no-snapshot',
];
/** No second try mends these, and cameras lock out who repeats a wrong password. */
const FINAL: readonly CameraErrorCode[] = ['camera.unauthorised', 'camera.foreign-host', 'camera.certificate'];

const PROBE_DEADLINE_MS = 3000;
/** Up to a dozen small calls, one after the other. */
const STREAMS_DEADLINE_MS = 10_000;
const INFORMATION_DEADLINE_MS = 5000;
/** A camera clock further off than this is shown: evidence carries it in its overlay. */
const CLOCK_TOLERANCE_MS = 10_000;
/** The deadline is the caller's: the answer leaves this much before it. */
const MARGIN_MS = 25;
const RETRY_PAUSE_MS = 150;

export class OnvifCamera implements Device {
  readonly id: string;
  readonly kind: DeviceKind;
  readonly #target: OnvifTarget;
  readonly #clock: Clock;
  readonly #log: CameraLog;
  readonly #rules: PictureRules;
  readonly #http: SignedHttp;
  readonly #maxBytes: number;
  readonly #probeEveryMs: number;
  readonly #listeners = new Set<(condition: DeviceCondition) => void>();
  readonly #stopping = new AbortController();
  #condition: DeviceCondition;
  #session: OnvifSession | null = null;
  #way: OnvifWay | null = null;
  /** The newest picture was good: a look at the clock is then enough to know that the camera is there. */
  #proven = false;
  #shooting = 0;
  /** In a row; each says when the next probe comes. */
  #failures = 0;
  #lastFailure: CameraErrorCode | null = null;
  /** Set from `start` on; after a probe that runs now the next one is arranged by itself. */
  #probeTimer: NodeJS.Timeout | undefined;
  #probing = false;

  constructor(options: OnvifCameraOptions) {
    const { id, role, clock, log, username, password = '' } = options;
    this.id = id;
    this.kind = `camera-${role}`;
    this.#clock = clock;
    this.#log = log;
    this.#target = {
      address: new URL(options.address),
      username: username || null,
      password,
      certificate: options.certificate ?? null,
      clock,
    };
    this.#rules = { ...PICTURE_RULES, ...options.rules };
    this.#http = new SignedHttp({
      ...this.#target,
      cnonce: options.cnonce ?? (() => randomBytes(8).toString('hex')),
    });
    this.#maxBytes = options.maxBytes ?? MOST_PICTURE_BYTES;
    this.#probeEveryMs = options.probeEveryMs ?? PROBE_EVERY_MS;
    this.#condition = { state: 'offline', since: clock.wall(), detail: null };
  }

  condition(): DeviceCondition {
    return this.#condition;
  }

  onCondition(listener: (condition: DeviceCondition) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The first probe takes a picture: only that proves address, password and lens. */
  start(): void {
    if (this.#probeTimer === undefined) this.#probeAfter(0);
  }

  /** Ends running pictures (`camera.timeout`, "stopped") and closes every connection. A stopped camera stays stopped. */
  async stop(): Promise<void> {
    clearTimeout(this.#probeTimer);
    this.#stopping.abort();
    this.#listeners.clear();
    await this.#http.close();
  }

  /**
   * One checked picture. Never throws and never takes longer than the deadline; tries up to three ways within it: the
   * known address, a fresh ONVIF session, the next profile.
   * @param deadlineMs from now, milliseconds
   * @param signal ends it early, with `camera.timeout`
   */
  async takePicture({ deadlineMs, signal }: { deadlineMs: number; signal?: AbortSignal }): Promise<Picture> {
    const end = new AbortController();
    const giveUp = (): void => end.abort();
    const timer = setTimeout(giveUp, Math.max(0, deadlineMs - MARGIN_MS));
    for (const other of [signal, this.#stopping.signal]) {
      other?.addEventListener('abort', giveUp, { once: true });
      if (other?.aborted) giveUp();
    }
    this.#shooting += 1;
    try {
      const ways: Attempt<Picture>[] = [
        async (aborted) => await this.#shoot(this.#session ?? (await this.#openSession()), 0, aborted),
        async (aborted) => await this.#shoot(await this.#openSession(), 0, aborted),
        async (aborted) => await this.#shoot(this.#session ?? (await this.#openSession()), 1, aborted),
      ];
      const options = {
        hedgeAfterMs: deadlineMs * 0.45,
        pauseMs: RETRY_PAUSE_MS,
        isFinal: ({ code }: CameraError) => FINAL.includes(code),
      };
      const result = await firstGood(ways, options, end.signal);
      if (result.ok) {
        this.#proven = true;
        this.#setReachable();
        return result.value;
      }
      const failure = mostTelling(result.failures);
      const cancelled = signal?.aborted === true || this.#stopping.signal.aborted;
      if (!cancelled) this.#setFailed(failure);
      return { ok: false, code: failure.code, detail: cancelled ? 'stopped' : failure.detail };
    } finally {
      this.#shooting -= 1;
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
      this.#stopping.signal.removeEventListener('abort', giveUp);
    }
  }

  /**
   * Where its video is had: one address a profile, largest first, as the camera claims them. Asked anew each time.
   * @throws CameraError camera.foreign-host | camera.no-video | what else kept it from answering within the deadline
   */
  async streams(deadlineMs: number = STREAMS_DEADLINE_MS): Promise<readonly StreamAddress[]> {
    try {
      return await withinDeadline(deadlineMs, this.#stopping.signal, async () => {
        // The way the pictures are had is known to be right, or is found first: a refused sign-in counts at cameras.
        const way = this.#way ?? (await this.#openSession()).way;
        return await streamAddresses(await openFull(this.#target, way), this.#target.address);
      });
    } catch (error) {
      throw asNoVideo(toCameraError(error));
    }
  }

  /**
   * What it says it is; null: it gives no such answer.
   * @throws CameraError what kept it from answering within the deadline
   */
  async information(deadlineMs: number = INFORMATION_DEADLINE_MS): Promise<DeviceInformation | null> {
    try {
      return await withinDeadline(deadlineMs, this.#stopping.signal, async () => {
        const way = this.#way ?? (await this.#openSession()).way;
        return readDeviceInformation(await (await openFull(this.#target, way)).information());
      });
    } catch (error) {
      throw toCameraError(error);
    }
  }

  async #openSession(): Promise<OnvifSession> {
    const session = await openOnvifSession(this.#target, this.#way);
    this.#way = session.way;
    this.#session = session;
    return session;
  }

  async #shoot(session: OnvifSession, profile: number, signal: AbortSignal): Promise<Picture> {
    const { url } = session.pictures[profile] ?? session.pictures[0];
    const { body, answeredAt, date, lastModified } = await fetchSnapshot(this.#http, url, signal, this.#maxBytes);
    const clocks = {
      stationNow: answeredAt,
      cameraOffsetMs: session.cameraClock?.offsetMs ?? null,
      cameraUtcOffsetMinutes: session.cameraClock?.utcOffsetMinutes ?? null,
    };
    const size = await checkPicture(body, { date, lastModified }, clocks, this.#rules);
    const sha256 = createHash('sha256').update(body).digest('hex') as Sha256;
    return { ok: true, jpeg: body, sha256, ...size, takenAt: answeredAt };
  }

  #probeAfter(delayMs: number): void {
    clearTimeout(this.#probeTimer);
    this.#probeTimer = setTimeout(() => {
      this.#probing = true;
      void this.#probe().finally(() => {
        this.#probing = false;
        if (!this.#stopping.signal.aborted) this.#probeAfter(this.#nextProbeMs());
      });
    }, delayMs);
  }

  #nextProbeMs(): number {
    return nextProbeMs(this.#failures, this.#lastFailure, this.#probeEveryMs);
  }

  /** Cheap while all is well: one small unauthenticated request. After a failure a picture, which alone proves recovery. */
  async #probe(): Promise<void> {
    // A truck is being photographed: that outcome says more than a probe.
    if (this.#shooting > 0) return;
    const session = this.#session;
    if (!this.#proven || session === null) {
      await this.takePicture({ deadlineMs: PROBE_DEADLINE_MS });
      return;
    }
    try {
      // A connection cut in the middle of an answer is a call that never comes back.
      const cameraClock = await withinDeadline(PROBE_DEADLINE_MS, this.#stopping.signal, () =>
        readCameraClock(this.#target),
      );
      if (this.#session !== session) return;
      this.#session = { ...session, cameraClock };
      this.#setReachable();
    } catch (error) {
      if (!this.#stopping.signal.aborted) this.#setFailed(toCameraError(error));
    }
  }

  #setReachable(): void {
    this.#failures = 0;
    this.#lastFailure = null;
    const offsetMs = this.#session?.cameraClock?.offsetMs ?? 0;
    if (Math.abs(offsetMs) <= CLOCK_TOLERANCE_MS) this.#setCondition('online', null);
    else this.#setCondition('degraded', `clock ${offsetMs > 0 ? '+' : ''}${Math.round(offsetMs / 1000)} s`);
  }

  /** Forgets the session: what comes back after a fault may have other addresses. */
  #setFailed(failure: CameraError): void {
    this.#proven = false;
    this.#session = null;
    this.#failures += 1;
    this.#lastFailure = failure.code;
    // A truck's picture that failed: whether the camera is back is not asked as late as one that is well.
    if (this.#probeTimer !== undefined && !this.#probing) this.#probeAfter(this.#nextProbeMs());
    this.#setCondition(UNREACHABLE.includes(failure.code) ? 'offline' : 'degraded', failure.code, failure);
  }

  #setCondition(state: DeviceCondition['state'], detail: string | null, failure?: CameraError): void {
    const before = this.#condition;
    if (before.state === state && before.detail === detail) return;
    const since = before.state === state ? before.since : this.#clock.wall();
    this.#condition = { state, since, detail };
    const fields = { state, detail, ...(failure === undefined ? {} : { why: failure.detail }) };
    if (state === 'online') this.#log.info(fields, 'camera is well');
    else this.#log.warn(fields, 'camera needs a look');
    for (const listener of this.#listeners) listener(this.#condition);
  }
}

/** The last failure that is not mere silence: later ways know more, and silence says least. */
function mostTelling(failures: readonly CameraError[]): CameraError {
  const telling = failures.findLast(({ code }) => code !== 'camera.timeout') ?? failures.at(-1);
  return telling ?? new CameraError('camera.timeout', 'no whole answer within the deadline');
}
