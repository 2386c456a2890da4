import type { Picture } from '../../../native/camera/picture.ts';
import { describe, expect, test } from 'vitest';
import { EvidenceCollector, lacksRequired, type PictureTaker } from '../../../main/station/weighing/evidence.ts';
import { CodedError, type ErrorCode } from '../../../preload/contract/errors.ts';
import type { CameraRole, EpochMs, MonotonicMs, Sha256 } from '../../../preload/contract/vocabulary.ts';

const sha = (digit: string) => digit.repeat(64) as Sha256;
const good = (digit: string): Picture => ({
  ok: true,
  jpeg: Buffer.from(digit),
  sha256: sha(digit),
  width: 1920,
  height: 1080,
  takenAt: 1_800_000_000_000 as EpochMs,
});
const bad = (code: ErrorCode): Picture => ({ ok: false, code, detail: '' });

/** A camera that gives these pictures in turn, the last one for ever. */
function camera(role: CameraRole, ...pictures: Picture[]): PictureTaker & { asked: number } {
  return {
    id: `cam-${role}`,
    role,
    asked: 0,
    takePicture() {
      const picture = pictures[Math.min(this.asked, pictures.length - 1)] ?? bad('camera.refused');
      this.asked += 1;
      return Promise.resolve(picture);
    },
  };
}

function collector(
  cameras: PictureTaker[],
  last: Record<string, Sha256> = {},
  put = (bytes: Uint8Array) => Promise.resolve(sha(Buffer.from(bytes).toString())),
) {
  return new EvidenceCollector({
    cameras,
    photos: { put },
    lastPictureOf: (cameraId) => last[cameraId] ?? null,
    clock: { wall: () => 0 as EpochMs, monotonic: () => 0 as MonotonicMs },
  });
}

describe('EvidenceCollector', () => {
  test('head and tail of the truck', async () => {
    const { images, missing } = await collector([camera('front', good('a')), camera('rear', good('b'))]).collect();
    expect(images.map(({ role, sha256, cameraId }) => [role, sha256, cameraId])).toEqual([
      ['front', sha('a'), 'cam-front'],
      ['rear', sha('b'), 'cam-rear'],
    ]);
    expect(missing).toEqual([]);
  });

  test('a failed camera is named with its reason', async () => {
    const { images, missing } = await collector([
      camera('front', good('a')),
      camera('rear', bad('camera.timeout')),
    ]).collect();
    expect(images).toHaveLength(1);
    expect(missing).toEqual([{ cameraId: 'cam-rear', role: 'rear', code: 'camera.timeout' }]);
  });

  test('a camera that the site does not have is missing, too', async () => {
    const { missing } = await collector([camera('front', good('a'))]).collect();
    expect(missing).toEqual([{ role: 'rear', code: 'camera.absent' }]);
  });

  test('the bytes of the last truck are no evidence; one more try is worth it', async () => {
    const thawed = camera('front', good('a'), good('c'));
    const frozen = camera('rear', good('b'));
    const evidence = await collector([thawed, frozen], { 'cam-front': sha('a'), 'cam-rear': sha('b') }).collect();
    expect(evidence.images.map((image) => image.sha256)).toEqual([sha('c')]);
    expect(evidence.missing).toEqual([{ cameraId: 'cam-rear', role: 'rear', code: 'camera.frozen' }]);
    expect([thawed.asked, frozen.asked]).toEqual([2, 2]);
  });

  test('a side camera adds to the evidence and is named when it fails, but is not demanded; a gate camera has no part in it', async () => {
    const gate = camera('gate-in', good('d'));
    const cameras = [
      camera('front', good('a')),
      camera('rear', good('b')),
      camera('side', bad('camera.refused')),
      gate,
    ];
    const { images, missing } = await collector(cameras).collect();
    expect(images.map((image) => image.role)).toEqual(['front', 'rear']);
    expect(missing).toEqual([{ cameraId: 'cam-side', role: 'side', code: 'camera.refused' }]);
    expect(lacksRequired(missing)).toBe(false);
    expect(gate.asked).toBe(0);
  });

  test('a disk that takes no picture stops the weighing', async () => {
    const put = () => Promise.reject(new CodedError('store.disk-full'));
    const full = collector([camera('front', good('a')), camera('rear', good('b'))], {}, put);
    await expect(full.collect()).rejects.toMatchObject({ code: 'store.disk-full' });
  });
});
