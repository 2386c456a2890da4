/** Bytes of RTP and RTCP packets in, pictures out: one connection to one camera. Pure; the time comes in with the bytes. */
import type { AccessUnit } from '../video/access-unit.ts';
import { AccessUnitBuilder } from '../video/access-unit-builder.ts';
import { depacketiserFor } from '../video/depacketiser.ts';
import { damages, PAYLOAD_FAULTS, type Depacketiser, type PayloadFault } from '../video/payload-fault.ts';
import type { VideoFormat } from '../video/video-format.ts';
import { readRtcp, writeReceiverReport } from './rtcp.ts';
import { ntpToUnixMs, RtpClock } from './rtp-clock.ts';
import { readRtpPacket } from './rtp-packet.ts';
import { RtpReception } from './rtp-reception.ts';
import type { VideoTrack } from './video-track.ts';

export interface VideoReceiverEvents {
  onFormat(format: VideoFormat): void;
  /** @param senderWallMs the camera's own clock when it took the picture; null before it told it */
  onAccessUnit(unit: AccessUnit, senderWallMs: number | null): void;
}

const PER_MS = 90;

export class VideoReceiver {
  readonly #track: VideoTrack;
  readonly #depacketiser: Depacketiser;
  readonly #builder: AccessUnitBuilder;
  readonly #reception = new RtpReception();
  readonly #clock = new RtpClock();
  readonly #faults = Object.fromEntries(PAYLOAD_FAULTS.map((fault) => [fault, 0])) as Record<PayloadFault, number>;
  #lastReport = { middle: 0, atMs: 0 };
  readonly #counters = { notRtp: 0, otherPayload: 0, notRtcp: 0, senderReports: 0 };

  constructor(track: VideoTrack, events: VideoReceiverEvents) {
    this.#track = track;
    this.#depacketiser = depacketiserFor(track.codec);
    this.#builder = new AccessUnitBuilder(track.codec, {
      onFormat: (format) => events.onFormat(format),
      onAccessUnit: (unit) => events.onAccessUnit(unit, this.#clock.senderWallMs(unit.timestamp90k)),
    });
    for (const set of track.parameterSets) this.#builder.describe(set);
  }

  /**
   * @param bytes one RTP packet; may be overwritten after the call
   * @param nowMs a clock that never jumps
   * @returns whether it was a packet of the track
   */
  rtp(bytes: Uint8Array, nowMs: number): boolean {
    const packet = readRtpPacket(bytes);
    if (packet === null) {
      this.#counters.notRtp += 1;
      return false;
    }
    if (packet.payloadType !== this.#track.payloadType) {
      this.#counters.otherPayload += 1;
      return false;
    }
    switch (this.#reception.accept(packet, nowMs * PER_MS)) {
      case 'next':
        break;
      case 'late':
        return true;
      case 'gap':
        this.#depacketiser.reset();
        this.#builder.lost();
        break;
      case 'restart':
        this.#depacketiser.reset();
        this.#builder.restart();
        this.#clock.restart();
        break;
    }
    const nals: Uint8Array[] = [];
    const fault = this.#depacketiser.push(packet.payload, nals);
    if (fault !== null) {
      this.#faults[fault] += 1;
      if (damages(fault)) {
        this.#builder.lost();
        // Only there the units come after the damage.
        if (fault !== 'unfinished-fragment') nals.length = 0;
      }
    }
    this.#builder.push(nals, this.#clock.unwrap(packet.timestamp), packet.marker);
    return true;
  }

  /** @returns 'bye' when the camera ends the stream */
  rtcp(bytes: Uint8Array, nowMs: number): 'bye' | null {
    const contents = readRtcp(bytes);
    if (contents === null) {
      this.#counters.notRtcp += 1;
      return null;
    }
    const { senderReport } = contents;
    if (senderReport !== null) {
      const { ntpSeconds, ntpFraction, rtpTimestamp } = senderReport;
      this.#counters.senderReports += 1;
      this.#lastReport = { middle: ((ntpSeconds & 0xffff) * 0x1_0000 + (ntpFraction >>> 16)) >>> 0, atMs: nowMs };
      // A camera without a clock sends zero.
      if (ntpSeconds !== 0) this.#clock.senderReport(rtpTimestamp, ntpToUnixMs(ntpSeconds, ntpFraction));
    }
    return contents.bye ? 'bye' : null;
  }

  /** What a camera may want to hear every few seconds, to know that somebody still listens. */
  receiverReport(ssrc: number, cname: string, nowMs: number): Uint8Array {
    const { middle, atMs } = this.#lastReport;
    const delay = middle === 0 ? 0 : Math.min(0xffff_ffff, Math.floor(((nowMs - atMs) * 0x1_0000) / 1000));
    return writeReceiverReport({ ssrc, cname, block: this.#reception.report(), lastReport: middle, delay });
  }

  /** What was received, and everything that was dropped, by reason. */
  counters(): Readonly<Record<string, number>> {
    const { counters: builder, refusedSets } = this.#builder;
    return { ...this.#reception.counters, ...this.#counters, ...builder, refusedSets, ...this.#faults };
  }
}
