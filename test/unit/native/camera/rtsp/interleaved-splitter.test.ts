/** Bytes of an RTSP connection, and what they are taken for. */
import { describe, expect, it } from 'vitest';
import { InterleavedSplitter } from '../../../../../native/camera/rtsp/interleaved-splitter.ts';

const text = (...lines: string[]): string => Buffer.from(`${lines.join('\r\n')}\r\n\r\n`).toString('hex');
/** A packet of version 2 on a channel. */
const packet = (channel: string, body: string): string =>
  `24${channel}${(body.length / 2).toString(16).padStart(4, '0')}${body}`;
const RTP = '80600001000000000000000165';
const OK = text('RTSP/1.0 200 OK', 'CSeq: 3');

function split(...pieces: readonly string[]): { out: string[]; splitter: InterleavedSplitter } {
  const out: string[] = [];
  const splitter = new InterleavedSplitter({
    onPacket: (channel, bytes) => out.push(`${channel}:${Buffer.from(bytes).toString('hex')}`),
    onMessage: (message) =>
      out.push(message.kind === 'response' ? `${message.status} ${message.body}` : `${message.method} ${message.body}`),
  });
  for (const piece of pieces) splitter.push(Buffer.from(piece.replaceAll(' ', ''), 'hex'));
  return { out, splitter };
}

describe('whole parts', () => {
  it.each([
    ['a packet', [packet('00', RTP)], [`0:${RTP}`]],
    ['two packets on two channels', [packet('00', RTP) + packet('01', '80c90001')], [`0:${RTP}`, '1:80c90001']],
    ['an empty packet', ['24000000' + packet('00', RTP)], ['0:', `0:${RTP}`]],
    ['a packet in pieces', ['24', '00000d', RTP.slice(0, 8), RTP.slice(8)], [`0:${RTP}`]],
    ['an answer', [OK], ['200 ']],
    ['an answer between packets', [packet('00', RTP) + OK + packet('00', RTP)], [`0:${RTP}`, '200 ', `0:${RTP}`]],
    ['a body', [text('RTSP/1.0 200 OK', 'Content-Length: 4') + '763d300a' + packet('00', RTP)], ['200 v=0\n', `0:${RTP}`]],
    ['a body with a dollar in it', [text('RTSP/1.0 200 OK', 'content-length:2') + '2400'], ['200 $\0']],
    ['bare line feeds', [Buffer.from('RTSP/1.0 200 OK\nCSeq: 1\n\n').toString('hex') + packet('00', RTP)], ['200 ', `0:${RTP}`]],
    ['empty lines between', ['0d0a0d0a' + OK + '0d0a' + packet('00', RTP)], ['200 ', `0:${RTP}`]],
    ['a request of the camera', [text('OPTIONS * RTSP/1.0', 'CSeq: 9')], ['OPTIONS ']],
    ['a channel that nobody asked for', [packet('07', RTP)], [`7:${RTP}`]],
  ])('%s', (_name, pieces, expected) => {
    const { out, splitter } = split(...pieces);
    expect(out).toEqual(expected);
    expect(splitter.broken).toBeNull();
    expect(splitter.counters.rubbishBytes).toBe(0);
  }); // prettier-ignore
});

describe('rubbish', () => {
  it.each([
    ['bytes between packets', packet('00', RTP) + 'ffee0a' + packet('00', RTP), [`0:${RTP}`, `0:${RTP}`], 3],
    ['half a packet left out', packet('00', RTP) + RTP.slice(10) + packet('01', '80c9000100000001'), [`0:${RTP}`, '1:80c9000100000001'], 8],
    ['dollars in it on no channel', 'ff24092480' + packet('00', RTP), [`0:${RTP}`], 5],
    ['dollars in it of no version', 'ff2400000d00' + packet('00', RTP), [`0:${RTP}`], 6],
    ['dollars in it that are too short', 'ff2400000480' + packet('00', RTP), [`0:${RTP}`], 6],
    ['an answer after it', 'ffff' + OK, ['200 '], 2],
    ['a line that only begins like an answer', Buffer.from('RTSP/nonsense\r\n\r\n').toString('hex') + OK, ['200 '], 17],
    ['another protocol', Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n').toString('hex') + OK, ['200 '], 28],
  ])('%s', (_name, hex, expected, rubbish) => {
    const { out, splitter } = split(hex);
    expect(out).toEqual(expected);
    expect(splitter.counters).toMatchObject({ rubbishBytes: rubbish, resyncs: 1 });
    expect(splitter.broken).toBeNull();
  }); // prettier-ignore

  it('finds channels again that were agreed on', () => {
    const { splitter } = split();
    splitter.highestChannel = 7;
    splitter.push(Buffer.from(`ff${packet('06', RTP)}`, 'hex'));
    expect(splitter.counters).toMatchObject({ packets: 1, rubbishBytes: 1 });
  });

  it('gives up after too much of it', () => {
    const { splitter, out } = split(packet('00', RTP));
    for (let count = 0; count < 300 && splitter.broken === null; count += 1) splitter.push(Buffer.alloc(1024, 0xff));
    expect(splitter.broken).toBe('nothing but rubbish');
    splitter.push(Buffer.from(packet('00', RTP), 'hex'));
    expect(out).toHaveLength(1);
  });

  it('counts anew after each whole part', () => {
    const { splitter } = split();
    for (let count = 0; count < 600; count += 1) {
      splitter.push(Buffer.alloc(1024, 0xff));
      splitter.push(Buffer.from(packet('00', RTP), 'hex'));
    }
    expect(splitter.broken).toBeNull();
    expect(splitter.counters.packets).toBe(600);
  });

  it.each([
    ['a head without end', Buffer.from(`RTSP/1.0 200 OK\r\nX: ${'x'.repeat(20_000)}`).toString('hex'), 'a message without end'],
    ['a body beyond measure', text('RTSP/1.0 200 OK', 'Content-Length: 70000'), 'a message of senseless length'],
    ['a length that is none', text('RTSP/1.0 200 OK', 'Content-Length: -1'), 'a message of senseless length'],
  ])('breaks at %s', (_name, hex, why) => {
    expect(split(hex).splitter.broken).toBe(why);
  }); // prettier-ignore
});

it('takes the longest packet there is, in small pieces', () => {
  const body = `80${'5a'.repeat(65_534)}`;
  const { out } = split(...(packet('00', body).match(/.{1,2800}/g) ?? []));
  expect(out).toEqual([`0:${body}`]);
});
