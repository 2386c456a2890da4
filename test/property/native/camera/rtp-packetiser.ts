/**
 * Cameras as a generator: pictures of random size, cut into RTP packets in every way that RFC 6184 and RFC 7798 allow.
 * Written from the RFCs, not from our depacketisers.
 */
import fc from 'fast-check';

export type Codec = 'h264' | 'h265';

export interface SentPicture {
  readonly timestamp: number;
  readonly key: boolean;
  /** Without parameter sets, in hex. */
  readonly units: readonly string[];
}

export interface SentPacket {
  readonly bytes: Buffer;
  readonly picture: number;
  /** Holds a part of the picture itself, and not only sets (known from before) and messages. */
  readonly needed: boolean;
}

export interface Sending {
  readonly codec: Codec;
  readonly pictures: readonly SentPicture[];
  readonly packets: readonly SentPacket[];
}

const SETS: Readonly<Record<Codec, readonly string[]>> = {
  h264: ['6742c028da01e0089f97011000000300100000030320f1832a', '68ce0fc8'],
  h265: [
    '40010c01ffff016000000300900000030000030078959409',
    '420101016000000300900000030000030078a003c0801107cb965654a4c2f0168080000003008000000c84',
    '4401c073c189',
  ],
};

interface PictureRecipe {
  readonly key: boolean;
  readonly slices: readonly Uint8Array[];
  readonly message: boolean;
  readonly cuts: readonly number[];
  readonly aggregate: boolean;
  readonly marker: boolean;
}

const recipe: fc.Arbitrary<PictureRecipe> = fc.record({
  key: fc.boolean(),
  slices: fc.array(fc.uint8Array({ minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 3 }),
  message: fc.boolean(),
  // Lengths of fragments, used in turn.
  cuts: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
  aggregate: fc.boolean(),
  marker: fc.boolean(),
});

/** The first picture is a key picture, and the last has a marker, so that all of them come out. */
export const sending: fc.Arbitrary<Sending> = fc
  .record({
    codec: fc.constantFrom<Codec>('h264', 'h265'),
    pictures: fc.array(recipe, { minLength: 1, maxLength: 12 }),
    firstSequence: fc.integer({ min: 0, max: 0xffff }),
    firstTimestamp: fc.integer({ min: 0, max: 0xffff_ffff }),
  })
  .map(({ codec, pictures, firstSequence, firstTimestamp }) => {
    const sent: SentPicture[] = [];
    const packets: SentPacket[] = [];
    pictures.forEach((given, number) => {
      const last = number === pictures.length - 1;
      const one = { ...given, key: given.key || number === 0, marker: given.marker || last };
      const timestamp = (firstTimestamp + number * 3600) % 0x1_0000_0000;
      const units = pictureUnits(codec, one);
      const sets = one.key ? SETS[codec].map((set) => Buffer.from(set, 'hex')) : [];
      const payloads = packetise(codec, [...sets, ...units], one);
      payloads.forEach(({ payload, needed }, at) => {
        const marker = one.marker && at === payloads.length - 1;
        const sequence = (firstSequence + packets.length) & 0xffff;
        packets.push({ bytes: rtp(payload, { marker, sequence, timestamp }), picture: number, needed });
      });
      sent.push({ timestamp, key: one.key, units: units.map((unit) => unit.toString('hex')) });
    });
    return { codec, pictures: sent, packets };
  });

function pictureUnits(codec: Codec, { key, slices, message }: PictureRecipe): Buffer[] {
  const units = slices.map((slice, at) => {
    // The first bit behind the header says whether the slice begins the picture.
    const content = Buffer.from(slice);
    content[0] = ((content[0] ?? 0) & 0x7f) | (at === 0 ? 0x80 : 0);
    const header = codec === 'h264' ? [key ? 0x65 : 0x41] : [key ? 0x26 : 0x02, 0x01];
    return Buffer.concat([Buffer.from(header), content]);
  });
  const sei = Buffer.from(codec === 'h264' ? '060501' : '4e010501', 'hex');
  return message ? [sei, ...units] : units;
}

interface Payload {
  readonly payload: Buffer;
  readonly needed: boolean;
}

function isSlice(codec: Codec, unit: Buffer): boolean {
  const first = unit[0] ?? 0;
  return codec === 'h264' ? (first & 0x1f) <= 5 : first >> 1 < 32;
}

/** Neighbours are aggregated where the recipe wants it; units longer than the next cut are fragmented. */
function packetise(codec: Codec, units: readonly Buffer[], { cuts, aggregate }: PictureRecipe): Payload[] {
  const payloads: Payload[] = [];
  let turn = 0;
  for (let at = 0; at < units.length; at += 1) {
    const unit = units[at] ?? Buffer.alloc(0);
    const next = units[at + 1];
    const cut = cuts[turn % cuts.length] ?? 1;
    turn += 1;
    if (aggregate && next !== undefined && turn % 2 === 1) {
      payloads.push({ payload: aggregated(codec, [unit, next]), needed: isSlice(codec, unit) || isSlice(codec, next) });
      at += 1;
      continue;
    }
    const pieces = unit.length > cut + 2 ? fragmented(codec, unit, cut) : [unit];
    payloads.push(...pieces.map((payload) => ({ payload, needed: isSlice(codec, unit) })));
  }
  return payloads;
}

function aggregated(codec: Codec, units: readonly Buffer[]): Buffer {
  const parts = units.flatMap((unit) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(unit.length);
    return [length, unit];
  });
  return Buffer.concat([Buffer.from(codec === 'h264' ? [0x78] : [48 << 1, 0x01]), ...parts]);
}

function fragmented(codec: Codec, unit: Buffer, cut: number): Buffer[] {
  const headerLength = codec === 'h264' ? 1 : 2;
  const body = unit.subarray(headerLength);
  const first = unit[0] ?? 0;
  const payloads: Buffer[] = [];
  for (let at = 0; at < body.length; at += cut) {
    const flags = (at === 0 ? 0x80 : 0) | (at + cut >= body.length ? 0x40 : 0);
    const header =
      codec === 'h264'
        ? [(first & 0xe0) | 28, flags | (first & 0x1f)]
        : [(first & 0x81) | (49 << 1), unit[1] ?? 0, flags | ((first >> 1) & 0x3f)];
    payloads.push(Buffer.concat([Buffer.from(header), body.subarray(at, at + cut)]));
  }
  return payloads;
}

function rtp(payload: Buffer, head: { marker: boolean; sequence: number; timestamp: number }): Buffer {
  const header = Buffer.alloc(12);
  header.writeUInt8(0x80, 0);
  header.writeUInt8((head.marker ? 0x80 : 0) | 96, 1);
  header.writeUInt16BE(head.sequence, 2);
  header.writeUInt32BE(head.timestamp, 4);
  header.writeUInt32BE(0x0badcafe, 8);
  return Buffer.concat([header, payload]);
}
