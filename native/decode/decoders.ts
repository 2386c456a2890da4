/** Everything that can be decoded: the protocols of indicators, and what goes to display boards. */
import { BOARD_PROTOCOLS } from '../display/protocols/index.ts';
import { SCALE_PROTOCOLS } from '../scale/protocols/index.ts';
import type { FrameReader, OptionField, ProtocolOptions } from '../scale/protocols/protocol.ts';

export interface Decoder {
  readonly id: string;
  readonly options: readonly OptionField[];
  /** Its characters have a ninth bit (`marks`). */
  readonly ninthBit: boolean;
  reader(options: ProtocolOptions): FrameReader;
}

export const DECODERS: readonly Decoder[] = [
  ...SCALE_PROTOCOLS.map(({ id, options, ninthBit = false, reader }): Decoder => ({ id, options, ninthBit, reader })),
  ...BOARD_PROTOCOLS.map(({ id, reader }): Decoder => ({ id, options: [], ninthBit: false, reader: () => reader() })),
];
