/** One checked picture of a camera, taken now and stored with its row: for the platform, and as proof that it can be had. */
import type { Image } from '../../preload/contract/documents.ts';
import type { ErrorCode } from '../../preload/contract/errors.ts';
import { timestamp, type CameraRole, type ImageRole } from '../../preload/contract/vocabulary.ts';
import { photoPath } from '../photo-path.ts';
import type { AttachedCamera } from './compose-devices.ts';
import type { PhotoStore } from './records/photo-store.ts';
import type { Writer } from './store/statement.ts';

export interface FreshPicture {
  readonly image: Image;
  /** Where it lies. */
  readonly file: string;
}

const DEADLINE_MS = 3000;

/** @throws CodedError store.disk-full | store.failed */
export async function freshPicture(from: {
  readonly cameraId: string;
  readonly cameras: readonly AttachedCamera[];
  readonly db: Writer;
  readonly photos: PhotoStore;
  readonly dataDir: string;
}): Promise<FreshPicture | { readonly code: ErrorCode }> {
  const { cameraId, cameras, dataDir, db, photos } = from;
  const camera = cameras.find(({ id }) => id === cameraId);
  if (camera === undefined) return { code: 'camera.unknown' };
  const picture = await camera.takePicture({ deadlineMs: DEADLINE_MS });
  if (!picture.ok) return { code: picture.code };
  const { height, jpeg, takenAt, width } = picture;
  const sha256 = await photos.put(jpeg);
  const facts = { sha256, bytes: jpeg.length, width, height, takenAt: timestamp(takenAt), cameraId };
  db.immediate(() => photos.record({ ...facts, mime: 'image/jpeg' }));
  return { image: { role: roleOf(camera.role), ...facts }, file: photoPath(dataDir, sha256) ?? '' };
}

function roleOf(role: CameraRole): ImageRole {
  return role === 'gate-in' || role === 'gate-out' ? 'gate' : role;
}
