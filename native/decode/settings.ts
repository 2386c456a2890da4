/** The settings of a capture: which of them its protocol knows, and what is wrong with them. Pure. */
import type { OptionField, ProtocolOptions } from '../scale/protocols/protocol.ts';
import type { Decoder } from './decoders.ts';

/** Of the port, beside the decoder's own in the collected vectors. */
const OF_THE_PORT: ReadonlySet<string> = new Set(['baud', 'dataBits', 'parity', 'stopBits']);

export interface Settings {
  readonly options: ProtocolOptions;
  /** Values that cannot be, each in a sentence; they are not among `options`. */
  readonly wrong: readonly string[];
  /** Keys that the protocol does not know; they are not looked at. */
  readonly unknown: readonly string[];
}

export function settingsOf({ id, options: fields }: Decoder, given: Readonly<Record<string, unknown>>): Settings {
  const options: Record<string, unknown> = {};
  const wrong: string[] = [];
  const unknown: string[] = [];
  for (const [key, written] of Object.entries(given)) {
    if (OF_THE_PORT.has(key)) continue;
    // The vectors' other name of `required`.
    const value = key === 'checksum' && written === 'xor' ? 'required' : written;
    const field = fields.find((one) => one.key === key);
    const allowed = field === undefined ? ofTheCapture(key) : allowedBy(field);
    if (allowed === null) unknown.push(key);
    else if (allowed.holds(value)) options[key] = value;
    else wrong.push(`${id}: "${key}" is ${allowed.words}.`);
  }
  return { options, wrong, unknown };
}

interface Allowed {
  holds(value: unknown): boolean;
  readonly words: string;
}

function allowedBy(field: OptionField): Allowed {
  if (!('values' in field)) {
    const { least, most } = field;
    const holds = (value: unknown): boolean =>
      typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
    return { holds, words: `a whole number from ${least} to ${most}` };
  }
  const values: readonly unknown[] = field.values;
  return {
    holds: (value) => values.includes(value),
    words: `one of ${values.map((value) => JSON.stringify(value)).join(', ')}`,
  };
}

/** What tells of the capture and not of the indicator: it is no setting of a protocol. */
function ofTheCapture(key: string): Allowed | null {
  switch (key) {
    case 'direction':
      return { holds: (value) => value === 'request' || value === 'answer', words: 'one of "request", "answer"' };
    case 'marks':
      return {
        holds: (value) => Array.isArray(value) && value.every((mark) => mark === 0 || mark === 1),
        words: 'a list of 0 and 1, one for each byte',
      };
    default:
      return null;
  }
}
