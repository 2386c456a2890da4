/** The protocols this program speaks: the one list that a new protocol is added to. */
import { a12Text } from './a12-text.ts';
import { bilanciaiCb } from './bilanciai-cb.ts';
import { bu4263 } from './bu4263.ts';
import { eqNumber } from './eq-number.ts';
import { ffBcd } from './ff-bcd.ts';
import { modbusRtu } from './modbus-rtu.ts';
import { ohausText } from './ohaus-text.ts';
import { parenText } from './paren-text.ts';
import type { ScaleProtocol } from './protocol.ts';
import { ricelakeIq } from './ricelake-iq.ts';
import { toledo8217 } from './toledo-8217.ts';
import { toledoContinuous } from './toledo-continuous.ts';
import { toledoExtended } from './toledo-extended.ts';
import { weightronixWi120 } from './weightronix-wi120.ts';
import { yaohuaBigscreen } from './yaohua-bigscreen.ts';
import { yaohuaCmd } from './yaohua-cmd.ts';
import { yaohuaTf0 } from './yaohua-tf0.ts';
import { zemicA9 } from './zemic-a9.ts';

// One line a protocol, in the order of a settings form: what a Chinese weighbridge has most often first.
export const SCALE_PROTOCOLS: readonly ScaleProtocol[] = [
  yaohuaTf0,
  yaohuaCmd,
  eqNumber,
  parenText,
  a12Text,
  zemicA9,
  toledoContinuous,
  toledoExtended,
  toledo8217,
  ffBcd,
  ricelakeIq,
  weightronixWi120,
  bilanciaiCb,
  ohausText,
  bu4263,
  modbusRtu,
  yaohuaBigscreen,
];

/** The protocol of that id. @throws RangeError when there is none: the configuration lets only known ids through. */
export function scaleProtocol(id: string): ScaleProtocol {
  const protocol = SCALE_PROTOCOLS.find((candidate) => candidate.id === id);
  if (protocol === undefined) throw new RangeError(`no such indicator protocol: ${id}`);
  return protocol;
}
