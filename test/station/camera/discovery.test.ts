/** WS-Discovery over real multicast on this machine. */
import { describe, expect, it } from 'vitest';
import { discoverCameras, networkConnections } from '../../../native/camera/discovery.ts';
import { DiscoveryResponder } from '../../sim/onvif-camera/discovery-responder.ts';
import { afterThisTest } from './rig.ts';

const ADDRESS = 'http://127.0.0.1:8899/onvif/device_service';

async function answering(interfaceAddress: string, noise: readonly string[] = []): Promise<DiscoveryResponder | null> {
  const responder = new DiscoveryResponder({
    address: ADDRESS,
    name: '1号磅 车头',
    hardware: 'SIM-2MP',
    interfaceAddress,
    noise,
  });
  try {
    await responder.start();
  } catch (error) {
    // A container with nothing but loopback has no multicast.
    if ((error as NodeJS.ErrnoException).code !== 'ENODEV') throw error;
    return null;
  }
  afterThisTest(() => responder.stop());
  return responder;
}

describe('on this machine', () => {
  const [connection] = networkConnections();

  it('finds a camera once, however often it answers, and counts what is no answer', async ({ skip }) => {
    const noise = ['', 'garbage', '<a/>', '<Envelope><Body><ProbeMatches/></Body></Envelope>'];
    const responder = await answering(connection?.address ?? '', noise);
    if (responder === null) {
      skip('this machine has no multicast');
      return;
    }
    const [found, again] = await Promise.all([discoverCameras(), discoverCameras()]);
    expect(again).toBe(found);
    const ours = found.cameras.filter(({ addresses }) => addresses.includes(ADDRESS));
    expect(ours).toMatchObject([{ name: '1号磅 车头', hardware: 'SIM-2MP', addresses: [ADDRESS] }]);
    expect(ours[0]?.from).toBe(connection?.address);
    expect(responder.answered).toBeGreaterThan(1);
    expect(found.ignored).toBeGreaterThanOrEqual(noise.length);
  });

  it('asks on the chosen connection', async ({ skip }) => {
    const responder = await answering(connection?.address ?? '');
    if (responder === null || connection === undefined) {
      skip('this machine has no multicast');
      return;
    }
    const { cameras } = await discoverCameras(connection.name);
    expect(cameras.some(({ addresses }) => addresses.includes(ADDRESS))).toBe(true);
  });

  it('has a code for a connection that is not there', async () => {
    await expect(discoverCameras('no-such-0')).rejects.toMatchObject({
      code: 'camera.interface-unknown',
      detail: 'no-such-0',
    });
  });
});
