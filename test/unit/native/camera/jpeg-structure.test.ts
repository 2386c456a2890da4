/** Byte tables: which files are whole JPEGs, and where a cut is noticed. */
import { describe, expect, it } from 'vitest';
import { readJpegStructure } from '../../../../native/camera/jpeg-structure.ts';

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');
const SOI = 'ffd8';
const APP0 = 'ffe0 0010 4a46494600 0101 00 0001 0001 0000';
const DQT = 'ffdb 0003 00';
/** Baseline, 8 bits, 1080 × 1920, three components. */
const SOF = 'ffc0 0011 08 0438 0780 03 011100 021101 031101';
const DHT = 'ffc4 0003 00';
const SOS = 'ffda 000c 03 0100 0211 0311 003f00';
/** With a stuffed ff, restart markers and a fill byte. */
const SCAN = '12 34 ff00 56 ffd0 78 ffd7 9a';
const EOI = 'ffd9';
const PARTS = [SOI, APP0, DQT, SOF, DHT, SOS, SCAN, EOI];
const WHOLE = hex(PARTS.join(''));

describe('readJpegStructure', () => {
  it.each([
    ['baseline', PARTS],
    ['progressive with two scans', [SOI, SOF.replace('ffc0', 'ffc2'), DHT, SOS, SCAN, DHT, SOS, SCAN, EOI]],
    ['fill bytes before markers', [SOI, 'ffff', SOF, 'ffffff', SOS, SCAN, 'ffff', EOI]],
    ['bytes after the end', [...PARTS, '00000000']],
    ['a restart marker right before the end', [SOI, SOF, SOS, SCAN, 'ffd3', EOI]],
  ])('accepts %s and measures it', (_name, parts) => {
    expect(readJpegStructure(hex(parts.join('')))).toMatchObject({ ok: true, width: 1920, height: 1080 });
  });

  it('finds EXIF, but not another APP1', () => {
    const xmp = 'ffe1 0008 687474703a2f';
    const exif = 'ffe1 000c 457869660000 4d4d002a';
    const structure = readJpegStructure(hex([SOI, xmp, exif, SOF, SOS, SCAN, EOI].join('')));
    expect(structure).toMatchObject({ ok: true, exif: hex('4d4d002a') });
  });

  it('does not take a thumbnail inside EXIF for the picture or its end for the end', () => {
    const thumbnail = [SOI, SOF.replace('0438 0780', '0078 00a0'), SOS, SCAN, EOI].join('').replaceAll(' ', '');
    const payload = `457869660000${thumbnail}`;
    const app1 = `ffe1${(payload.length / 2 + 2).toString(16).padStart(4, '0')}${payload}`;
    expect(readJpegStructure(hex([SOI, app1, SOF, SOS, SCAN, EOI].join('')))).toMatchObject({ ok: true, width: 1920 });
    expect(readJpegStructure(hex([SOI, app1].join('')))).toMatchObject({ ok: false, code: 'camera.truncated' });
  });

  it.each(PARTS.map((part, index) => [part, index] as const))('a cut after segment %#: truncated', (_part, index) => {
    const cut = hex(PARTS.slice(0, index + 1).join(''));
    const expected = index === PARTS.length - 1 ? { ok: true } : { ok: false, code: 'camera.truncated' };
    expect(readJpegStructure(cut)).toMatchObject(expected);
  });

  it('a cut at any byte: never whole, and truncated from the second byte on', () => {
    for (let length = 1; length < WHOLE.length; length += 1) {
      expect(readJpegStructure(WHOLE.subarray(0, length))).toMatchObject({ ok: false, code: 'camera.truncated' });
    }
  });

  it.each([
    ['an empty answer', '', 'camera.not-jpeg'],
    ['HTML', Buffer.from('<!DOCTYPE html>').toString('hex'), 'camera.not-jpeg'],
    ['PNG', '89504e470d0a1a0a', 'camera.not-jpeg'],
    ['an end without a picture', SOI + EOI, 'camera.truncated'],
    ['a frame without a scan', SOI + SOF + EOI, 'camera.truncated'],
    ['a scan before the frame', SOI + SOS + SCAN + EOI, 'camera.not-jpeg'],
    ['no size', SOI + SOF.replace('0438 0780', '0000 0780') + SOS + SCAN + EOI, 'camera.not-jpeg'],
    ['a segment length below two', `${SOI}ffe0 0001${SOF}${SOS}${SCAN}${EOI}`, 'camera.not-jpeg'],
    ['a segment longer than the file', `${SOI}ffe0 ffff${SOF}`, 'camera.truncated'],
    ['junk between segments', `${SOI}${APP0}00${SOF}${SOS}${SCAN}${EOI}`, 'camera.not-jpeg'],
    ['a frame header too short for its size', `${SOI}ffc0 0004 0804${SOS}${SCAN}${EOI}`, 'camera.not-jpeg'],
    ['a second beginning', SOI + SOI + SOF + SOS + SCAN + EOI, 'camera.not-jpeg'],
  ])('%s', (_name, bytes, code) => {
    expect(readJpegStructure(hex(bytes))).toMatchObject({ ok: false, code });
  });

  it('shows an installer how the answer begins', () => {
    const structure = readJpegStructure(Buffer.from('<!DOCTYPE html>\n<html>'));
    expect(structure).toMatchObject({ detail: 'starts with "<!DOCTYPE html>.<html>"' });
  });
});
