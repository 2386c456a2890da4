/**
 * Modbus RTU weighing transmitters (Keli type, CAS CI-600D, TUNA ID551PN, Dini DGT, Ding Song 4821 and others): the
 * station asks for registers, the transmitter answers.
 *
 *   question   slave · function 3 or 4 · first register (2) · how many (2) · CRC (2, low byte first)
 *   answer     slave · function · bytes that follow · registers, high byte first · CRC
 *   exception  slave · function with bit 7 · code · CRC
 *
 * Which register holds what is the maker's choice, so all of it is settings: function, register and whether the manual
 * counts from 0 or 1, form and order of the words, decimals, and where in the same answer a status register stands and
 * what its bits mean. Of a float only the decimals that the setting names are taken: it has no end of its own.
 * At commissioning ask which register changes when somebody steps on the deck; swapped words are the commonest mistake.
 * Source: Modbus application protocol 1.1b3 and Modbus over serial line 1.02; gospace kpr.py (question for a Keli type).
 */
import { byteHex } from './byte-hex.ts';
import { modbusCrc } from './modbus-crc.ts';
import { startsWith } from './protocol.ts';
import type { DecodedFrame, FrameReader, ProtocolOptions, RejectReason, ScaleProtocol } from './protocol.ts';
import { NO_WEIGHT, weightPart } from './weight-part.ts';
import type { WeightPart } from './weight-part.ts';

const READ_HOLDING = 3;
const READ_INPUT = 4;
const EXCEPTION = 0x80;
const QUESTION_LENGTH = 8;
const EXCEPTION_LENGTH = 5;
const HEAD = 3;
const CRC = 2;
/** 1…247; 0 is for all, and nobody answers to it. */
const MOST_SLAVE = 247;
/** Beyond any scale, and where a number in a float still has all its digits in decimal text. */
const MOST_FLOAT = 1e9;
const NO_BIT = -1;

const REGISTERS = { int16: 1, uint16: 1, int32: 2, float32: 2 } as const;

export const modbusRtu: ScaleProtocol = {
  id: 'modbus-rtu',
  talks: 'when-asked',
  options: [
    { key: 'slave', least: 1, most: MOST_SLAVE, byDefault: 1 },
    { key: 'function', values: [READ_HOLDING, READ_INPUT] },
    { key: 'register', least: 0, most: 65_535, byDefault: 0 },
    { key: 'registerBase', values: [0, 1] },
    { key: 'type', values: ['int32', 'float32', 'int16', 'uint16'] },
    { key: 'wordOrder', values: ['high-first', 'low-first'] },
    { key: 'decimals', least: 0, most: 4, byDefault: 0 },
    { key: 'unit', values: ['kg', 't'] },
    { key: 'statusAt', least: 0, most: 32, byDefault: 0 },
    { key: 'motionBit', least: NO_BIT, most: 15, byDefault: NO_BIT },
    { key: 'overBit', least: NO_BIT, most: 15, byDefault: NO_BIT },
    { key: 'underBit', least: NO_BIT, most: 15, byDefault: NO_BIT },
    { key: 'netBit', least: NO_BIT, most: 15, byDefault: NO_BIT },
    { key: 'goodBit', least: NO_BIT, most: 15, byDefault: NO_BIT },
    { key: 'everyMs', least: 50, most: 1000, byDefault: 200 },
  ],
  reader: (options) => (options.direction === 'request' ? questionReader(options) : answerReader(options)),
  poll(options) {
    const first = Math.max(0, (options.register ?? 0) - (options.registerBase ?? 0));
    const request = new Uint8Array(QUESTION_LENGTH);
    const view = new DataView(request.buffer);
    request[0] = options.slave ?? 1;
    request[1] = options.function ?? READ_HOLDING;
    view.setUint16(2, first);
    view.setUint16(4, registersOf(options));
    view.setUint16(6, modbusCrc(request, 0, QUESTION_LENGTH - CRC), true);
    return { request, everyMs: options.everyMs ?? 200 };
  },
};

/** Registers of one answer: the weight, and as far as the status. */
const registersOf = (options: ProtocolOptions): number =>
  Math.max(REGISTERS[options.type ?? 'int32'], options.statusAt === undefined ? 0 : options.statusAt + 1);

/** Whether the two bytes behind [at, to) are its checksum. */
function checks(bytes: Uint8Array, at: number, to: number): boolean {
  return ((bytes[to] ?? 0) | ((bytes[to + 1] ?? 0) << 8)) === modbusCrc(bytes, at, to);
}

const isRead = (code: number): boolean => code === READ_HOLDING || code === READ_INPUT;
const anySlave = startsWith(Array.from({ length: MOST_SLAVE }, (_, index) => index + 1));

function questionReader(options: ProtocolOptions): FrameReader {
  const slave = options.slave ?? 1;
  return {
    starts: anySlave,
    longest: QUESTION_LENGTH,
    read(bytes, at, end) {
      const ours = bytes[at] === slave;
      if (end - at < 2) return null;
      const code = bytes[at + 1] ?? 0;
      if (!isRead(code)) return 'no';
      if (end - at < QUESTION_LENGTH) return null;
      if (!checks(bytes, at, at + QUESTION_LENGTH - CRC)) return ours ? 'checksum' : 'no';
      if (!ours) return 'address';
      const [start, count] = [word(bytes, at + 2), word(bytes, at + 4)];
      return { length: QUESTION_LENGTH, decoded: { slave, function: code, start, count } };
    },
  };
}

function answerReader(options: ProtocolOptions): FrameReader {
  const slave = options.slave ?? 1;
  const size = 2 * registersOf(options);
  const length = HEAD + size + CRC;
  const number = numberReader(options);
  const status = statusOf(options);
  const unit = options.unit ?? null;
  return {
    // Answers of other slaves are told from noise by their checksum: a wrong slave number is a setting to be found.
    starts: anySlave,
    longest: Math.max(length, EXCEPTION_LENGTH),
    read(bytes, at, end) {
      const ours = bytes[at] === slave;
      if (end - at < 2) return null;
      const code = bytes[at + 1] ?? 0;
      if (isRead(code & ~EXCEPTION) && (code & EXCEPTION) !== 0) {
        if (end - at < EXCEPTION_LENGTH) return null;
        if (!checks(bytes, at, at + HEAD)) return ours ? 'checksum' : 'no';
        return ours ? exception(bytes[at + 2] ?? 0) : 'address';
      }
      if (!isRead(code)) return 'no';
      if (end - at < HEAD) return null;
      if (bytes[at + 2] !== size) return ours ? 'length' : 'no';
      if (end - at < length) return null;
      if (!checks(bytes, at, at + HEAD + size)) return ours ? 'checksum' : 'no';
      if (!ours) return 'address';
      const frame = weigh(bytes, at + HEAD, size, number, unit, status);
      return typeof frame === 'string' ? frame : { length, frame };
    },
  };
}

/** Two hex digits, as in the makers' tables: 02 is "no such register". */
const exception = (code: number): RejectReason => `exception-${code.toString(16).toUpperCase().padStart(2, '0')}`;

/** Where the status register stands and what its bits mean; NO_BIT for what it does not tell. */
interface Status {
  readonly at: number;
  readonly good: number;
  readonly moving: number;
  readonly net: number;
  readonly over: number;
  readonly under: number;
}

/** null where the transmitter has no status register, or none is read. */
function statusOf(options: ProtocolOptions): Status | null {
  const { statusAt = 0, goodBit = NO_BIT, motionBit = NO_BIT } = options;
  const { netBit = NO_BIT, overBit = NO_BIT, underBit = NO_BIT } = options;
  if (statusAt === 0) return null;
  return { at: 2 * statusAt, good: goodBit, moving: motionBit, net: netBit, over: overBit, under: underBit };
}

const word = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
const bit = (value: number, which: number): boolean | null => (which === NO_BIT ? null : ((value >> which) & 1) === 1);

/** The frame of the registers at `at`. */
function weigh(
  bytes: Uint8Array,
  at: number,
  size: number,
  number: NumberReader,
  unit: 'kg' | 't' | null,
  status: Status | null,
): DecodedFrame | RejectReason {
  const raw = byteHex(bytes, at, at + size);
  if (status === null) {
    const weight = number(bytes, at);
    if (weight === null) return 'range';
    return {
      weight: weight.weight,
      weightText: weight.weightText,
      decimals: weight.decimals,
      unit,
      stable: null,
      sign: weight.sign,
      tareOrNull: null,
      grossNet: null,
      overload: null,
      raw,
    };
  }
  const bits = word(bytes, at + status.at);
  if (bit(bits, status.good) === false) return 'data-not-ok';
  const over = bit(bits, status.over);
  const under = bit(bits, status.under);
  const moving = bit(bits, status.moving);
  const net = bit(bits, status.net);
  const weight = over === true || under === true ? NO_WEIGHT : number(bytes, at);
  if (weight === null) return 'range';
  return {
    ...weight,
    unit,
    stable: moving === null ? null : !moving,
    tareOrNull: null,
    grossNet: net === null ? null : net ? 'net' : 'gross',
    overload: over,
    raw,
    ...(under === true ? { underload: true } : {}),
  };
}

/** The weight of the registers at a place; null where a float is no number or beyond any scale. */
type NumberReader = (bytes: Uint8Array, at: number) => WeightPart | null;

function numberReader(options: ProtocolOptions): NumberReader {
  const { type = 'int32', decimals = 0 } = options;
  const signed = (value: number): WeightPart => weightPart(Math.abs(value), decimals, value < 0);
  if (type === 'uint16') return (bytes, at) => signed(word(bytes, at));
  if (type === 'int16') return (bytes, at) => signed((word(bytes, at) << 16) >> 16);
  const [high, low] = options.wordOrder === 'low-first' ? [2, 0] : [0, 2];
  const joint = (bytes: Uint8Array, at: number): number => (word(bytes, at + high) << 16) | word(bytes, at + low);
  if (type === 'int32') return (bytes, at) => signed(joint(bytes, at));
  return (bytes, at) => floated(joint(bytes, at), decimals);
}

/** IEEE 754 single; its text comes from its exact value, rounded once to the decimals of the setting. */
function floated(single: number, decimals: number): WeightPart | null {
  const view = new DataView(new ArrayBuffer(4));
  view.setInt32(0, single);
  const value = view.getFloat32(0);
  if (!(Math.abs(value) < MOST_FLOAT)) return null;
  const digits = Number(Math.abs(value).toFixed(decimals).replace('.', ''));
  return weightPart(digits, decimals, value < 0);
}
