/** Pictures that a person adds: checked by their content, kept as they are under their hash, each with what it is for. */
import type { Image } from '../../../preload/contract/documents.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import { timestamp, type Clock, type ImageRole, type Sha256 } from '../../../preload/contract/vocabulary.ts';
import { MOST_ATTACHMENT_BYTES } from '../../../preload/contract/warnings.ts';
import type { PhotoStore } from '../records/photo-store.ts';
import type { Act } from '../rpc-server.ts';
import type { Writer } from '../store/statement.ts';
import { readPngStructure, type PictureStructure } from './png-structure.ts';

/** What stands where a camera's id does. */
const NO_CAMERA = 'file';
const MOST_MEGAPIXELS = 50;
/** Less shows nothing. */
const LEAST_SIDE = 16;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

export class Attachments {
  readonly #db: Writer;
  readonly #photos: Pick<PhotoStore, 'get' | 'put' | 'record'>;
  readonly #readJpeg: (bytes: Buffer) => PictureStructure;
  readonly #clock: Clock;

  /** @param parts.readJpeg walks a JPEG without decoding it; never throws */
  constructor(parts: {
    readonly db: Writer;
    readonly photos: Pick<PhotoStore, 'get' | 'put' | 'record'>;
    readonly readJpeg: (bytes: Buffer) => PictureStructure;
    readonly clock: Clock;
  }) {
    this.#db = parts.db;
    this.#photos = parts.photos;
    this.#readJpeg = parts.readJpeg;
    this.#clock = parts.clock;
  }

  /**
   * `attachment.add`. Hashed and written on the thread pool; the same bytes twice are one picture.
   * @throws CodedError attachment.not-a-picture | attachment.damaged | attachment.too-large {mostMb} |
   *   attachment.too-many-pixels {mostMegapixels} | store.disk-full | store.failed
   */
  async add({ base64, role }: { readonly base64: string; readonly role: ImageRole }, act: Act): Promise<Image> {
    if (!BASE64.test(base64) || base64.length === 0) throw new CodedError('attachment.not-a-picture');
    const bytes = Buffer.from(base64, 'base64');
    if (bytes.length > MOST_ATTACHMENT_BYTES)
      throw new CodedError('attachment.too-large', { mostMb: MOST_ATTACHMENT_BYTES / 1024 / 1024 });
    const isPng = bytes[0] === 0x89;
    const picture = isPng ? readPngStructure(bytes) : this.#readJpeg(bytes);
    if (!picture.ok) throw new CodedError(picture.damaged ? 'attachment.damaged' : 'attachment.not-a-picture');
    const { height, width } = picture;
    if (width * height > MOST_MEGAPIXELS * 1_000_000 || Math.min(width, height) < LEAST_SIDE)
      throw new CodedError('attachment.too-many-pixels', { mostMegapixels: MOST_MEGAPIXELS });
    const sha256 = await this.#photos.put(bytes);
    const mime = isPng ? 'image/png' : 'image/jpeg';
    const takenAt = timestamp(this.#clock.wall());
    return this.#db.immediate(() => {
      this.#photos.record({ sha256, bytes: bytes.length, width, height, mime, cameraId: NO_CAMERA, takenAt });
      this.serves(sha256, role);
      const image = this.image(sha256);
      if (image === null) throw new Error('a picture that was just recorded is there');
      act.remember(image);
      return image;
    });
  }

  /** In the caller's transaction: what a picture that has its row is for, from now on. */
  serves(sha256: Sha256, role: ImageRole): void {
    this.#db
      .prepare('INSERT INTO attachment (sha256, role, atMs) VALUES (?, ?, ?)')
      .run(sha256, role, this.#clock.wall());
  }

  /** As a document names it; null: this station has no such picture. Films are none. */
  image(sha256: Sha256): Image | null {
    const photo = this.#photos.get(sha256);
    if (photo === null || photo.mime === 'video/mp4') return null;
    const { bytes, cameraId, height, takenAt, width } = photo;
    const role =
      this.#db
        .prepare<{ role: ImageRole }>('SELECT role FROM attachment WHERE sha256 = ? ORDER BY id DESC LIMIT 1')
        .get(sha256)?.role ?? 'attachment';
    return { role, sha256, bytes, width, height, takenAt, cameraId };
  }
}
