/**
 * The listener on real serial pairs: every protocol of the simulator that can be told by listening, at its speed and in
 * its form. Each line is a real one: at a wrong speed it brings what a UART would give. The table in
 * native/scale/listening/README.md is this one.
 */
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { after } from '../../../native/reconnect.ts';
import { canBeHeard } from '../../../native/scale/listening/judge.ts';
import type { Candidate } from '../../../native/scale/listening/judge.ts';
import { PortListener } from '../../../native/scale/listening/listener.ts';
import { SCALE_PROTOCOLS } from '../../../native/scale/protocols/index.ts';
import { SerialLink } from '../../../native/serial-link.ts';
import type { Dialect, SimulatedProtocol } from '../../sim/indicator/dialects.ts';
import { IndicatorSimulator } from '../../sim/indicator/indicator-simulator.ts';
import type { LineForm } from '../../sim/indicator/uart.ts';
import { SerialPair } from '../../sim/serial-pair.ts';
import { realClock } from './live-scale.ts';

interface Row {
  readonly protocol: SimulatedProtocol;
  readonly baudRate: number;
  readonly form: '8N1' | '7E1' | '7O1' | '8N2';
  readonly dialect?: Dialect;
  readonly checksum?: 'none';
  readonly decimals?: number;
  /** The one thing a person has to do. */
  readonly asks?: 'move-load' | 'which-number';
  readonly options?: Candidate['options'];
}

/** Speeds and forms as such indicators have them (protocols.md, overview), each speed at least once. */
const ROWS: readonly Row[] = [
  { protocol: 'yaohua-tf0', baudRate: 9600, form: '8N1', options: { checksum: 'required' } },
  { protocol: 'yaohua-tf0', baudRate: 1200, form: '7E1', options: { checksum: 'required' } },
  { protocol: 'yaohua-tf0', baudRate: 600, form: '8N1', options: { checksum: 'required' } },
  { protocol: 'eq-number', baudRate: 4800, form: '8N1', asks: 'move-load', options: {} },
  {
    protocol: 'eq-number',
    baudRate: 9600,
    form: '8N1',
    dialect: { order: 'fwd', width: 8 },
    asks: 'move-load',
    options: { order: 'fwd' },
  },
  {
    protocol: 'eq-number',
    baudRate: 9600,
    form: '8N1',
    dialect: { form: 'trail', order: 'rev', width: 8 },
    asks: 'move-load',
    options: { form: 'trail' },
  },
  { protocol: 'paren-text', baudRate: 2400, form: '8N1' },
  { protocol: 'a12-text', baudRate: 4800, form: '7E1', options: { checksum: 'required' } },
  {
    protocol: 'zemic-a9',
    baudRate: 9600,
    form: '8N1',
    dialect: { scale: '0.1' },
    asks: 'which-number',
    options: { scale: '0.1' },
  },
  { protocol: 'toledo-continuous', baudRate: 9600, form: '7E1', options: { checksum: 'required' } },
  { protocol: 'toledo-continuous', baudRate: 4800, form: '8N1', checksum: 'none', options: { checksum: 'ignore' } },
  { protocol: 'toledo-extended', baudRate: 9600, form: '8N1', options: { checksum: 'required' } },
  { protocol: 'ff-bcd', baudRate: 9600, form: '8N2', asks: 'move-load', options: {} },
  { protocol: 'dingsong-ds822', baudRate: 19_200, form: '7O1', options: { checksum: 'required' } },
  { protocol: 'ht9800-ascii12', baudRate: 9600, form: '8N1', options: { bit3Means: 'stable' } },
  { protocol: 'cas22', baudRate: 9600, form: '8N1' },
  { protocol: 'cas10', baudRate: 9600, form: '8N1' },
  { protocol: 'and-family', baudRate: 2400, form: '7E1' },
  { protocol: 'sartorius-sbi', baudRate: 1200, form: '7O1' },
  { protocol: 'bilanciai-cb', baudRate: 9600, form: '8N1' },
  { protocol: 'ricelake-iq', baudRate: 9600, form: '7E1' },
  { protocol: 'weightronix-wi120', baudRate: 9600, form: '8N1' },
  { protocol: 'ohaus-text', baudRate: 38_400, form: '8N1' },
  { protocol: 'bu4263', baudRate: 9600, form: '8N1' },
];

const lineOf = ({ baudRate, form }: Row): LineForm => ({
  baudRate,
  dataBits: form.startsWith('7') ? 7 : 8,
  parity: form.includes('E') ? 'even' : form.includes('O') ? 'odd' : 'none',
  stopBits: form.endsWith('2') ? 2 : 1,
});

const AUDIBLE = SCALE_PROTOCOLS.filter(canBeHeard);
/** The slowest search: nine settings of 2.5 s, and a busy machine. */
const LIMIT_MS = 100_000;

const undo: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const step of undo.reverse()) await step();
});

async function listen(row: Row) {
  const pair = new SerialPair();
  await pair.start();
  undo.push(() => pair.stop());
  const [station, device] = pair.ends;
  const { checksum, decimals, dialect, protocol } = row;
  const indicator = new IndicatorSimulator({
    protocol,
    ...(dialect === undefined ? {} : { dialect }),
    ...(checksum === undefined ? {} : { checksum }),
    ...(decimals === undefined ? {} : { decimals }),
    noiseKg: 0,
    tcp: null,
    serialPath: device,
    line: { form: lineOf(row), listenerPath: station },
  });
  indicator.setWeight(15_640);
  await indicator.start();
  undo.push(() => indicator.stop());
  const listener = new PortListener({
    connect: (form) => (events) => new SerialLink({ path: station, ...form }, events),
    hasSpeed: true,
    protocols: AUDIBLE,
    clock: realClock,
    after,
    onChange: () => {},
  });
  undo.push(() => listener.stop());
  listener.start();
  return { indicator, listener };
}

describe('named on a real serial pair', { concurrent: true }, () => {
  it.each(
    ROWS.map(
      (row) => [`${row.protocol} ${row.baudRate} ${row.form} ${JSON.stringify(row.dialect ?? {})}`, row] as const,
    ),
  )('%s', { timeout: LIMIT_MS + 20_000 }, async (_, row) => {
    const { indicator, listener } = await listen(row);
    const phase = (wanted: string): Promise<void> =>
      vi.waitFor(
        () => {
          const { form, judgement, phase: now, results } = listener.state();
          if (now !== wanted) throw new Error(JSON.stringify([now, form.baudRate, judgement.verdict, results]));
        },
        { timeout: LIMIT_MS, interval: 50 },
      );
    if (row.asks !== undefined) {
      await phase('asking');
      expect(listener.state().judgement.verdict).toMatchObject({ question: row.asks });
      const seen = listener.state().judgement.candidates.find(({ weightText }) => weightText === '15640');
      if (row.asks === 'which-number') listener.observe(seen?.key ?? '');
      else {
        indicator.ramp(38_620, 3000);
        await vi.waitFor(() => expect(indicator.shownKg).toBe(38_620), { timeout: 20_000 });
      }
    }
    await phase('found');
    await vi.waitFor(
      () => {
        const [best] = listener.state().judgement.candidates;
        expect(best).toMatchObject({ weightText: String(indicator.shownKg) });
      },
      { timeout: 20_000 },
    );
    const { form, judgement } = listener.state();
    const expected = lineOf(row);
    expect(form.baudRate).toBe(row.baudRate);
    // A second stop bit is heard as a pause: eight bits with one stop bit read the same.
    expect(judgement.candidates[0]).toMatchObject({
      protocol: row.protocol,
      form: { dataBits: expected.dataBits, parity: expected.parity },
    });
    if (row.options !== undefined) expect(judgement.candidates[0]?.options).toEqual(row.options);
    // The hand that listens never writes.
    expect([...indicator.heard]).toEqual([]);
  });
});

it('a port that another program holds', async () => {
  const pair = new SerialPair();
  await pair.start();
  undo.push(() => pair.stop());
  const [path] = pair.ends;
  const form = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 } as const;
  let open = false;
  const other = new SerialLink(
    { path, ...form },
    { onOpen: () => (open = true), onBytes: () => {}, onClose: () => {} },
  );
  other.open();
  undo.push(async () => other.close());
  await vi.waitFor(() => expect(open).toBe(true));
  const listener = new PortListener({
    connect: (at) => (events) => new SerialLink({ path, ...at }, events),
    hasSpeed: true,
    protocols: AUDIBLE,
    clock: realClock,
    after,
    onChange: () => {},
  });
  listener.start();
  await vi.waitFor(() => expect(listener.state()).toMatchObject({ phase: 'failed', fault: { code: 'port.busy' } }));
});

it('the table names every protocol there is, and why some cannot be heard', () => {
  const table = readFileSync(new URL('../../../native/scale/listening/README.md', import.meta.url), 'utf8');
  for (const protocol of SCALE_PROTOCOLS) {
    const line = table.split('\n').find((text) => text.startsWith(`| ${protocol.id} |`));
    expect(line, protocol.id).toBeDefined();
    expect(line?.includes('cannot'), `${protocol.id}: ${line ?? ''}`).toBe(!canBeHeard(protocol));
    expect(ROWS.some((row) => row.protocol === protocol.id)).toBe(canBeHeard(protocol));
  }
});
