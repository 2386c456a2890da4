/**
 * One playing session over one connection: OPTIONS, DESCRIBE, SETUP, PLAY, kept alive until it is stopped or lost.
 * Source: RFC 2326 §10 (methods), §12.37 (session time-out), appendix C (SDP).
 */
import type { Clock, EpochMs, MonotonicMs } from '../../../preload/contract/vocabulary.ts';
import type { After } from '../../reconnect.ts';
import { CameraError, toCameraError } from '../camera-error.ts';
import type { CertificatePin } from '../certificate-pin.ts';
import { ownStreamAddress } from '../host-policy.ts';
import { readSdp } from '../rtp/sdp.ts';
import { VideoReceiver } from '../rtp/video-receiver.ts';
import { chooseVideoTrack, type VideoTrack } from '../rtp/video-track.ts';
import type { AccessUnit } from '../video/access-unit.ts';
import type { VideoFormat } from '../video/video-format.ts';
import { controlUrl } from './control-url.ts';
import { RtspConnection } from './rtsp-connection.ts';
import { header, readSession, readTransport, type InterleavedChannels } from './rtsp-message.ts';

/** A picture of a camera, and when it came. */
export interface CameraUnit extends AccessUnit {
  /** When its last packet came, by our clocks. */
  readonly receivedAt: EpochMs;
  readonly receivedMonotonic: MonotonicMs;
  /** The camera's own clock when it took the picture; null before it told it. It may be wrong by hours. */
  readonly senderWallMs: number | null;
}

export interface RtspSessionOptions {
  readonly url: URL;
  readonly username: string | null;
  readonly password: string;
  readonly certificate: CertificatePin | null;
  readonly clock: Clock;
  readonly after: After;
  readonly cnonce: () => string;
  /** This receiver's number in its reports: random, new for every session. */
  readonly ssrc: number;
}

export interface RtspSessionEvents {
  onFormat(format: VideoFormat): void;
  onAccessUnit(unit: CameraUnit): void;
  /** A packet of the video came. */
  onMedia(): void;
  /** Called once; nothing is called after it. Not called for `stop`. */
  onLost(error: CameraError): void;
}

/** What we ask for; the camera may choose others. */
const CHANNELS: InterleavedChannels = { rtp: 0, rtcp: 1 };
/** RFC 3550 §6.2: at most one report in five seconds. */
const REPORT_EVERY_MS = 5000;
/** However long the camera would wait: routers on the way forget silent connections sooner. */
const MOST_KEEP_ALIVE_MS = 25_000;
const LEAST_KEEP_ALIVE_MS = 500;

export class RtspSession {
  readonly #options: RtspSessionOptions;
  readonly #events: RtspSessionEvents;
  readonly #connection: RtspConnection;
  readonly #callOffs = new Set<() => void>();
  #receiver: VideoReceiver | null = null;
  #channels = CHANNELS;
  #session: string | null = null;
  #aggregate: string;
  #keepAliveMethod = 'OPTIONS';
  #ended = false;

  constructor(options: RtspSessionOptions, events: RtspSessionEvents) {
    this.#options = options;
    this.#events = events;
    this.#aggregate = addressOf(options.url);
    this.#connection = new RtspConnection(options, {
      onPacket: (channel, bytes) => this.#packet(channel, bytes),
      onLost: (error) => this.#lose(error),
    });
  }

  /** Begins; what comes of it is told by the events. */
  start(): void {
    this.#play().catch((error: unknown) => this.#lose(toCameraError(error)));
  }

  /** Takes leave of the camera; resolves when the connection is closed. */
  async stop(): Promise<void> {
    if (this.#ended) return;
    this.#end();
    if (this.#session === null) this.#connection.close();
    else await this.#connection.closeWith('TEARDOWN', this.#aggregate, [['Session', this.#session]]);
  }

  /** What came and what was dropped, by reason. */
  counters(): Readonly<Record<string, number>> {
    return { ...this.#connection.counters(), ...this.#receiver?.counters() };
  }

  async #play(): Promise<void> {
    const { url } = this.#options;
    const address = addressOf(url);
    await this.#connection.open();
    const options = await this.#connection.request('OPTIONS', address, []);
    const methods = (header(options.headers, 'public') ?? '').toUpperCase().split(/[\s,]+/);
    if (methods.includes('GET_PARAMETER')) this.#keepAliveMethod = 'GET_PARAMETER';

    const described = await this.#connection.request('DESCRIBE', address, [['Accept', 'application/sdp']]);
    const named = header(described.headers, 'content-base') ?? header(described.headers, 'content-location');
    const sdp = readSdp(described.body);
    const track = chooseVideoTrack(sdp);
    if (typeof track === 'string') throw new CameraError('camera.no-video', track);
    const base = named === null || !/^rtsps?:/i.test(named) ? address : named;
    this.#aggregate = ownStreamAddress(controlUrl(sdp.control, base), url);
    await this.#setUp(track, ownStreamAddress(controlUrl(track.control, base), url));
    await this.#connection.request('PLAY', this.#aggregate, [
      ['Session', this.#session ?? ''],
      ['Range', 'npt=0.000-'],
    ]);
    this.#report();
  }

  async #setUp(track: VideoTrack, control: string): Promise<void> {
    const transport = `RTP/AVP/TCP;unicast;interleaved=${CHANNELS.rtp}-${String(CHANNELS.rtcp)}`;
    const answer = await this.#connection.request('SETUP', control, [['Transport', transport]]);
    const session = readSession(header(answer.headers, 'session'));
    if (session === null) throw new CameraError('camera.http-status', 'the camera names no session');
    const channels = readTransport(header(answer.headers, 'transport'), CHANNELS);
    if (channels === null) throw new CameraError('camera.no-video', 'the camera does not send over this connection');
    this.#session = session.id;
    this.#channels = channels;
    this.#connection.highestChannel = Math.max(channels.rtp, channels.rtcp ?? 0);
    // Before PLAY is answered: the first packets may come before its answer.
    this.#receiver = new VideoReceiver(track, {
      onFormat: (format) => {
        if (!this.#ended) this.#events.onFormat(format);
      },
      onAccessUnit: (unit, senderWallMs) => this.#unit(unit, senderWallMs),
    });
    const every = Math.max(LEAST_KEEP_ALIVE_MS, Math.min(MOST_KEEP_ALIVE_MS, (session.timeoutS * 1000) / 2));
    this.#every(every, () => this.#keepAlive());
    this.#every(REPORT_EVERY_MS, () => this.#report());
  }

  #packet(channel: number, bytes: Uint8Array): void {
    if (this.#ended || this.#receiver === null) return;
    const now = this.#options.clock.monotonic();
    if (channel === this.#channels.rtp) {
      if (this.#receiver.rtp(bytes, now)) this.#events.onMedia();
    } else if (channel === this.#channels.rtcp && this.#receiver.rtcp(bytes, now) === 'bye') {
      this.#lose(new CameraError('camera.disconnected', 'the camera ended the stream'));
    }
  }

  #unit(unit: AccessUnit, senderWallMs: number | null): void {
    if (this.#ended) return;
    const { clock } = this.#options;
    this.#events.onAccessUnit({
      ...unit,
      receivedAt: clock.wall(),
      receivedMonotonic: clock.monotonic(),
      senderWallMs,
    });
  }

  /** No answer is no fault while pictures come: some cameras never answer it. A refusal is. */
  #keepAlive(): void {
    this.#connection
      .request(this.#keepAliveMethod, this.#aggregate, [['Session', this.#session ?? '']])
      .catch((error: unknown) => {
        const refusal = toCameraError(error);
        if (refusal.code === 'camera.timeout') return;
        // A camera that lists GET_PARAMETER and then does not know it is asked otherwise.
        if (refusal.code === 'camera.http-status' && this.#keepAliveMethod !== 'OPTIONS')
          this.#keepAliveMethod = 'OPTIONS';
        else this.#lose(refusal);
      });
  }

  #report(): void {
    if (this.#channels.rtcp === null || this.#receiver === null || this.#ended) return;
    const { ssrc, clock } = this.#options;
    // The name is that of the number: it says nothing about this computer.
    const report = this.#receiver.receiverReport(ssrc, ssrc.toString(16), clock.monotonic());
    this.#connection.sendPacket(this.#channels.rtcp, report);
  }

  #every(ms: number, run: () => void): void {
    const arm = (): void => {
      const callOff = this.#options.after(ms, () => {
        this.#callOffs.delete(callOff);
        if (this.#ended) return;
        arm();
        run();
      });
      this.#callOffs.add(callOff);
    };
    arm();
  }

  #lose(error: CameraError): void {
    if (this.#ended) return;
    this.#end();
    this.#connection.close();
    this.#events.onLost(error);
  }

  #end(): void {
    this.#ended = true;
    for (const callOff of this.#callOffs) callOff();
    this.#callOffs.clear();
  }
}

/** As it goes into requests: without user name and password, which stand in no request line. */
function addressOf(url: URL): string {
  const bare = new URL(url);
  bare.username = '';
  bare.password = '';
  bare.hash = '';
  return bare.href;
}
