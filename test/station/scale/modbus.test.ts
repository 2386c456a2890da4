/** A Modbus transmitter on real wires: the driver asks, reads, and says what is wrong; TCP as behind a serial server, and a serial pair. */
import { afterEach, describe, expect, it } from 'vitest';
import type { WritableLinkFactory } from '../../../native/byte-link.ts';
import type { ProtocolOptions } from '../../../native/scale/protocols/protocol.ts';
import { SerialLink } from '../../../native/serial-link.ts';
import { TcpLink } from '../../../native/tcp-link.ts';
import { ModbusSlave } from '../../sim/modbus-slave/modbus-slave.ts';
import { SerialPair } from '../../sim/serial-pair.ts';
import { LiveScale } from './live-scale.ts';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

function ask(options: ProtocolOptions, connect: WritableLinkFactory) {
  const scale = new LiveScale('modbus-rtu', { everyMs: 50, ...options }, connect);
  undo.push(() => scale.driver.stop());
  scale.driver.start();
  const drops = (reason: string) =>
    scale.until(() => (scale.driver.counters().rejects[reason] ?? 0) > 0, `reject ${reason}`);
  return { scale, drops };
}

async function slaveOnTcp(slaveNumber = 1) {
  const slave = new ModbusSlave({ slave: slaveNumber });
  await slave.start();
  undo.push(() => slave.stop());
  const connect: WritableLinkFactory = (events) => new TcpLink({ host: '127.0.0.1', port: slave.port }, events);
  return { slave, connect };
}

describe('modbus-rtu on TCP', () => {
  it.each<[string, ProtocolOptions]>([
    ['int32', {}],
    ['int32, low word first', { wordOrder: 'low-first' }],
    ['input registers of slave 17', { function: 4, slave: 17 }],
    ['registers that are counted from 1', { register: 81, registerBase: 1 }],
  ])('%s', async (_, options) => {
    const { slave, connect } = await slaveOnTcp(options.slave);
    const register = (options.register ?? 0) - (options.registerBase ?? 0);
    const lowFirst = options.wordOrder === 'low-first';
    slave.setInt32(register, 45_200, lowFirst);
    const { scale } = ask(options, connect);
    await scale.shows(45_200);
    slave.setInt32(register, -20, lowFirst);
    await scale.shows(-20);
    expect(scale.driver.counters().rejects).toEqual({});
    expect(slave.asked.length).toBeLessThanOrEqual(scale.driver.counters().asked);
  });

  it('a float, and the status register behind it', async () => {
    const options = { type: 'float32', decimals: 1, statusAt: 4, motionBit: 12, goodBit: 15 } as const;
    const { slave, connect } = await slaveOnTcp();
    slave.setFloat32(0, 45_200);
    slave.setFloat32(2, 0);
    slave.registers.set(4, 0x9000);
    const { scale, drops } = ask(options, connect);
    await scale.shows(45_200);
    expect(scale.driver.newest()?.stableFlag).toBe(false);
    slave.registers.set(4, 0x8000);
    await scale.until(() => scale.driver.newest()?.stableFlag === true, 'at rest');
    slave.registers.set(4, 0);
    await drops('data-not-ok');
    await scale.until(() => scale.reading().frame === null, 'no weight', 5000);
  });

  it('an adapter that hears itself, and noise before each answer, cost no weight', async () => {
    const { slave, connect } = await slaveOnTcp();
    slave.setInt32(0, 15_600);
    slave.echo = true;
    slave.junk = Uint8Array.of(0xff, 0x00, 0x01);
    const { scale } = ask({}, connect);
    await scale.shows(15_600);
    slave.setInt32(0, 48_200);
    await scale.shows(48_200);
  });

  it('says what is wrong: a register that is none, the checksum, the device itself', async () => {
    const { slave, connect } = await slaveOnTcp();
    const { scale, drops } = ask({}, connect);
    await drops('exception-02');
    slave.setInt32(0, 15_600);
    slave.spoilCrc = true;
    await drops('checksum');
    expect(scale.frames).toEqual([]);
    slave.spoilCrc = false;
    await scale.shows(15_600);
    slave.exception = 6;
    await drops('exception-06');
    await scale.until(() => scale.reading().frame === null, 'no weight', 5000);
  });

  it('another slave on the line does not answer for ours', async () => {
    const { slave, connect } = await slaveOnTcp(2);
    slave.setInt32(0, 15_600);
    const { scale } = ask({ slave: 1 }, connect);
    await scale.until(() => slave.asked.length > 3, 'questions');
    expect(scale.frames).toEqual([]);
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
    const { scale } = ask({ register: 0x50 }, (events) => new SerialLink(port, events));
    await scale.shows(45_200);
    expect(slave.asked[0]?.toString('hex')).toBe('010300500002c41a');
    slave.setInt32(0x50, 0);
    await scale.shows(0);
  });
});
