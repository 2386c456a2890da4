/** WS-Discovery over real multicast on this machine. */
import { expect, it } from 'vitest';
import { discoverCameras } from '../../../native/camera/discovery.ts';
import { DiscoveryResponder } from '../../sim/onvif-camera/discovery-responder.ts';

it('finds a camera that answers on the multicast group', async ({ skip }) => {
  const address = 'http://127.0.0.1:8899/onvif/device_service';
  const responder = new DiscoveryResponder({ address, name: '1号磅 车头', hardware: 'SIM-2MP' });
  try {
    await responder.start();
  } catch (error) {
    // A container with nothing but loopback has no multicast; node-onvif cannot be told another address.
    if ((error as NodeJS.ErrnoException).code !== 'ENODEV') throw error;
    skip('this machine has no multicast');
  }
  try {
    const [found, again] = await Promise.all([discoverCameras(), discoverCameras()]);
    expect(again).toBe(found);
    const ours = found.find(({ addresses }) => addresses.includes(address));
    expect(ours).toMatchObject({ name: '1号磅 车头', hardware: 'SIM-2MP', addresses: [address] });
  } finally {
    await responder.stop();
  }
});
