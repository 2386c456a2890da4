/**
 * Is this a whole JPEG, and how large is its picture? Walks every segment and all entropy-coded data without decoding.
 * Source: ITU-T T.81 annex B (markers, segment lengths, byte stuffing, restart markers).
 */
import type { CameraErrorCode } from './camera-error.ts';

export type JpegStructure =
  | { readonly ok: true; readonly width: number; readonly height: number; readonly exif: Buffer | null }
  | {
      readonly ok: false;
      readonly code: Extract<CameraErrorCode, 'camera.not-jpeg' | 'camera.truncated'>;
      readonly detail: string;
    };

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP1 = 0xe1;
const TEM = 0x01;
const EXIF = Buffer.from('Exif\0\0', 'latin1');

/** Never throws. Bytes after the end marker are tolerated: some cameras fill up their last block. */
export function readJpegStructure(bytes: Buffer): JpegStructure {
  if (bytes.length < 2) return bytes.length === 0 ? notJpeg('an empty answer') : truncated('one byte');
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return notJpeg(`starts with ${beginning(bytes)}`);
  let at = 2;
  let size: { width: number; height: number } | null = null;
  let scans = 0;
  let exif: Buffer | null = null;
  for (;;) {
    if (at >= bytes.length) return truncated(`ends after ${bytes.length} bytes, before its end marker`);
    if (bytes[at] !== 0xff) return notJpeg(`no marker at byte ${at}`);
    while (bytes[at] === 0xff) at += 1; // any number of fill bytes may precede a marker
    const marker = bytes[at];
    at += 1;
    if (marker === undefined) return truncated(`ends inside a marker at byte ${bytes.length}`);
    if (marker === EOI) {
      if (size === null || scans === 0) return truncated('the end marker comes before any picture');
      return { ok: true, ...size, exif };
    }
    if (marker === SOI || marker === 0x00) return notJpeg(`marker ${marker} at byte ${at - 1}`);
    if (marker === TEM || isRestart(marker)) continue;
    if (at + 2 > bytes.length) return truncated(`ends inside a segment at byte ${bytes.length}`);
    const length = bytes.readUInt16BE(at);
    if (length < 2) return notJpeg(`a segment of ${length} bytes at byte ${at}`);
    if (at + length > bytes.length) return truncated(`ends inside a segment at byte ${bytes.length}`);
    const segment = bytes.subarray(at + 2, at + length);
    at += length;
    if (isFrameHeader(marker)) {
      if (segment.length < 6) return notJpeg('a short frame header');
      size = { height: segment.readUInt16BE(1), width: segment.readUInt16BE(3) };
      // Height 0 means "said later" (DNL): no camera does it and few decoders follow.
      if (size.width === 0 || size.height === 0) return notJpeg('a frame header without a size');
    } else if (marker === APP1 && exif === null && segment.subarray(0, EXIF.length).equals(EXIF)) {
      exif = segment.subarray(EXIF.length);
    } else if (marker === SOS) {
      if (size === null) return notJpeg('a scan before the frame header');
      scans += 1;
      const end = endOfEntropyData(bytes, at);
      if (end === null) return truncated(`ends inside the picture after ${bytes.length} bytes`);
      at = end;
    }
  }
}

/** Where the next real marker begins, or null when the bytes end first. */
function endOfEntropyData(bytes: Buffer, from: number): number | null {
  let at = bytes.indexOf(0xff, from);
  while (at >= 0) {
    const next = bytes[at + 1];
    if (next === undefined) return null;
    if (next === 0xff) at += 1;
    else if (next === 0x00 || isRestart(next)) at = bytes.indexOf(0xff, at + 2);
    else return at;
  }
  return null;
}

function isRestart(marker: number): boolean {
  return marker >= 0xd0 && marker <= 0xd7;
}

/** SOF0…SOF15 without DHT (C4), JPG (C8) and DAC (CC), which share the range. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function notJpeg(detail: string): JpegStructure {
  return { ok: false, code: 'camera.not-jpeg', detail };
}

function truncated(detail: string): JpegStructure {
  return { ok: false, code: 'camera.truncated', detail };
}

/** The first characters as an installer can read them: `<!DOCTYPE html>` says more than its bytes. */
function beginning(bytes: Buffer): string {
  return JSON.stringify(bytes.toString('latin1', 0, 24).replace(/[^\x20-\x7e]/g, '.'));
}
