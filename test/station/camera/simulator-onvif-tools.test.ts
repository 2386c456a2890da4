/**
 * The simulator against Debian's onvif-tools (libonvif, C). Its search turns multicast loopback off, as if no camera could
 * be on its own machine: so it runs in a network of its own, joined to ours by one wire. That takes root.
 */
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { DiscoveryResponder } from '../../sim/onvif-camera/discovery-responder.ts';
import { OnvifCameraSimulator } from '../../sim/onvif-camera/onvif-camera-simulator.ts';
import { afterThisTest } from './rig.ts';

const run = promisify(execFile);
const CAMERA = '10.231.77.1';

/** @returns a prefix that runs a command over there; null where this may not be made */
async function networkBeside(): Promise<readonly string[] | null> {
  if (process.getuid?.() !== 0) return null;
  const name = `cam-${process.pid}`;
  const [ours, theirs] = [`wa${process.pid}`, `wb${process.pid}`];
  try {
    await run('ip', ['netns', 'add', name]);
  } catch {
    return null;
  }
  afterThisTest(async () => void (await run('ip', ['netns', 'del', name])));
  const there = ['ip', 'netns', 'exec', name];
  await run('ip', ['link', 'add', ours, 'type', 'veth', 'peer', 'name', theirs, 'netns', name]);
  await run('ip', ['addr', 'add', `${CAMERA}/24`, 'dev', ours]);
  await run('ip', ['link', 'set', ours, 'up']);
  await run('ip', ['netns', 'exec', name, 'ip', 'addr', 'add', '10.231.77.2/24', 'dev', theirs]);
  await run('ip', ['netns', 'exec', name, 'ip', 'link', 'set', theirs, 'up']);
  await run('ip', ['netns', 'exec', name, 'ip', 'route', 'add', 'default', 'via', CAMERA]);
  return there;
}

/** Its prompt, driven by a pipe. */
async function onvifUtil(there: readonly string[], password: string, lines: readonly string[]): Promise<string> {
  const [program = '', ...before] = there;
  const child = spawn(program, [...before, 'stdbuf', '-o0', 'onvif-util', '-u', 'admin', '-p', password, CAMERA]);
  let said = '';
  child.stdout.on('data', (bytes: Buffer) => (said += bytes.toString('utf8')));
  child.stderr.on('data', (bytes: Buffer) => (said += bytes.toString('utf8')));
  // It may be gone before it has read them all.
  child.stdin.on('error', () => undefined);
  child.stdin.end(`${[...lines, 'quit'].join('\n')}\n`);
  await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  return said;
}

it('is found, read, set and synchronised by onvif-util', async ({ skip }) => {
  const there = await networkBeside();
  if (there === null) {
    skip('needs root and network namespaces');
    return;
  }
  const simulator = new OnvifCameraSimulator({ role: 'front', displayText: () => '0', host: CAMERA });
  await simulator.start();
  afterThisTest(() => simulator.stop());
  const responder = new DiscoveryResponder({
    address: simulator.address,
    name: 'Lane',
    hardware: 'SIM-2MP',
    interfaceAddress: CAMERA,
  });
  await responder.start();
  afterThisTest(() => responder.stop());

  const [program = '', ...before] = there;
  expect((await run(program, [...before, 'onvif-util', '-a'])).stdout).toContain(`${CAMERA} (Lane SIM-2MP)`);

  simulator.clockOffsetMs = -3 * 3_600_000;
  const said = await onvifUtil(there, simulator.password, [
    'get profiles',
    'get rtsp 1',
    'get video 1',
    'get video options 1',
    'set gov_length 25 1',
    'set resolution 1280x720 1',
    'sync_time',
    'get time',
  ]);
  for (const line of [
    'serial: 21023508123456789012',
    'Token 1: Profile_1',
    `rtsp://${CAMERA}:554/stream/Profile_1`,
    'Resolution: 1920 x 1080',
    'Gov Length: 50',
    '1280 x 720',
    'Max Gov Length: 250',
    'Max Bit Rate: 16384',
    'Gov Length was set to 25',
    'Resolution was set to 1280 x 720',
    'has been synchronized',
  ])
    expect(said).toContain(line);
  expect(simulator.bank.of('Profile_1')?.encoder).toMatchObject({ width: 1280, height: 720, gop: 25 });
  expect(Math.abs(simulator.clockOffsetMs)).toBeLessThan(2500);
  expect(await onvifUtil(there, 'wrong', ['get profiles'])).not.toContain('Profile_1');
  expect(simulator.counts.refusedSignIns).toBeGreaterThan(0);
}, 120_000);
