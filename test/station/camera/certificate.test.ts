/** A pinned certificate: the camera that has it is served, another gets not one byte. */
import { describe, expect, it } from 'vitest';
import { CameraSetup } from '../../../native/camera/camera-setup.ts';
import { readPin, type CertificatePin } from '../../../native/camera/certificate-pin.ts';
import { CLOCK, good, rig } from './rig.ts';
import { selfSigned } from './self-signed.ts';

const NEVER = new AbortController().signal;

function pin(fingerprint: string): CertificatePin {
  const read = readPin(fingerprint);
  if (read === null) throw new Error(`no fingerprint: ${fingerprint}`);
  return read;
}

describe.each(['wsse', 'digest'] as const)('a camera that signs in by %s', (soapAuth) => {
  it('is served with its own certificate', async () => {
    const tls = await selfSigned();
    const { camera, take } = await rig({ tls, soapAuth }, { certificate: pin(tls.fingerprint) });
    good(await take());
    expect(await camera.streams()).toHaveLength(2);
  });

  it('is sent nothing when it shows another', async () => {
    const other = await selfSigned();
    const { simulator, camera, take } = await rig(
      { tls: await selfSigned(), soapAuth },
      { certificate: pin(other.fingerprint) },
    );
    expect(await take()).toMatchObject({ ok: false, code: 'camera.certificate' });
    await expect(camera.streams()).rejects.toMatchObject({ code: 'camera.certificate' });
    expect(simulator.counts).toMatchObject({ soap: 0, pictures: 0 });
    expect(simulator.counts.connections).toBeGreaterThan(0);
    expect(camera.condition()).toMatchObject({ state: 'offline', detail: 'camera.certificate' });
  });
});

it('that changes later is noticed with the next picture', async () => {
  const [first, second] = [await selfSigned(), await selfSigned()];
  const { simulator, take } = await rig({ tls: first }, { certificate: pin(first.fingerprint) });
  good(await take());
  const { pictures } = simulator.counts;
  simulator.showCertificate(second);
  expect(await take()).toMatchObject({ ok: false, code: 'camera.certificate' });
  expect(simulator.counts.pictures).toBe(pictures);
});

describe('the installer', () => {
  it('sees it before it is pinned, and a changed one is refused', async () => {
    const tls = await selfSigned();
    const { simulator } = await rig({ tls });
    const { address, username, password } = simulator;
    const open = { address, username, password, clock: CLOCK };
    expect((await new CameraSetup(open).inspect(NEVER)).certificate).toBe(pin(tls.fingerprint));
    const pinned = new CameraSetup({ ...open, certificate: pin('ab'.repeat(32)) });
    const { soap } = simulator.counts;
    for (const asked of [pinned.inspect(NEVER), pinned.setClock(NEVER), pinned.configure('Profile_1', {}, NEVER)])
      await expect(asked).rejects.toMatchObject({ code: 'camera.certificate' });
    expect(simulator.counts.soap).toBe(soap);
  });
});
