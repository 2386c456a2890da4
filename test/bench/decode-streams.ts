/** The frames of each protocol's bench, from the simulators, while trucks come and go. */
import { ninthBitStream } from '../../native/scale/protocols/ninth-bit.ts';
import type { ProtocolOptions } from '../../native/scale/protocols/protocol.ts';
import { lineOf, SIMULATED_PROTOCOLS } from '../sim/indicator/dialects.ts';
import { encodeBigscreen } from '../sim/indicator/encoders.ts';
import type { Shown } from '../sim/indicator/encoders.ts';
import { ModbusSlave } from '../sim/modbus-slave/modbus-slave.ts';

/** Settings under which the streams are read: checksums count where they are sent. */
export const UNDAMAGED: Readonly<Record<string, ProtocolOptions>> = {
  'a12-text': { checksum: 'required' },
  'toledo-continuous': { checksum: 'required' },
  'toledo-extended': { checksum: 'required' },
};

/** What Modbus is asked: two holding registers from 0. */
const QUESTION = Buffer.from('010300000002C40B', 'hex');

export function framesFor(id: string, count: number): Buffer[] {
  return Array.from({ length: count }, (_, index) => {
    const shown: Shown = {
      value: (Math.round(index * 7.3) % 4900) * 20,
      decimals: 0,
      unit: 'kg',
      moving: index % 7 === 0 && id !== 'toledo-8217',
      tare: index % 3 === 0 ? 0 : 300,
      outOfRange: false,
      checksum: 'right',
    };
    return encoded(id, shown);
  });
}

/** One frame of what an indicator shows. */
export function encoded(id: string, shown: Shown): Buffer {
  if (id === 'yaohua-bigscreen') {
    const { bytes, marks } = encodeBigscreen(shown);
    return Buffer.from(ninthBitStream(bytes, marks));
  }
  if (id === 'modbus-rtu') {
    const slave = new ModbusSlave();
    slave.setInt32(0, shown.value);
    return slave.answerTo(QUESTION) ?? Buffer.alloc(0);
  }
  const protocol = SIMULATED_PROTOCOLS.find((one) => one === id);
  if (protocol === undefined) throw new Error(`nothing simulates ${id}`);
  return lineOf(protocol).encode(shown, {});
}
