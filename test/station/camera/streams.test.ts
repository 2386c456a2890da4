/** Where a camera says its video is had, and that video itself from a real RTSP server. */
import { describe, expect, it } from 'vitest';
import { RtspClient } from '../../../native/camera/rtsp/rtsp-client.ts';
import type { VideoFormat } from '../../../native/camera/video/video-format.ts';
import { RtspServer } from '../../sim/rtsp-server/rtsp-server.ts';
import { afterThisTest, CLOCK, rig } from './rig.ts';

const STREAMS = { main: 'rtsp://127.0.0.1:554/ch1?a=1&b=2', sub: 'rtsp://admin:secret@127.0.0.1:554/ch2' };

describe('the addresses', () => {
  it.each([
    ['media1', 'wsse'],
    ['media1', 'digest'],
    ['media2', 'wsse'],
    ['media2', 'digest'],
    ['both', 'wsse'],
  ] as const)('of every profile, largest first, without a password: %s, %s', async (media, soapAuth) => {
    const { simulator, camera } = await rig({ media, soapAuth, streams: STREAMS });
    for (let again = 0; again < 2; again += 1) {
      const streams = await camera.streams();
      expect(streams.map(({ url, ...claims }) => ({ url: url.href, ...claims }))).toEqual([
        { url: STREAMS.main, codec: 'h264', width: 1920, height: 1080, profile: 'Profile_1' },
        { url: 'rtsp://127.0.0.1:554/ch2', codec: 'h264', width: 640, height: 360, profile: 'Profile_2' },
      ]);
    }
    expect(simulator.counts.refusedSignIns).toBeLessThanOrEqual(1);
  });

  it('a codec that only Media2 can name, and one that is no video', async () => {
    const { simulator, camera } = await rig({ media: 'both', streams: STREAMS });
    const [sub, main] = simulator.bank.profiles;
    if (sub === undefined || main === undefined) throw new Error('no profiles');
    main.encoder.encoding = 'H265';
    sub.encoder.encoding = 'JPEG';
    expect(await camera.streams()).toMatchObject([{ codec: 'h265', width: 1920 }]);
    // Named and failing Media2: Media serves, and does not say what it has no word for.
    await simulator.setFault('media2Fails');
    expect(await camera.streams()).toMatchObject([{ codec: null, width: null }]);
  });

  it('two profiles of one stream are one address', async () => {
    const { camera } = await rig({ streams: { main: STREAMS.main, sub: STREAMS.main } });
    expect(await camera.streams()).toHaveLength(1);
  });

  it('a foreign host is refused and named', async () => {
    const streams = { main: 'rtsp://198.51.100.7/ch1', sub: 'rtsp://127.0.0.1/ch2' };
    const { camera } = await rig({ streams });
    await expect(camera.streams()).rejects.toMatchObject({
      code: 'camera.foreign-host',
      detail: expect.stringContaining('198.51.100.7'),
    });
  });

  it('what is no address, no media, a wrong password and silence have codes', async () => {
    const none = { main: 'none', sub: 'http://127.0.0.1/x' };
    await expect((await rig({ streams: none })).camera.streams()).rejects.toMatchObject({ code: 'camera.no-video' });
    await expect((await rig({ media: 'none' })).camera.streams()).rejects.toMatchObject({ code: 'camera.no-video' });
    for (const soapAuth of ['wsse', 'digest'] as const) {
      const { camera } = await rig({ soapAuth }, { password: 'wrong' });
      await expect(camera.streams()).rejects.toMatchObject({ code: 'camera.unauthorised' });
    }
    const { simulator, camera } = await rig();
    await simulator.setFault('hang');
    await expect(camera.streams(100)).rejects.toMatchObject({ code: 'camera.timeout' });
    await simulator.setFault('refuse');
    await expect(camera.streams()).rejects.toMatchObject({ code: 'camera.refused' });
  });

  it('a stopped camera answers at once', async () => {
    const { simulator, camera } = await rig();
    await simulator.setFault('hang');
    const streams = camera.streams();
    await camera.stop();
    await expect(streams).rejects.toMatchObject({ code: 'camera.timeout', detail: 'stopped' });
  });
});

it('lead to pictures', async () => {
  const server = new RtspServer({ paths: ['/main'], auth: { username: 'admin', password: 'Camera.2026' } });
  await server.start();
  afterThisTest(() => server.stop());
  const { simulator, camera } = await rig({ streams: { main: server.address('/main') } });
  const [stream] = await camera.streams();
  if (stream === undefined) throw new Error('no stream');
  const format = await new Promise<VideoFormat>((resolve) => {
    const client = new RtspClient(
      { address: stream.url.href, username: simulator.username, password: simulator.password, clock: CLOCK },
      { onFormat: resolve, onAccessUnit: () => undefined, onState: () => undefined },
    );
    afterThisTest(() => client.stop());
    client.start();
  });
  expect(format).toMatchObject({ codec: 'h264', width: 1280, height: 720 });
});
