/**
 * The pictures of one weighing: all cameras at once, each within the deadline, each checked, each on disk under its hash
 * before anything says "saved" (product.md C1, C3). A picture that is not there is named with its reason, never passed over.
 */
import type { Image, MissingImage } from '../../../preload/contract/documents.ts';
import type { Picture } from '../../../native/camera/picture.ts';
import type { PhotoStore } from '../records/photo-store.ts';
import {
  timestamp,
  type CameraRole,
  type Clock,
  type ImageRole,
  type Sha256,
} from '../../../preload/contract/vocabulary.ts';

export interface PictureTaker {
  readonly id: string;
  readonly role: CameraRole;
  takePicture(options: { deadlineMs: number }): Promise<Picture>;
}

export interface Evidence {
  readonly images: readonly Image[];
  readonly missing: readonly MissingImage[];
}

type Taken =
  { readonly image: Image; readonly missing: null } | { readonly image: null; readonly missing: MissingImage };

/** What a weighing must show: head and tail of the truck (domain.md §1.1 A7). Other cameras add to it. */
const REQUIRED: readonly CameraRole[] = ['front', 'rear'];
/** issue figure: every camera has 3 s, all at once. */
const DEADLINE_MS = 3000;
/** Below this a second try of a frozen picture is not worth its time. */
const RETRY_FLOOR_MS = 500;

export class EvidenceCollector {
  readonly #cameras: readonly PictureTaker[];
  readonly #photos: Pick<PhotoStore, 'put'>;
  readonly #lastPictureOf: (cameraId: string) => Sha256 | null;
  readonly #clock: Clock;

  constructor(parts: {
    cameras: readonly PictureTaker[];
    photos: Pick<PhotoStore, 'put'>;
    /** The hash of the newest picture of this camera in an earlier weighing: the same bytes again mean a frozen camera. */
    lastPictureOf: (cameraId: string) => Sha256 | null;
    clock: Clock;
  }) {
    this.#cameras = parts.cameras.filter((camera) => imageRole(camera.role) !== null);
    this.#photos = parts.photos;
    this.#lastPictureOf = parts.lastPictureOf;
    this.#clock = parts.clock;
  }

  /**
   * Takes and stores the pictures of the truck on the deck.
   * @throws CodedError store.disk-full | store.failed when a picture cannot be written: then nothing is saved.
   */
  async collect(): Promise<Evidence> {
    const taken = await Promise.all(this.#cameras.map((camera) => this.#one(camera)));
    const images = taken.flatMap((part) => (part.image === null ? [] : [part.image]));
    const missing = taken.flatMap((part) => (part.missing === null ? [] : [part.missing]));
    for (const role of REQUIRED)
      if (!this.#cameras.some((camera) => camera.role === role)) missing.push({ role, code: 'camera.absent' });
    return { images, missing };
  }

  async #one(camera: PictureTaker): Promise<Taken> {
    const until = this.#clock.monotonic() + DEADLINE_MS;
    let picture = await this.#take(camera, DEADLINE_MS);
    const left = until - this.#clock.monotonic();
    if (!picture.ok && picture.code === 'camera.frozen' && left > RETRY_FLOOR_MS)
      picture = await this.#take(camera, left);
    const role = imageRole(camera.role) ?? 'side';
    if (!picture.ok) return { image: null, missing: { cameraId: camera.id, role, code: picture.code } };
    const image: Image = {
      role,
      sha256: await this.#photos.put(picture.jpeg),
      bytes: picture.jpeg.length,
      width: picture.width,
      height: picture.height,
      takenAt: timestamp(picture.takenAt),
      cameraId: camera.id,
      // Said by the document only, once its reader has looked (weighing-draft.ts): here nobody knows it yet.
      displayReadingKg: null,
    };
    return { image, missing: null };
  }

  async #take(camera: PictureTaker, deadlineMs: number): Promise<Picture> {
    const picture = await camera.takePicture({ deadlineMs });
    if (picture.ok && picture.sha256 === this.#lastPictureOf(camera.id))
      return { ok: false, code: 'camera.frozen', detail: 'same bytes as the last weighing' };
    return picture;
  }
}

/** Whether what is missing makes the evidence incomplete: head or tail. A side or office picture adds, and is named. */
export function lacksRequired(missing: readonly MissingImage[]): boolean {
  return missing.some(({ role }) => REQUIRED.some((required) => required === role));
}

/** A gate camera looks at the gate, not at the deck: it has no part in a weighing. */
function imageRole(role: CameraRole): ImageRole | null {
  switch (role) {
    case 'front':
    case 'rear':
    case 'side':
    case 'office':
      return role;
    case 'gate-in':
    case 'gate-out':
      return null;
    default:
      return never(role);
  }
}

function never(value: never): never {
  throw new TypeError(`unhandled ${String(value)}`);
}
