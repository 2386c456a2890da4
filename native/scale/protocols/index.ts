/** The protocols this program speaks: the one list that a new protocol is added to. */
import { a12Text } from './a12-text.ts';
import { andFamily } from './and-family.ts';
import { bilanciaiCb } from './bilanciai-cb.ts';
import { bu4263 } from './bu4263.ts';
import { cas10 } from './cas10.ts';
import { cas22 } from './cas22.ts';
import { dingsongDs822 } from './dingsong-ds822.ts';
import { diniArgeo } from './dini-argeo.ts';
import { eqNumber } from './eq-number.ts';
import { ffBcd } from './ff-bcd.ts';
import { ht9800Ascii12 } from './ht9800-ascii12.ts';
import { modbusRtu } from './modbus-rtu.ts';
import { mtSics } from './mt-sics.ts';
import { ohausText } from './ohaus-text.ts';
import { parenText } from './paren-text.ts';
import type { ScaleProtocol } from './protocol.ts';
import { ricelakeIq } from './ricelake-iq.ts';
import { sartoriusSbi } from './sartorius-sbi.ts';
import { sma } from './sma.ts';
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
  dingsongDs822,
  ht9800Ascii12,
  cas22,
  cas10,
  andFamily,
  mtSics,
  sartoriusSbi,
  sma,
  diniArgeo,
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
