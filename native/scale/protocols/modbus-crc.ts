/** CRC-16/MODBUS: polynomial 8005 reflected (A001), begun with FFFF; sent low byte first. Source: Modbus over serial line 1.02, §6.2.2. */

const TABLE = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = (crc & 1) === 0 ? crc >> 1 : (crc >> 1) ^ 0xa001;
  return crc;
});

/** The checksum of bytes [from, to): `01 03 00 50 00 02` gives 1AC4. */
export function modbusCrc(bytes: Uint8Array, from: number, to: number): number {
  let crc = 0xffff;
  for (let at = from; at < to; at += 1) crc = (crc >> 8) ^ (TABLE[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  return crc;
}
