/** Onbon (仰邦) BX-5 and BX-6: commands to a controller and its answers. Layout and source: ../onbon-frame.ts. */
import { ONBON_HEAD, ONBON_LONGEST, readOnbon } from '../onbon-frame.ts';
import { startsWith, type BoardProtocol } from './traffic.ts';

const hex = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');

export const onbonBx: BoardProtocol = {
  id: 'onbon-bx',
  reader: () => ({
    starts: startsWith([ONBON_HEAD]),
    longest: ONBON_LONGEST,
    read(bytes, at, end) {
      const found = readOnbon(bytes, at, end);
      if (found === null || typeof found === 'string') return found;
      const { to, from, data, crc } = found.packet;
      const cmd = hex((data[0] ?? 0) * 256 + (data[1] ?? 0));
      return { length: found.length, decoded: { dst: to, src: from, cmd, dataLen: data.length, crc: hex(crc) } };
    },
  }),
};
