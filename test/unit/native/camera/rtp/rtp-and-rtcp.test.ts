/** Packets as RFC 3550 draws them. */
import { describe, expect, it } from 'vitest';
import { readRtcp, writeReceiverReport } from '../../../../../native/camera/rtp/rtcp.ts';
import { ntpToUnixMs, RtpClock } from '../../../../../native/camera/rtp/rtp-clock.ts';
import { readRtpPacket } from '../../../../../native/camera/rtp/rtp-packet.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const HEAD = '1234 00015f90 deadbeef';

describe('readRtpPacket', () => {
  it.each([
    ['plain', `80 60 ${HEAD} 65 88`, { marker: false, payload: '6588' }],
    ['marker', `80 e0 ${HEAD} 65`, { marker: true, payload: '65' }],
    ['no payload', `80 60 ${HEAD}`, { marker: false, payload: '' }],
    ['two contributing sources', `82 60 ${HEAD} 00000001 00000002 65`, { marker: false, payload: '65' }],
    ['extension of one word', `90 60 ${HEAD} abac0001 01020304 65`, { marker: false, payload: '65' }],
    ['empty extension (ONVIF replay)', `90 60 ${HEAD} abac0000 65`, { marker: false, payload: '65' }],
    ['padding', `a0 60 ${HEAD} 65 88 000003`, { marker: false, payload: '6588' }],
    ['padding only', `a0 60 ${HEAD} 00000004`, { marker: false, payload: '' }],
    ['everything', `b1 e0 ${HEAD} 00000001 abac0001 01020304 6588 0002`, { marker: true, payload: '6588' }],
  ])('%s', (_name, hex, { marker, payload }) => {
    const packet = readRtpPacket(bytes(hex));
    expect(packet).toMatchObject({ marker, payloadType: 96, sequence: 0x1234, timestamp: 90_000, ssrc: 0xdeadbeef });
    expect(Buffer.from(packet?.payload ?? []).toString('hex')).toBe(payload);
  });

  it.each([
    ['nothing', ''],
    ['half a header', '80 60 1234'],
    ['version 1', `40 60 ${HEAD} 65`],
    ['version 3', `c0 60 ${HEAD} 65`],
    ['more sources than bytes', `8f 60 ${HEAD} 65`],
    ['half an extension', `90 60 ${HEAD} abac`],
    ['an extension longer than the packet', `90 60 ${HEAD} abacffff 65`],
    ['padding longer than the packet', `a0 60 ${HEAD} 65 ff`],
    ['padding of nothing', `a0 60 ${HEAD} 65 00`],
  ])('takes no packet from %s', (_name, hex) => {
    expect(readRtpPacket(bytes(hex))).toBeNull();
  });
});

describe('readRtcp', () => {
  const SR = '80 c8 0006 deadbeef e9a1b2c3 80000000 00015f90 00000064 0000abcd';
  const SDES = '81 ca 0002 deadbeef 01 00 0000';

  it('a sender report with a description behind it', () => {
    const senderReport = { ssrc: 0xdeadbeef, ntpSeconds: 0xe9a1b2c3, ntpFraction: 0x80000000, rtpTimestamp: 90_000 };
    expect(readRtcp(bytes(`${SR} ${SDES}`))).toEqual({ senderReport, bye: false });
  });

  it.each([
    ['a goodbye behind a report', `${SR} 81 cb 0001 deadbeef`, true],
    ['a goodbye alone', '81 cb 0001 deadbeef', true],
    ['a receiver report', '80 c9 0001 deadbeef', false],
    ['an unknown kind', '80 cf 0001 deadbeef', false],
    ['a report that is cut off behind another part', `${SDES} 80 c8 0006 deadbeef`, false],
  ])('%s', (_name, hex, bye) => {
    expect(readRtcp(bytes(hex))?.bye).toBe(bye);
  });

  it.each([
    ['nothing', ''],
    ['half a header', '80 c8'],
    ['a length beyond the end', '80 c8 0006 deadbeef'],
    ['version 0', '00 c8 0000'],
  ])('takes nothing from %s', (_name, hex) => {
    expect(readRtcp(bytes(hex))).toBeNull();
  });
});

describe('writeReceiverReport', () => {
  it('with a block and a name', () => {
    const block = { ssrc: 0xdeadbeef, fractionLost: 64, cumulativeLost: 5, highestSequence: 0x1_1234, jitter: 99 };
    const report = writeReceiverReport({
      ssrc: 0x01020304,
      cname: 'abc',
      block,
      lastReport: 0xb2c38000,
      delay: 0x8000,
    });
    expect(Buffer.from(report).toString('hex')).toBe(
      '81c90007' + '01020304' + 'deadbeef' + '40000005' + '00011234' + '00000063' + 'b2c38000' + '00008000' +
        '81ca0003' + '01020304' + '0103616263000000',
    ); // prettier-ignore
    expect(readRtcp(report)).toEqual({ senderReport: null, bye: false });
  });

  it('before anything came', () => {
    const report = writeReceiverReport({ ssrc: 1, cname: 'a', block: null, lastReport: 0, delay: 0 });
    expect(Buffer.from(report).toString('hex')).toBe('80c90001' + '00000001' + '81ca0002' + '00000001' + '01016100');
  });
});

describe('RtpClock', () => {
  it('goes on where 32 bits wrap, and back where pictures are reordered', () => {
    const clock = new RtpClock();
    expect([0xffff_f000, 0xffff_fffe, 10, 5, 3610].map((timestamp) => clock.unwrap(timestamp))).toEqual([
      0xffff_f000, 0xffff_fffe, 0x1_0000_000a, 0x1_0000_0005, 0x1_0000_0e1a,
    ]);
  });

  it('goes on over several wraps', () => {
    const clock = new RtpClock();
    let last = clock.unwrap(0);
    for (let count = 1; count <= 10; count += 1) last = clock.unwrap((count * 0x7000_0000) % 0x1_0000_0000);
    expect(last).toBe(10 * 0x7000_0000);
  });

  it("knows the camera's time from its report, across the wrap", () => {
    const clock = new RtpClock();
    expect(clock.senderWallMs(0)).toBeNull();
    clock.senderReport(0, 1); // before the first packet it has nothing to hold on to
    expect(clock.senderWallMs(0)).toBeNull();
    clock.unwrap(0xffff_ffff);
    clock.senderReport(89_999, 1_000_000);
    expect(clock.senderWallMs(clock.unwrap(179_999))).toBe(1_001_000);
  });

  it('reads the time of NTP', () => {
    expect(ntpToUnixMs(2_208_988_801, 0x8000_0000)).toBe(1500);
  });
});
