/** What was recorded: one entry a file of this folder. */
import type { ProtocolOptions } from '../../native/scale/protocols/protocol.ts';
import type { SimulatedProtocol } from '../sim/indicator/dialects.ts';

export interface Recorded {
  /** Of the file, without `.wire`. */
  readonly name: string;
  readonly protocol: SimulatedProtocol;
  readonly options: ProtocolOptions;
  /** What the display showed, in kg, one after the other. */
  readonly loads: readonly number[];
  /** At this load the cable was pulled out and put back. */
  readonly unplugged: number | null;
}

export const RECORDED: readonly Recorded[] = [
  {
    name: 'yaohua-tf0-unplugged',
    protocol: 'yaohua-tf0',
    options: { checksum: 'required' },
    loads: [0, 15_600, 48_200, 20],
    unplugged: 48_200,
  },
  {
    name: 'toledo-8217',
    protocol: 'toledo-8217',
    options: {},
    loads: [0, 15_600, 48_200, 20],
    unplugged: null,
  },
  {
    name: 'yaohua-cmd-unplugged',
    protocol: 'yaohua-cmd',
    options: {},
    loads: [0, 15_600, 48_200],
    unplugged: 15_600,
  },
];
