/**
 * RTCP as far as a receiver needs it: sender reports and goodbyes read, receiver reports written. Source: RFC 3550 §6.1
 * (compound packets), §6.4.1 SR, §6.4.2 RR, §6.5 SDES, §6.6 BYE.
 */
import type { ReportBlock } from './rtp-reception.ts';

export interface SenderReport {
  readonly ssrc: number;
  readonly ntpSeconds: number;
  readonly ntpFraction: number;
  readonly rtpTimestamp: number;
}

export interface RtcpContents {
  readonly senderReport: SenderReport | null;
  readonly bye: boolean;
}

const SR = 200;
const RR = 201;
const SDES = 202;
const BYE = 203;
const CNAME = 1;

/** Null for anything that is no RTCP. Never throws; what follows a broken part is left alone. */
export function readRtcp(bytes: Uint8Array): RtcpContents | null {
  let senderReport: SenderReport | null = null;
  let bye = false;
  let at = 0;
  let parts = 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  while (at + 4 <= bytes.length) {
    const length = 4 * (view.getUint16(at + 2) + 1);
    if (view.getUint8(at) >> 6 !== 2 || at + length > bytes.length) break;
    const type = view.getUint8(at + 1);
    if (type === SR && length >= 28) {
      senderReport ??= {
        ssrc: view.getUint32(at + 4),
        ntpSeconds: view.getUint32(at + 8),
        ntpFraction: view.getUint32(at + 12),
        rtpTimestamp: view.getUint32(at + 16),
      };
    } else if (type === BYE) bye = true;
    parts += 1;
    at += length;
  }
  return parts === 0 ? null : { senderReport, bye };
}

export interface ReceiverReport {
  /** Of this receiver. */
  readonly ssrc: number;
  /** A name for this receiver that says nothing about the computer. */
  readonly cname: string;
  readonly block: ReportBlock | null;
  /** The middle 32 bits of the last sender report's time; 0 when there was none. */
  readonly lastReport: number;
  /** Since that report came, in 65,536ths of a second. */
  readonly delay: number;
}

/** A receiver report and the name that must go with it. */
export function writeReceiverReport(report: ReceiverReport): Uint8Array {
  const { block } = report;
  const name = new TextEncoder().encode(report.cname).subarray(0, 255);
  // Chunk: source, item type, length, text, at least one zero, up to a multiple of four.
  const chunk = 4 * Math.ceil((4 + 2 + name.length + 1) / 4);
  const receiver = 8 + (block === null ? 0 : 24);
  const bytes = new Uint8Array(receiver + 4 + chunk);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, 0x80 | (block === null ? 0 : 1));
  view.setUint8(1, RR);
  view.setUint16(2, receiver / 4 - 1);
  view.setUint32(4, report.ssrc);
  if (block !== null) {
    view.setUint32(8, block.ssrc);
    view.setUint32(12, ((block.fractionLost << 24) | block.cumulativeLost) >>> 0);
    view.setUint32(16, block.highestSequence);
    view.setUint32(20, block.jitter);
    view.setUint32(24, report.lastReport);
    view.setUint32(28, report.delay);
  }
  view.setUint8(receiver, 0x81);
  view.setUint8(receiver + 1, SDES);
  view.setUint16(receiver + 2, chunk / 4);
  view.setUint32(receiver + 4, report.ssrc);
  view.setUint8(receiver + 8, CNAME);
  view.setUint8(receiver + 9, name.length);
  bytes.set(name, receiver + 10);
  return bytes;
}
