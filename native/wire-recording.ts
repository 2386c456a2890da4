/**
 * A wire trace as text, for people and for replaying: one line a happening, `<time> <sign> <hex>`, where `<` came, `>` was
 * written, `+` is the opening and `-` the closing with its reason. Lines that begin with `#` are remarks.
 */
import { timestamp, Timestamp, type EpochMs } from '../preload/contract/vocabulary.ts';
import type { WireEntry, WireHappening } from './wire-trace.ts';

/** The first line; another number is another form. */
const RECORDING_HEADER = '# wire trace 1';

const SIGNS: Readonly<Record<WireHappening, string>> = { opened: '+', received: '<', written: '>', closed: '-' };
const LINE = /^(\S+) ([+<>-])(?: (.*))?$/;

/** Lines of one piece. */
const PIECE = 256;

/** The whole text. */
export const wireRecording = (entries: readonly WireEntry[], remarks: readonly string[] = []): string =>
  [...recordingPieces(entries, remarks)].join('');

/**
 * The text by some lines at a time: a full ring is more than should be made at once beside a live scale.
 * @param remarks what a reader must know of the line; each becomes a line of its own
 */
export function* recordingPieces(entries: readonly WireEntry[], remarks: readonly string[]): Generator<string> {
  yield [RECORDING_HEADER, ...remarks.map((remark) => `# ${remark.replace(/\s+/g, ' ')}`), ''].join('\n');
  for (let from = 0; from < entries.length; from += PIECE)
    yield entries
      .slice(from, from + PIECE)
      .map(lineOf)
      .join('');
}

function lineOf({ at, bytes, what }: WireEntry): string {
  // A reason is the system's own text: one line of it.
  const text = what === 'closed' ? Buffer.from(bytes).toString('utf8').replace(/\s+/g, ' ') : hex(bytes);
  return `${timestamp(at)} ${SIGNS[what]}${text === '' ? '' : ` ${text}`}\n`;
}

/** @throws SyntaxError that names the line: a recording is read whole or not at all */
export function readWireRecording(text: string): WireEntry[] {
  const [header, ...lines] = text.split(/\r?\n/);
  if (header !== RECORDING_HEADER) throw new SyntaxError(`line 1: not "${RECORDING_HEADER}"`);
  return lines.flatMap((line, index) => (line === '' || line.startsWith('#') ? [] : [entryOf(line, index + 2)]));
}

function entryOf(line: string, number: number): WireEntry {
  const [, time = '', sign = '', rest = ''] = LINE.exec(line) ?? [];
  const what = (Object.keys(SIGNS) as WireHappening[]).find((one) => SIGNS[one] === sign);
  if (what === undefined || !Timestamp.safeParse(time).success) throw new SyntaxError(`line ${number}: no happening`);
  const at = Date.parse(time) as EpochMs;
  if (what === 'closed') return { at, what, bytes: Buffer.from(rest, 'utf8') };
  const isHex = /^(?:[0-9a-f]{2})*$/.test(rest);
  if (!isHex || (rest === '') !== (what === 'opened')) throw new SyntaxError(`line ${number}: no bytes in hex`);
  return { at, what, bytes: Buffer.from(rest, 'hex') };
}

const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
