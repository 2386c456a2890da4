/** When a picture was taken: EXIF, the camera's clock, and what both mean for its age. */
import { describe, expect, it } from 'vitest';
import { readCameraTime } from '../../../../native/camera/camera-clock.ts';
import { readExifTime } from '../../../../native/camera/exif-time.ts';
import { pictureAgeMs, type PictureClaims, type PictureClocks } from '../../../../native/camera/freshness.ts';
import type { EpochMs } from '../../../../preload/contract/vocabulary.ts';

const ascii = (text: string): string => Buffer.from(`${text}\0`, 'latin1').toString('hex');
const hex = (text: string): Buffer => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');
const LOCAL = Date.UTC(2026, 10, 22, 14, 32, 5);

/** IFD0 with the pointer to the EXIF directory at 26, which holds the time and the offset. */
const BIG_ENDIAN = `4d4d002a 00000008  0001 8769 0004 00000001 0000001a 00000000
  0002 9003 0002 00000014 00000038  9011 0002 00000007 0000004c 00000000
  ${ascii('2026:11:22 14:32:05')} ${ascii('+08:00')}`;
/** DateTime in IFD0 alone, as simple cameras write it. */
const LITTLE_ENDIAN = `49492a00 08000000  0100 3201 0200 14000000 1a000000 00000000 ${ascii('2026:11:22 14:32:05')}`;

describe('readExifTime', () => {
  it.each([
    ['DateTimeOriginal with its offset', BIG_ENDIAN, { localMs: LOCAL, utcOffsetMinutes: 480 }],
    [
      'a western offset',
      BIG_ENDIAN.replace(ascii('+08:00'), ascii('-03:30')),
      { localMs: LOCAL, utcOffsetMinutes: -210 },
    ],
    ['DateTime in the main directory', LITTLE_ENDIAN, { localMs: LOCAL, utcOffsetMinutes: null }],
    ['a clock never set', LITTLE_ENDIAN.replace(ascii('2026:11:22 14:32:05'), ascii('    :  :     :  :  ')), null],
    ['an unknown byte order', '4d49002a00000008', null],
    ['nothing', '', null],
    ['a directory outside the file', '4d4d002a ffffffff', null],
    ['a count that runs out of the file', '4d4d002a 00000008 ffff 0132 0002 00000014 00000100', null],
  ])('%s', (_name, bytes, expected) => {
    expect(readExifTime(hex(bytes))).toEqual(expected);
  });

  it('is never upset by a cut', () => {
    const whole = hex(BIG_ENDIAN);
    for (let length = 0; length < whole.length; length += 1) {
      const time = readExifTime(whole.subarray(0, length));
      expect(time === null || time.localMs === LOCAL).toBe(true);
    }
  });
});

describe('readCameraTime', () => {
  const part = (name: string, day: number, hour: number): string =>
    `<tt:${name}><tt:Time><tt:Hour>${hour}</tt:Hour><tt:Minute>32</tt:Minute><tt:Second>5</tt:Second></tt:Time>
     <tt:Date><tt:Year>2026</tt:Year><tt:Month>11</tt:Month><tt:Day>${day}</tt:Day></tt:Date></tt:${name}>`;
  const utc = part('UTCDateTime', 22, 6);

  it.each([
    [
      'both times',
      utc + part('LocalDateTime', 22, 14),
      { utcMs: Date.UTC(2026, 10, 22, 6, 32, 5), utcOffsetMinutes: 480 },
    ],
    [
      'the local one first',
      part('LocalDateTime', 22, 14) + utc,
      { utcMs: Date.UTC(2026, 10, 22, 6, 32, 5), utcOffsetMinutes: 480 },
    ],
    ['no local one', utc, { utcMs: Date.UTC(2026, 10, 22, 6, 32, 5), utcOffsetMinutes: null }],
    [
      'an impossible zone',
      utc + part('LocalDateTime', 25, 6),
      { utcMs: Date.UTC(2026, 10, 22, 6, 32, 5), utcOffsetMinutes: null },
    ],
    [
      'midnight as noughts',
      utc.replace('>6<', '>0<').replace('>32<', '>00<'),
      { utcMs: Date.UTC(2026, 10, 22, 0, 0, 5), utcOffsetMinutes: null },
    ],
    ['only a local one', part('LocalDateTime', 22, 14), null],
    ['no date', '<tt:UTCDateTime/>', null],
    ['nothing', '', null],
  ])('%s', (_name, xml, expected) => {
    expect(readCameraTime(xml)).toEqual(expected);
  });
});

describe('pictureAgeMs', () => {
  const NOW = Date.UTC(2026, 10, 22, 6, 32, 5) as EpochMs;
  const clocks: PictureClocks = { stationNow: NOW, cameraOffsetMs: 0, cameraUtcOffsetMinutes: 480 };
  const none: PictureClaims = { exif: null, date: null, lastModified: null };
  const http = (ageSeconds: number): string => new Date(NOW - ageSeconds * 1000).toUTCString();
  const exif = (ageSeconds: number, utcOffsetMinutes: number | null) => ({
    localMs: NOW + 480 * 60_000 - ageSeconds * 1000,
    utcOffsetMinutes,
  });

  it.each<[string, PictureClaims, PictureClocks, number | null]>([
    ['nothing said', none, clocks, null],
    ['Date', { ...none, date: http(60) }, clocks, 60_000],
    ['the oldest counts', { ...none, date: http(0), lastModified: http(90) }, clocks, 90_000],
    ['EXIF with its own offset', { ...none, exif: exif(40, 480) }, { ...clocks, cameraUtcOffsetMinutes: null }, 40_000],
    ['EXIF by the camera’s zone', { ...none, exif: exif(40, null) }, clocks, 40_000],
    [
      'EXIF without any zone says nothing',
      { ...none, exif: exif(40, null) },
      { ...clocks, cameraUtcOffsetMinutes: null },
      null,
    ],
    [
      'a camera an hour slow is not stale by its own clock',
      { ...none, date: http(3600) },
      { ...clocks, cameraOffsetMs: -3_600_000 },
      0,
    ],
    [
      'a camera whose ONVIF clock alone is wrong is not stale by ours',
      { ...none, date: http(0) },
      { ...clocks, cameraOffsetMs: 28_800_000 },
      0,
    ],
    ['a camera clock that could not be read', { ...none, date: http(60) }, { ...clocks, cameraOffsetMs: null }, 60_000],
    ['a placeholder', { ...none, lastModified: 'Thu, 01 Jan 1970 00:00:00 GMT' }, clocks, null],
    ['no date at all', { ...none, date: 'yesterday' }, clocks, null],
  ])('%s', (_name, claims, of, expected) => {
    expect(pictureAgeMs(claims, of)?.ageMs ?? null).toBe(expected);
  });
});
