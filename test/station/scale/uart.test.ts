/** The simulated serial line: what a receiver makes of characters sent at another speed or in another form. */
import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { SerialLink } from '../../../native/serial-link.ts';
import { IndicatorSimulator } from '../../sim/indicator/indicator-simulator.ts';
import { levels, Receiver } from '../../sim/indicator/uart.ts';
import type { LineForm } from '../../sim/indicator/uart.ts';
import { SerialPair } from '../../sim/serial-pair.ts';

const form = (baudRate: number, dataBits: 7 | 8 = 8, parity: LineForm['parity'] = 'none'): LineForm => ({
  baudRate,
  dataBits,
  parity,
  stopBits: 1,
});
const IDLE_S = 0.2;
const received = (bytes: readonly number[], sent: LineForm, atBaud: number): number[] => [
  ...new Receiver().receive(levels(Uint8Array.from(bytes), sent), sent.baudRate, IDLE_S, atBaud),
];

describe('levels', () => {
  it.each([
    ['8N1', form(9600), '0100000101'],
    ['7E1', form(9600, 7, 'even'), '0100000101'],
    ['7O1', form(9600, 7, 'odd'), '0100000111'],
    ['8O1', form(9600, 8, 'odd'), '01000001011'],
    ['7N1 and mark', form(9600, 7, 'mark'), '0100000111'],
  ])('the letter A in %s', (_, one, bits) => {
    expect(
      levels(Uint8Array.of(0x41), one)
        .map((high) => (high ? '1' : '0'))
        .join(''),
    ).toBe(bits);
  });
});

describe('Receiver', () => {
  it('hands over any bytes sent at its own speed, with pauses or without', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.uint8Array({ maxLength: 20 }), fc.constantFrom(0, 0.001, 0.05))), (bursts) => {
        const receiver = new Receiver();
        const got: number[] = [];
        for (const [bytes, idleS] of bursts)
          got.push(...receiver.receive(levels(bytes, form(9600)), 9600, idleS, 9600));
        got.push(...receiver.receive([], 9600, IDLE_S, 9600));
        expect(got).toEqual(bursts.flatMap(([bytes]) => [...bytes]));
      }),
    );
  });

  it.each([
    // By hand. The line of 'A' is 0 1 0 0 0 0 0 1 0 1. Read twice as fast: 0|01100000|0, that last 0 taken for a start,
    // then 00001100|1.
    ['A read at twice its speed', [0x41], form(4800), 9600, [0x06, 0x30]],
    // Read half as fast: the first low is gone in the middle of the longer bit; from the third: 00|00 01 01 11 11 …
    ['A read at half its speed', [0x41], form(9600), 4800, [0xfe]],
    ['U read at half its speed: every low is gone in the middle', [0x55], form(9600), 4800, []],
    [
      'a character with even parity: the parity bit is bit 7',
      [0x02, 0x41, 0x43],
      form(9600, 7, 'even'),
      9600,
      [0x82, 0x41, 0xc3],
    ],
    ['a character with odd parity', [0x02, 0x41, 0x43], form(9600, 7, 'odd'), 9600, [0x02, 0xc1, 0x43]],
    ['a start bit of sixteen of its own bits is a break', [0xff], form(600), 9600, [0x00]],
  ])('%s', (_, bytes, sent, atBaud, expected) => {
    expect(received(bytes, sent, atBaud)).toEqual(expected);
  });
});

describe('an indicator on a line of its own speed', () => {
  const undo: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const step of undo.splice(0).reverse()) await step();
  });

  it('gives frames to a listener of its speed and none to another, and tells what was written to it', async () => {
    const pair = new SerialPair();
    await pair.start();
    undo.push(() => pair.stop());
    const [station, device] = pair.ends;
    const line = { form: form(4800), listenerPath: station };
    const indicator = new IndicatorSimulator({
      protocol: 'yaohua-tf0',
      tcp: null,
      serialPath: device,
      line,
      rateHz: 40,
    });
    await indicator.start();
    undo.push(() => indicator.stop());
    const heardAt = async (baudRate: number): Promise<string> => {
      let heard = '';
      const link = new SerialLink(
        { path: station, baudRate, dataBits: 8, parity: 'none', stopBits: 1 },
        { onOpen: () => {}, onBytes: (bytes) => (heard += Buffer.from(bytes).toString('latin1')), onClose: () => {} },
      );
      link.open();
      await vi.waitFor(() => expect(heard.length).toBeGreaterThan(100), { timeout: 20_000 });
      link.close();
      return heard;
    };
    expect(await heardAt(9600)).not.toContain('\u0002+000000');
    expect(await heardAt(4800)).toContain('\u0002+00000001B\u0003');
    indicator.setLine(form(2400));
    expect(await heardAt(2400)).toContain('\u0002+00000001B\u0003');
    expect([...indicator.heard]).toEqual([]);
  });
});
