/** Any packets in any condition: no exception, and never a picture that was not sent or that a decoder could not decode. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRtcp } from '../../../../native/camera/rtp/rtcp.ts';
import { readSdp } from '../../../../native/camera/rtp/sdp.ts';
import { VideoReceiver } from '../../../../native/camera/rtp/video-receiver.ts';
import { chooseVideoTrack } from '../../../../native/camera/rtp/video-track.ts';
import { readH264Sps } from '../../../../native/camera/video/h264-sps.ts';
import { readH265Sps } from '../../../../native/camera/video/h265-sps.ts';
import { sending, type Codec, type SentPicture } from './rtp-packetiser.ts';

/** What came out, as numbers of the pictures sent; throws where something came out that was never sent. */
function receive(
  codec: Codec,
  pictures: readonly SentPicture[],
  packets: readonly Uint8Array[],
  counts = { units: 0 },
): number[] {
  const out: number[] = [];
  const receiver = new VideoReceiver(
    { codec, payloadType: 96, control: null, parameterSets: [] },
    {
      onFormat: (format) => expect(format).toMatchObject({ codec, width: 1920, height: 1080 }),
      onAccessUnit: (unit) => {
        const units = unit.nals.map((nal) => Buffer.from(nal).toString('hex'));
        const timestamp = ((unit.timestamp90k % 0x1_0000_0000) + 0x1_0000_0000) % 0x1_0000_0000;
        const number = pictures.findIndex((picture) => picture.timestamp === timestamp);
        const sent = pictures[number];
        // What stood before the first slice may have been lost: messages, and sets that are known.
        expect(units).toEqual(sent?.units.slice(sent.units.length - units.length));
        expect(units.filter(isSlice)).toEqual(sent?.units.filter(isSlice));
        expect(unit.key).toBe(sent?.key);
        counts.units += units.length;
        out.push(number);
      },
    },
  );
  packets.forEach((packet, at) => {
    // The wire's bytes are used again after the call.
    const bytes = Buffer.from(packet);
    receiver.rtp(bytes, at);
    bytes.fill(0xee);
  });
  return out;
}

const isSlice = (unit: string): boolean => !/^(06|4e)/.test(unit);

describe('VideoReceiver', () => {
  it('gives out what was sent, however it was cut', () => {
    fc.assert(
      fc.property(sending, ({ codec, pictures, packets }) => {
        const counts = { units: 0 };
        const out = receive(codec, pictures, packets.map(({ bytes }) => bytes), counts); // prettier-ignore
        expect(out).toEqual(pictures.map((_, number) => number));
        expect(counts.units).toBe(pictures.reduce((sum, { units }) => sum + units.length, 0));
      }),
      { numRuns: 300 },
    );
  });

  it('gives out whole pictures only, and none behind a gap but from a key picture on', () => {
    const losses = fc.infiniteStream(fc.integer({ min: 0, max: 9 }));
    fc.assert(
      fc.property(sending, losses, ({ codec, pictures, packets }, dice) => {
        const left = packets.filter(() => (dice.next().value ?? 0) > 0);
        const whole = pictures.map((_, number) =>
          packets.every((packet) => packet.picture !== number || !packet.needed || left.includes(packet)),
        );
        const out = receive(codec, pictures, left.map(({ bytes }) => bytes)); // prettier-ignore
        let before = -1;
        for (const number of out) {
          expect(whole[number]).toBe(true);
          expect(number === before + 1 || pictures[number]?.key === true).toBe(true);
          expect(number).toBeGreaterThan(before);
          before = number;
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('does not give up everything: a whole key picture behind a marker always comes', () => {
    fc.assert(
      fc.property(sending, fc.nat(), ({ codec, pictures, packets }, seed) => {
        const lost = seed % packets.length;
        const left = packets.filter((_, at) => at !== lost);
        const hurt = packets[lost]?.picture ?? 0;
        const out = receive(codec, pictures, left.map(({ bytes }) => bytes)); // prettier-ignore
        // The picture after the lost packet may be in doubt, too; from the next key picture on all is well.
        const sure = pictures.findIndex((picture, number) => number > hurt + 1 && picture.key);
        if (sure >= 0)
          expect(out).toEqual(expect.arrayContaining(pictures.flatMap((_, at) => (at >= sure ? [at] : []))));
      }),
      { numRuns: 300 },
    );
  });

  it('bears packets with any byte changed, twice, swapped, and any bytes', () => {
    const rubbish = fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 5 });
    fc.assert(
      fc.property(sending, fc.array(fc.nat(), { maxLength: 8 }), rubbish, ({ codec, packets }, changes, extra) => {
        const all = packets.map(({ bytes }) => Buffer.from(bytes));
        for (const change of changes) {
          const packet = all[change % all.length];
          if (packet !== undefined) packet[(change >> 4) % packet.length] = change & 0xff;
        }
        all.push(...all.slice(0, 3), ...extra.map((bytes) => Buffer.from(bytes)));
        const receiver = new VideoReceiver(
          { codec, payloadType: 96, control: null, parameterSets: extra },
          { onFormat: () => undefined, onAccessUnit: (unit) => expect(unit.nals.length).toBeGreaterThan(0) },
        );
        for (const bytes of all) {
          receiver.rtp(bytes, 0);
          receiver.rtcp(bytes, 0);
        }
        expect(receiver.receiverReport(1, 'a', 1).length).toBeGreaterThan(8);
        for (const count of Object.values(receiver.counters())) expect(Number.isSafeInteger(count)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe('readers', () => {
  const set = (header: string): fc.Arbitrary<Uint8Array> =>
    fc.uint8Array({ maxLength: 80 }).map((bytes) => Buffer.concat([Buffer.from(header, 'hex'), bytes]));
  const sane = (sps: { width: number; height: number; frameRate: number | null } | null): boolean =>
    sps === null ||
    (sps.width > 0 && sps.height > 0 && sps.width <= 16_384 && sps.height <= 16_384 && sps.frameRate !== 0);

  it('readH264Sps bears any bytes', () => {
    const start = fc.oneof(set('67'), set('6764001f'), set('674d4028eca0'), set(''));
    fc.assert(
      fc.property(start, (bytes) => sane(readH264Sps(bytes))),
      { numRuns: 3000 },
    );
  });

  it('readH265Sps bears any bytes', () => {
    const start = fc.oneof(set('4201'), set('420101016000000300900000030000030078a003c0801107'), set(''));
    fc.assert(
      fc.property(start, (bytes) => sane(readH265Sps(bytes))),
      { numRuns: 3000 },
    );
  });

  it('readRtcp bears any bytes', () => {
    fc.assert(fc.property(fc.oneof(set('80c8'), set('81cb0001')), (bytes) => readRtcp(bytes) !== undefined));
  });

  it('readSdp bears any text', () => {
    const words = ['m=', 'a=', 'video', ' ', '0', 'RTP/AVP', '96', '\r\n', 'rtpmap:', 'fmtp:', 'H264/90000', ';', '=', ':', '__proto__', 'sprop-parameter-sets=Z0LA']; // prettier-ignore
    const text = fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 5 })), { maxLength: 60 });
    fc.assert(
      fc.property(text, (parts) => {
        const track = chooseVideoTrack(readSdp(parts.join('')));
        expect(typeof track === 'string' || track.payloadType >= 0).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
