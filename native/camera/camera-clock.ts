/**
 * Reads the answer to GetSystemDateAndTime (ONVIF Core, "GetSystemDateAndTime"; ver10/schema, SystemDateTime).
 * Own reading because node-onvif sets month before day (a camera on the 1st read on the 31st comes out a month off),
 * and neither library gives LocalDateTime, which alone says how EXIF times are meant.
 */
export interface CameraTime {
  /** UTC, whole seconds as ONVIF has them, in milliseconds since 1970. */
  readonly utcMs: number;
  /** Minutes east of Greenwich; null when the camera gives no local time. */
  readonly utcOffsetMinutes: number | null;
}

/** @returns null when the answer holds no UTC time */
export function readCameraTime(xml: string): CameraTime | null {
  const utcMs = dateTime(xml, 'UTCDateTime');
  if (utcMs === null) return null;
  const localMs = dateTime(xml, 'LocalDateTime');
  // Both are read at one moment, but some cameras cross a second in between: zones are quarters of an hour.
  const minutes = localMs === null ? null : Math.round((localMs - utcMs) / 900_000) * 15;
  return { utcMs, utcOffsetMinutes: minutes !== null && Math.abs(minutes) <= 14 * 60 ? minutes : null };
}

function dateTime(xml: string, name: string): number | null {
  const start = new RegExp(`<(?:[\\w.-]+:)?${name}[\\s>]`).exec(xml)?.index;
  if (start === undefined) return null;
  const end = xml.indexOf(`${name}>`, start + name.length + 2);
  const block = xml.slice(start, end < 0 ? undefined : end);
  const [year, month, day, hour, minute, second] = ['Year', 'Month', 'Day', 'Hour', 'Minute', 'Second'].map((tag) => {
    const digits = new RegExp(`<(?:[\\w.-]+:)?${tag}(?:\\s[^>]*)?>\\s*(\\d{1,4})\\s*<`).exec(block)?.[1];
    return digits === undefined ? undefined : Number(digits);
  });
  if (year === undefined || month === undefined || day === undefined) return null;
  if (hour === undefined || minute === undefined || second === undefined) return null;
  const value = Date.UTC(year, month - 1, day, hour, minute, second);
  return Number.isNaN(value) ? null : value;
}
