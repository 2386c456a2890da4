/** Modbus RTU against a transmitter on real wires: question, answer, faults; TCP as behind a serial server, and a serial pair. */
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { WritableLinkFactory } from '../../../native/byte-link.ts';
import { FrameSplitter } from '../../../native/scale/frame-splitter.ts';
import { modbusRtu } from '../../../native/scale/protocols/modbus-rtu.ts';
import type { ProtocolOptions } from '../../../native/scale/protocols/protocol.ts';
import { SerialLink } from '../../../native/serial-link.ts';
import { TcpLink } from '../../../native/tcp-link.ts';
import { ModbusSlave } from '../../sim/modbus-slave/modbus-slave.ts';
import { SerialPair } from '../../sim/serial-pair.ts';

const undo: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

const EVERY_MS = 50;

/** Asks on the wire again and again and keeps what comes. */
async function ask(options: ProtocolOptions, connect: WritableLinkFactory) {
  const weights: (string | null)[] = [];
  const rejects: string[] = [];
  const splitter = new FrameSplitter(modbusRtu.reader(options), {
    frame: (frame) => weights.push(frame.weightText),
    reject: (reason) => rejects.push(reason),
  });
  const { request } = modbusRtu.poll?.({ ...options, everyMs: EVERY_MS }) ?? { request: new Uint8Array(0) };
  await new Promise<void>((resolve, reject) => {
    const link = connect({
      onOpen: () => {
        const timer = setInterval(() => link.write(request), EVERY_MS);
        undo.push(() => clearInterval(timer));
        resolve();
      },
      onBytes: (bytes) => splitter.push(bytes),
      onClose: (reason) => reject(new Error(reason)),
    });
    undo.push(() => link.close());
    link.open();
  });
  const shows = (weightText: string) => vi.waitFor(() => expect(weights.at(-1)).toBe(weightText), { timeout: 10_000 });
  const drops = (reason: string) => vi.waitFor(() => expect(rejects).toContain(reason), { timeout: 10_000 });
  return { weights, rejects, shows, drops };
}

async function overTcp(options: ProtocolOptions = {}) {
  const slave = new ModbusSlave({ slave: options.slave ?? 1 });
  await slave.start();
  undo.push(() => slave.stop());
  return {
    slave,
    connect: ((events) => new TcpLink({ host: '127.0.0.1', port: slave.port }, events)) as WritableLinkFactory,
  };
}

describe('modbus-rtu on TCP', () => {
  it.each([
    ['int32', {}],
    ['int32, low word first', { wordOrder: 'low-first' as const }],
    ['input registers of slave 17', { function: 4 as const, slave: 17 }],
    ['registers that are counted from 1', { register: 81, registerBase: 1 as const }],
  ])('%s', async (_, options: ProtocolOptions) => {
    const { slave, connect } = await overTcp(options);
    const register = (options.register ?? 0) - (options.registerBase ?? 0);
    const lowFirst = options.wordOrder === 'low-first';
    slave.setInt32(register, 45_200, lowFirst);
    const line = await ask(options, connect);
    await line.shows('45200');
    slave.setInt32(register, -20, lowFirst);
    await line.shows('-20');
    expect(line.rejects).toEqual([]);
  });

  it('a float, and the status register behind it', async () => {
    const options = { type: 'float32', decimals: 1, statusAt: 4, goodBit: 15 } as const;
    const { slave, connect } = await overTcp(options);
    slave.setFloat32(0, 45_200);
    slave.setFloat32(2, 0);
    slave.registers.set(4, 0x8000);
    const line = await ask(options, connect);
    await line.shows('45200.0');
    slave.registers.set(4, 0);
    await line.drops('data-not-ok');
  });

  it('an adapter that hears itself, and noise before each answer, cost no weight', async () => {
    const { slave, connect } = await overTcp();
    slave.setInt32(0, 15_600);
    slave.echo = true;
    slave.junk = Uint8Array.of(0xff, 0x00, 0x01);
    const line = await ask({}, connect);
    await line.shows('15600');
    slave.setInt32(0, 48_200);
    await line.shows('48200');
  });

  it('says what is wrong: checksum, refusal, a register that is none', async () => {
    const { slave, connect } = await overTcp();
    const line = await ask({}, connect);
    await line.drops('exception-02');
    slave.setInt32(0, 15_600);
    slave.spoilCrc = true;
    await line.drops('checksum');
    expect(line.weights).toEqual([]);
    slave.spoilCrc = false;
    await line.shows('15600');
    slave.exception = 6;
    await line.drops('exception-06');
  });

  it('another slave on the line does not answer for ours', async () => {
    const { slave, connect } = await overTcp({ slave: 2 });
    slave.setInt32(0, 15_600);
    const line = await ask({ slave: 1 }, connect);
    await vi.waitFor(() => expect(slave.asked.length).toBeGreaterThan(3), { timeout: 10_000 });
    expect(line.weights).toEqual([]);
  });
});

describe('modbus-rtu on a serial pair', () => {
  it('asks and reads', async () => {
    const pair = new SerialPair();
    await pair.start();
    undo.push(() => pair.stop());
    const [station, device] = pair.ends;
    const slave = new ModbusSlave({ serialPath: device });
    await slave.start();
    undo.push(() => slave.stop());
    slave.setInt32(0x50, 45_200);
    const port = { path: station, baudRate: 19_200, dataBits: 8, parity: 'none', stopBits: 1 } as const;
    const line = await ask({ register: 0x50 }, (events) => new SerialLink(port, events));
    await line.shows('45200');
    expect(slave.asked[0]?.toString('hex')).toBe('010300500002c41a');
    slave.setInt32(0x50, 0);
    await line.shows('0');
  });
});
