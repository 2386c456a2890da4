/** The driver against a camera on a real socket: good pictures, every fault, recovery by itself. */
import { createHash } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import type { CameraFault } from '../../sim/onvif-camera/camera-fault.ts';
import { DEADLINE_MS, good, rig } from './rig.ts';

describe('a camera that is well', () => {
  it('gives front and rear at once, whole, measured, hashed, from the main stream', async () => {
    const [front, rear] = await Promise.all([rig({ role: 'front' }), rig({ role: 'rear' })]);
    const before = Date.now();
    const pictures = (await Promise.all([front.take(), rear.take()])).map(good);
    for (const { jpeg, sha256, width, height, takenAt } of pictures) {
      expect([width, height]).toEqual([1920, 1080]);
      expect(sha256).toBe(createHash('sha256').update(jpeg).digest('hex'));
      expect(takenAt).toBeGreaterThanOrEqual(before);
      expect(takenAt).toBeLessThanOrEqual(Date.now());
    }
    expect(pictures[0]?.sha256).not.toBe(pictures[1]?.sha256);
    expect(front.camera.kind).toBe('camera-front');
    expect(rear.camera.condition()).toMatchObject({ state: 'online', detail: null });
  });

  it('never gives the same bytes twice, and asks only for the picture the second time', async () => {
    const { simulator, take } = await rig();
    const first = good(await take());
    const soap = simulator.counts.soap;
    expect(good(await take()).sha256).not.toBe(first.sha256);
    expect(simulator.counts).toMatchObject({ soap, pictures: 2, refusedSignIns: 0 });
  });

  it('needs no password where none is asked for', async () => {
    const { take } = await rig({ pictureAuth: { scheme: 'none' } });
    good(await take());
  });
});

describe('a camera with a fault', () => {
  it.each<[name: string, fault: CameraFault, code: string, state: string]>([
    ['wrong password', 'wrongPassword', 'camera.unauthorised', 'offline'],
    ['half a picture', 'halfJpeg', 'camera.truncated', 'degraded'],
    ['a connection that breaks in the picture', 'dropped', 'camera.disconnected', 'offline'],
    ['HTML', 'html', 'camera.not-jpeg', 'degraded'],
    ['black', 'black', 'camera.black', 'degraded'],
    ['too small', 'tooSmall', 'camera.too-small', 'degraded'],
    ['an old frame', 'stale', 'camera.stale', 'degraded'],
    ['busy', 'busy', 'camera.http-status', 'degraded'],
    ['a redirect to elsewhere', 'redirect', 'camera.http-status', 'degraded'],
    ['the port closed', 'refuse', 'camera.refused', 'offline'],
  ])('%s: says so within the deadline, and recovers by itself', async (_name, fault, code, state) => {
    const { simulator, camera, take } = await rig();
    good(await take());
    await simulator.setFault(fault);
    const started = performance.now();
    expect(await take()).toMatchObject({ ok: false, code });
    expect(performance.now() - started).toBeLessThan(DEADLINE_MS + 500);
    expect(camera.condition()).toMatchObject({ state, detail: code });
    await simulator.setFault(null);
    good(await take());
    expect(camera.condition()).toMatchObject({ state: 'online', detail: null });
  });

  it.each(['wrongPassword', 'refuse', 'soapHtml', 'foreignHost'] as const)(
    '%s from the beginning: no picture, and one as soon as it is mended',
    async (fault) => {
      const { simulator, take } = await rig();
      await simulator.setFault(fault);
      const expected = {
        wrongPassword: 'camera.unauthorised',
        refuse: 'camera.refused',
        soapHtml: 'camera.no-snapshot',
        foreignHost: 'camera.foreign-host',
      }[fault];
      expect(await take()).toMatchObject({ ok: false, code: expected });
      await simulator.setFault(null);
      good(await take());
    },
  );

  it('hang: camera.timeout, not later than the deadline', async () => {
    const { simulator, take } = await rig();
    good(await take());
    await simulator.setFault('hang');
    const started = performance.now();
    expect(await take(600)).toMatchObject({ ok: false, code: 'camera.timeout' });
    // The machine may be late; the driver itself answers 25 ms before.
    expect(performance.now() - started).toBeLessThan(2500);
    await simulator.setFault(null);
    good(await take());
  });

  it('foreign host: names the address and never asks it for anything', async () => {
    const { simulator, take } = await rig();
    await simulator.setFault('foreignHost');
    const picture = await take();
    expect(picture).toMatchObject({
      code: 'camera.foreign-host',
      detail: expect.stringContaining('198.51.100.7') as string,
    });
    expect(simulator.counts.pictures).toBe(0);
  });

  it('frozen: the same bytes give the same hash, for the caller to notice', async () => {
    const { simulator, take } = await rig();
    const first = good(await take());
    await simulator.setFault('sameAgain');
    expect(good(await take()).sha256).toBe(first.sha256);
  });

  it('slow: the picture is waited for, however long the second way tries beside it', async () => {
    const { simulator, take } = await rig();
    good(await take());
    await simulator.setFault({ slowMs: 3000 });
    good(await take(6000));
  });

  it('a wrong password is not hammered: cameras lock out who repeats it', async () => {
    const { simulator, take } = await rig();
    await simulator.setFault('wrongPassword');
    await take();
    expect(simulator.counts.refusedSignIns).toBeLessThanOrEqual(2);
  });

  it('an endless answer is cut off', async () => {
    const { take } = await rig({}, { maxBytes: 10_000 });
    expect(await take()).toMatchObject({ ok: false, code: 'camera.too-large' });
  });
});

describe('clocks', () => {
  it.each([-7200, -60, 45, 28_800])(
    'signs in to a camera whose clock is %d s off, and shows the offset',
    async (seconds) => {
      const { simulator, camera, take } = await rig({ exif: { withOffset: true } });
      simulator.clockOffsetMs = seconds * 1000;
      good(await take());
      const condition = camera.condition();
      expect(condition.state).toBe('degraded');
      const shown = Number(/^clock ([+-]\d+) s$/.exec(condition.detail ?? '')?.[1]);
      expect(Math.abs(shown - seconds)).toBeLessThanOrEqual(1);
    },
  );

  it('takes EXIF time without a zone by the zone the camera tells', async () => {
    const { simulator, take } = await rig({ exif: { withOffset: false } });
    good(await take());
    await simulator.setFault('stale');
    expect(await take()).toMatchObject({ code: 'camera.stale', detail: expect.stringContaining('EXIF') as string });
  });
});

describe('started', () => {
  it('proves itself with one picture, then only looks at the clock', async () => {
    const { simulator, camera } = await rig({}, { probeEveryMs: 20 });
    camera.start();
    await vi.waitFor(() => expect(camera.condition().state).toBe('online'), 10_000);
    const soap = simulator.counts.soap;
    await vi.waitFor(() => expect(simulator.counts.soap).toBeGreaterThan(soap + 3), 10_000);
    expect(simulator.counts.pictures).toBe(1);
  });

  it('notices a camera that goes away and one that comes back, and tells its listeners', async () => {
    const { simulator, camera } = await rig({}, { probeEveryMs: 20 });
    const seen: string[] = [];
    const stop = camera.onCondition(({ state, detail }) => seen.push(`${state} ${detail ?? ''}`.trim()));
    camera.start();
    await vi.waitFor(() => expect(seen).toEqual(['online']), 10_000);
    await simulator.setFault('refuse');
    await vi.waitFor(() => expect(seen.at(-1)).toBe('offline camera.refused'), 10_000);
    await simulator.setFault(null);
    await vi.waitFor(() => expect(seen.at(-1)).toBe('online'), 10_000);
    stop();
    const count = seen.length;
    await simulator.setFault('refuse');
    await vi.waitFor(() => expect(camera.condition().state).toBe('offline'), 10_000);
    expect(seen).toHaveLength(count);
  });

  it('goes on looking after an answer that was cut in the middle', async () => {
    const { simulator, camera } = await rig({}, { probeEveryMs: 20 });
    camera.start();
    await vi.waitFor(() => expect(camera.condition().state).toBe('online'), 10_000);
    await simulator.setFault('soapDropped');
    await vi.waitFor(() => expect(camera.condition().detail).toBe('camera.timeout'), 15_000);
    await simulator.setFault(null);
    await vi.waitFor(() => expect(camera.condition().state).toBe('online'), 15_000);
  }, 60_000);

  it('looks again soon after a probe that failed, not at the pace of a camera that is well', async () => {
    const { simulator, camera } = await rig();
    await simulator.setFault('refuse');
    camera.start();
    await vi.waitFor(() => expect(camera.condition().detail).toBe('camera.refused'), 10_000);
    await simulator.setFault(null);
    await vi.waitFor(() => expect(camera.condition().state).toBe('online'), 12_000);
  });

  it('looks again soon after a picture that failed', async () => {
    const { simulator, camera, take } = await rig();
    camera.start();
    await vi.waitFor(() => expect(camera.condition().state).toBe('online'), 10_000);
    await simulator.setFault('refuse');
    expect(await take()).toMatchObject({ code: 'camera.refused' });
    await simulator.setFault(null);
    await vi.waitFor(() => expect(camera.condition().state).toBe('online'), 12_000);
  });

  it('stops for good, ending a picture that is being taken', async () => {
    const { simulator, camera, take } = await rig();
    good(await take());
    await simulator.setFault('hang');
    const picture = take();
    await camera.stop();
    expect(await picture).toMatchObject({ ok: false, detail: 'stopped' });
    expect(await take()).toMatchObject({ ok: false, detail: 'stopped' });
  });

  it('ends early when its caller gives up, which is no fault of the camera', async () => {
    const { simulator, camera, take } = await rig();
    good(await take());
    await simulator.setFault('hang');
    const signal = AbortSignal.timeout(50);
    expect(await camera.takePicture({ deadlineMs: 60_000, signal })).toMatchObject({ ok: false, detail: 'stopped' });
    expect(camera.condition().state).toBe('online');
  });
});
