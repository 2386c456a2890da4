/**
 * npm run decode -- PROTOCOL [--options JSON] (--hex HEX | FILE)
 * npm run decode -- --json FILE
 *
 * Decodes a capture: one JSON line a frame, traffic or reject on stdout, nothing else. What is wrong with the arguments
 * is a sentence on stderr, and the exit code 2.
 */
import { createReadStream, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Capture, decodeWhole } from './capture.ts';
import type { Result } from './capture.ts';
import { DECODERS } from './decoders.ts';
import type { Decoder } from './decoders.ts';
import { settingsOf } from './settings.ts';

const USAGE = `npm run --silent decode -- PROTOCOL [--options JSON] (--hex HEX | FILE)
npm run --silent decode -- --json FILE

PROTOCOL is one of ${DECODERS.map(({ id }) => id).join(', ')}.
--options  settings of the protocol, for example '{"checksum":"required"}'
--hex      the bytes, blanks between them allowed
FILE       the bytes as they came; - is standard input
--json     a list of {id, protocol, settings, hex}; prints {id, frames, errors, decoded?} for each`;

/** What a person got wrong: shown as it is. */
class Mistake extends Error {}

async function run(): Promise<void> {
  const { options, hex, json, help, positionals } = readArguments();
  if (help) {
    say(USAGE);
    return;
  }
  if (json !== undefined) {
    if (positionals.length > 0 || hex !== undefined || options !== undefined)
      throw new Mistake('--json takes a file and nothing else: protocol and settings stand in it.');
    await decodeList(json);
    return;
  }
  const [protocol, file, ...more] = positionals;
  if (protocol === undefined) throw new Mistake(`A protocol is missing.\n\n${USAGE}`);
  if (more.length > 0) throw new Mistake(`One file at a time; "${more.join(' ')}" is too much.`);
  if ((hex === undefined) === (file === undefined)) throw new Mistake('Give the bytes once: --hex HEX or FILE.');
  const decoder = decoderOf(protocol);
  const settings = settingsOf(decoder, options === undefined ? {} : groupOf('--options', options));
  if (settings.wrong[0] !== undefined) throw new Mistake(settings.wrong[0]);
  tellUnknown(decoder.id, settings.unknown);

  const lines: string[] = [];
  const capture = new Capture(decoder, settings.options, (result) => lines.push(lineOf(result)));
  if (hex !== undefined) capture.push(bytesOf('--hex', hex));
  else {
    for await (const chunk of bytesIn(file ?? '-')) {
      capture.push(chunk);
      await print(lines);
    }
  }
  capture.end();
  await print(lines);
}

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        options: { type: 'string' },
        hex: { type: 'string' },
        json: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return { ...values, positionals };
  } catch (error) {
    throw new Mistake(error instanceof Error ? error.message : String(error));
  }
}

async function decodeList(file: string): Promise<void> {
  const list = jsonOf(file, textOf(file));
  if (!Array.isArray(list)) throw new Mistake(`${file} is no list.`);
  const lines: string[] = [];
  for (const [index, entry] of list.entries()) {
    const place = `Entry ${index + 1} of ${file}`;
    if (!isGroup(entry)) throw new Mistake(`${place} is no {id, protocol, settings, hex}.`);
    const { id, protocol, settings: given = {}, hex } = entry;
    if (typeof protocol !== 'string') throw new Mistake(`${place} names no protocol.`);
    if (typeof hex !== 'string') throw new Mistake(`${place} has no hex.`);
    if (!isGroup(given)) throw new Mistake(`The settings of ${place} are no {…}.`);
    const decoder = decoderOf(protocol);
    const { options, unknown, wrong } = settingsOf(decoder, given);
    // One capture of many: its default is taken, and said.
    for (const sentence of wrong) say(`${place}: ${sentence} The default is taken.`);
    tellUnknown(`${place}, ${protocol}`, unknown);
    lines.push(JSON.stringify({ id: id ?? null, ...decodeWhole(decoder, options, bytesOf(place, hex)) }));
  }
  await print(lines);
}

/** A frame stands there as it is. */
function lineOf(result: Result): string {
  return JSON.stringify('frame' in result ? result.frame : result);
}

function decoderOf(id: string): Decoder {
  const decoder = DECODERS.find((one) => one.id === id);
  if (decoder !== undefined) return decoder;
  throw new Mistake(`There is no protocol "${id}". There are: ${DECODERS.map((one) => one.id).join(', ')}.`);
}

function bytesOf(what: string, hex: string): Uint8Array {
  const digits = hex.replace(/\s+/g, '');
  if (!/^([0-9a-f]{2})*$/i.test(digits)) throw new Mistake(`${what}: two hex digits a byte are needed.`);
  return Buffer.from(digits, 'hex');
}

function groupOf(what: string, text: string): Readonly<Record<string, unknown>> {
  const value = jsonOf(what, text);
  if (!isGroup(value)) throw new Mistake(`${what} is no JSON object {…}.`);
  return value;
}

function jsonOf(what: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Mistake(`${what} is no JSON.`);
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw unreadable(file, error);
  }
}

async function* bytesIn(file: string): AsyncGenerator<Uint8Array> {
  const stream: AsyncIterable<Uint8Array> = file === '-' ? process.stdin : createReadStream(file);
  try {
    for await (const chunk of stream) yield chunk;
  } catch (error) {
    throw unreadable(file, error);
  }
}

const unreadable = (file: string, error: unknown): Mistake =>
  new Mistake(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);

const isGroup = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function tellUnknown(what: string, keys: readonly string[]): void {
  if (keys.length > 0)
    say(`${what}: ${keys.map((key) => `"${key}"`).join(', ')} is no setting here and not looked at.`);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Prints the lines and empties the list; waits while the reader of our output is slow. */
async function print(lines: string[]): Promise<void> {
  const text = lines.splice(0).join('\n');
  if (text === '') return;
  if (!process.stdout.write(`${text}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}

// Who reads our output may stop early (`| head`).
process.stdout.on('error', () => process.exit());
run().catch((error: unknown) => {
  say(error instanceof Mistake ? error.message : String(error instanceof Error ? error.stack : error));
  process.exitCode = error instanceof Mistake ? 2 : 1;
});
