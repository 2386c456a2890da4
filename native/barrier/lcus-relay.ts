/**
 * The cheap USB relay boards with a CH340 (LCUS-1 to LCUS-8, LC Technology): 9600 8N1.
 *
 *   A0 · output (01…08) · 01 on, 00 off · sum of the three, modulo 256      A0 01 01 A2 · A0 01 00 A1
 *
 * They say nothing back to it. What some firmwares answer to other bytes differs from one to the next, so nothing is asked: of
 * such a board is known that the bytes left, never what its relay did. Source: the maker's leaflet, as the listings quote it.
 */
import type { RelayProtocol } from './relay-protocol.ts';

const START = 0xa0;
const OUTPUTS = 8;

export const lcusRelay: RelayProtocol = {
  id: 'lcus',
  outputs: OUTPUTS,
  write(output, on) {
    const operation = on ? 1 : 0;
    return { bytes: Uint8Array.of(START, output, operation, (START + output + operation) & 0xff), answer: null };
  },
  read: null,
};
