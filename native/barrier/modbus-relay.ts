/**
 * Relay boards that speak Modbus: each output is a coil. Over TCP with its own head, or as RTU on a serial line (also behind a
 * serial server, which passes RTU frames on as they are).
 *
 *   write one coil   unit · 05 · coil (2) · FF00 on, 0000 off     answered by the very same bytes
 *   read coils       unit · 01 · coil (2) · 0001                  answered by unit · 01 · 01 · bits
 *   exception        unit · function with bit 7 · code
 *   TCP              transaction (2) · 0000 · length (2) · then as above, without a checksum
 *   RTU              as above · CRC (2, low byte first)
 *
 * Coil 0 on the wire is the board's first output. Source: Modbus application protocol 1.1b3, §6.1, §6.5, §7; Modbus messaging on
 * TCP/IP 1.0b, §3.1.3; Modbus over serial line 1.02, §6.2.2.
 */
import type { RelayAnswer, RelayProtocol, RelayQuestion } from './relay-protocol.ts';

const READ_COILS = 1;
const WRITE_COIL = 5;
const EXCEPTION = 0x80;
const ON = 0xff00;
const HEAD = 6;
const CRC = 2;
const MOST_OUTPUTS = 32;

export interface ModbusRelayOptions {
  readonly framing: 'tcp' | 'rtu';
  /** Its number; boards on TCP are 1 or 255. */
  readonly unit: number;
  /** The wire's number of the first output: 0 nearly everywhere. */
  readonly firstCoil: number;
}

export function modbusRelay({ firstCoil, framing, unit }: ModbusRelayOptions): RelayProtocol {
  let transaction = 0;
  const ask = (code: number, output: number, value: number): RelayQuestion => {
    const coil = firstCoil + output - 1;
    const pdu = Uint8Array.of(unit, code, coil >> 8, coil & 0xff, value >> 8, value & 0xff);
    const told = code === WRITE_COIL ? pdu : null;
    if (framing === 'rtu') return { bytes: withCrc(pdu), answer: (heard) => rtuAnswer(heard, unit, code, told) };
    transaction = (transaction + 1) & 0xffff;
    const id = transaction;
    const bytes = Uint8Array.of(id >> 8, id & 0xff, 0, 0, 0, pdu.length, ...pdu);
    return { bytes, answer: (heard) => tcpAnswer(heard, id, unit, code, told) };
  };
  return {
    id: `modbus-${framing}`,
    outputs: MOST_OUTPUTS,
    write: (output, on) => ask(WRITE_COIL, output, on ? ON : 0),
    read: (output) => ask(READ_COILS, output, 1),
  };
}

const GARBLED: RelayAnswer = { kind: 'garbled' };

function tcpAnswer(
  heard: Uint8Array,
  id: number,
  unit: number,
  code: number,
  told: Uint8Array | null,
): RelayAnswer | null {
  if (heard.length < HEAD) return null;
  const length = ((heard[4] ?? 0) << 8) | (heard[5] ?? 0);
  const ours = ((heard[0] ?? 0) << 8) + (heard[1] ?? 0) === id && heard[2] === 0 && heard[3] === 0;
  if (!ours || length < 3 || length > 6) return GARBLED;
  if (heard.length < HEAD + length) return null;
  return heard.length === HEAD + length ? pduAnswer(heard.subarray(HEAD), unit, code, told) : GARBLED;
}

function rtuAnswer(heard: Uint8Array, unit: number, code: number, told: Uint8Array | null): RelayAnswer | null {
  if (heard.length < 3) return null;
  const refused = heard[1] === (code | EXCEPTION);
  const length = refused ? 3 : code === WRITE_COIL ? 6 : 4;
  if (heard.length < length + CRC) return heard[0] === unit && (refused || heard[1] === code) ? null : GARBLED;
  const pdu = heard.subarray(0, length);
  return same(withCrc(pdu), heard) ? pduAnswer(pdu, unit, code, told) : GARBLED;
}

/** @param pdu from the unit on, whole and without a checksum */
function pduAnswer(pdu: Uint8Array, unit: number, code: number, told: Uint8Array | null): RelayAnswer {
  if (pdu[0] !== unit) return GARBLED;
  if (pdu[1] === (code | EXCEPTION) && pdu.length === 3)
    return { kind: 'refused', code: (pdu[2] ?? 0).toString(16).toUpperCase().padStart(2, '0') };
  if (told !== null) return same(pdu, told) ? { kind: 'done' } : GARBLED;
  return pdu[1] === code && pdu[2] === 1 && pdu.length === 4
    ? { kind: 'state', on: ((pdu[3] ?? 0) & 1) === 1 }
    : GARBLED;
}

const same = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index]);

function withCrc(pdu: Uint8Array): Uint8Array {
  let crc = 0xffff;
  for (const byte of pdu) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 0 ? crc >> 1 : (crc >> 1) ^ 0xa001;
  }
  return Uint8Array.of(...pdu, crc & 0xff, crc >> 8);
}
