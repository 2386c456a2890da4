/** The way from setting to setting, on wires and a clock that do what the test says. */
import { afterEach, describe, expect, it } from 'vitest';
import { CLOSED_BY_US } from '../../../../../native/byte-link.ts';
import type { LinkFactory } from '../../../../../native/byte-link.ts';
import { PortListener } from '../../../../../native/scale/listening/listener.ts';
import type { PortForm } from '../../../../../native/scale/listening/round.ts';
import { lineOf } from '../../../../sim/indicator/dialects.ts';
import type { SimulatedProtocol } from '../../../../sim/indicator/dialects.ts';
import { levels, Receiver } from '../../../../sim/indicator/uart.ts';
import { FakeTime } from '../../fake-time.ts';
import { AUDIBLE, DECKS, lineForm } from './as-heard.ts';

const FRAME_MS = 100;

class Bench {
  readonly time = new FakeTime();
  readonly opened: PortForm[] = [];
  line = lineForm(9600);
  protocol: SimulatedProtocol | null = 'yaohua-tf0';
  deck: (frame: number) => number = DECKS['a truck at rest'];
  readonly listener: PortListener;
  #open: { readonly form: PortForm; readonly events: Parameters<LinkFactory>[0]; closed: boolean } | null = null;
  #receiver = new Receiver();
  #frame = 0;

  /** @param refuses what an attempt to open meets; null opens */
  constructor(hasSpeed: boolean, refuses: string | null) {
    this.listener = new PortListener({
      connect: (form) => (events) => {
        const link = { form, events, closed: false };
        const end = (reason: string): void => {
          if (link.closed) return;
          link.closed = true;
          this.#open = null;
          events.onClose(reason);
        };
        return {
          open: () => {
            this.opened.push(form);
            if (refuses !== null) return end(refuses);
            this.#open = link;
            this.#receiver = new Receiver();
            events.onOpen();
          },
          close: () => end(CLOSED_BY_US),
        };
      },
      hasSpeed,
      protocols: AUDIBLE,
      clock: this.time.clock,
      after: this.time.after,
      onChange: () => {},
    });
    this.listener.start();
  }

  get isOpen(): boolean {
    return this.#open !== null;
  }

  get state() {
    return this.listener.state();
  }

  cut(reason: string): void {
    this.#open?.events.onClose(reason);
    this.#open = null;
  }

  /** The indicator goes on for so long. */
  run(ms: number): void {
    for (let passed = 0; passed < ms; passed += FRAME_MS) {
      if (this.protocol !== null && this.#open !== null) {
        const value = this.deck(this.#frame);
        const moving = value !== this.deck(this.#frame - 1);
        this.#frame += 1;
        const shown = {
          value,
          decimals: 0,
          unit: 'kg',
          moving,
          tare: 0,
          outOfRange: false,
          checksum: 'right',
        } as const;
        const frame = lineOf(this.protocol).encode(shown, {});
        const { form } = this.#open;
        // As on a port with parity: only a test of the order of things, not of a UART.
        const bytes =
          form.parity === 'none' || form.parity !== this.line.parity
            ? this.#receiver.receive(levels(frame, this.line), this.line.baudRate, 0.05, form.baudRate)
            : form.baudRate === this.line.baudRate
              ? frame
              : Uint8Array.of(0);
        if (bytes.length > 0) this.#open.events.onBytes(bytes);
      }
      this.time.advance(FRAME_MS);
    }
  }
}

let bench: Bench | null = null;
const setUp = (hasSpeed = true, refuses: string | null = null): Bench => (bench = new Bench(hasSpeed, refuses));
afterEach(async () => {
  await bench?.listener.stop();
  expect(bench?.isOpen).toBe(false);
  expect(bench?.time.waiting).toBe(0);
});

describe('PortListener', () => {
  it('stops at the first setting when it is clear, and goes on listening there', () => {
    const here = setUp();
    here.run(2000);
    expect(here.state).toMatchObject({ phase: 'found', step: 1, form: { baudRate: 9600 } });
    expect(here.state.judgement.candidates[0]).toMatchObject({ protocol: 'yaohua-tf0', weightText: '15640' });
    here.deck = () => 20_000;
    here.run(1000);
    expect(here.state.judgement.candidates[0]?.weightText).toBe('20000');
    expect(here.opened).toHaveLength(1);
  });

  it.each([
    [4800, 2],
    [2400, 3],
    [1200, 4],
    [19_200, 5],
    [600, 6],
  ])('finds %i baud as setting %i', (baudRate, step) => {
    const here = setUp();
    here.line = lineForm(baudRate, '7E1');
    here.protocol = 'toledo-continuous';
    here.run(2600 * step + 2000);
    expect(here.state).toMatchObject({ phase: 'found', step, form: { baudRate } });
    expect(here.state.judgement.candidates[0]).toMatchObject({
      protocol: 'toledo-continuous',
      form: { dataBits: 7, parity: 'even', stopBits: 1 },
    });
    expect(here.state.results).toHaveLength(step - 1);
  });

  it('silence: hears every speed once, says so and gives the port free', () => {
    const here = setUp();
    here.protocol = null;
    here.run(40_000);
    expect(here.state).toMatchObject({ phase: 'nothing', nothing: { because: 'silence' } });
    expect(here.opened.map(({ baudRate }) => baudRate)).toEqual([
      9600, 4800, 2400, 1200, 19_200, 600, 38_400, 57_600, 115_200,
    ]);
    expect(here.isOpen).toBe(false);
  });

  it('eight bits and parity: rubbish everywhere, so the forms with parity have their turn', () => {
    const here = setUp();
    here.line = lineForm(9600, '8O1');
    here.protocol = 'sartorius-sbi';
    here.deck = DECKS['at rest, then driving'];
    here.run(40_000);
    expect(here.state).toMatchObject({ phase: 'found', form: { baudRate: 9600, dataBits: 8, parity: 'odd' } });
  });

  it('a loose form is asked about only after every other speed was heard', () => {
    const here = setUp();
    here.protocol = 'ff-bcd';
    here.run(5000);
    expect(here.state.phase).toBe('listening');
    here.run(35_000);
    expect(here.state).toMatchObject({ phase: 'asking', form: { baudRate: 9600 } });
    expect(here.state.judgement.verdict).toMatchObject({ kind: 'ask', question: 'move-load' });
    here.deck = (frame) => 15_000 + (frame % 40) * 60;
    here.run(3000);
    here.deck = () => 17_340;
    here.run(3000);
    expect(here.state).toMatchObject({ phase: 'found' });
  });

  it('asks once, takes the observation, and is done', () => {
    const here = setUp();
    here.protocol = 'zemic-a9';
    here.run(3000);
    const { judgement, phase } = here.state;
    expect(phase).toBe('asking');
    const seen = judgement.candidates.find(({ weightText }) => weightText === '15640');
    here.listener.observe(seen?.key ?? '');
    here.run(1000);
    expect(here.state.phase).toBe('found');
    expect(here.state.judgement.candidates[0]?.key).toBe(seen?.key);
  });

  it('a network line has no speed: one setting, and nothing is opened twice', () => {
    const here = setUp(false);
    here.protocol = null;
    here.run(10_000);
    expect(here.state).toMatchObject({ phase: 'nothing', steps: 1 });
    expect(here.opened).toHaveLength(1);
  });

  it.each([
    ['Error Resource temporarily unavailable Cannot lock port', 'port.busy'],
    ['Permission denied, cannot open /dev/ttyS0', 'port.denied'],
    ['No such file or directory, cannot open /dev/ttyS9', 'port.gone'],
  ])('a port that does not open: %s', (reason, code) => {
    expect(setUp(true, reason).state).toMatchObject({ phase: 'failed', step: 1, fault: { code, reason } });
  });

  it('a port that goes away while it listens', () => {
    const here = setUp();
    here.run(1000);
    here.cut('EIO');
    expect(here.state).toMatchObject({ phase: 'failed', fault: { code: 'port.gone' } });
  });
});
