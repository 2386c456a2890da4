/** The pictures of a document in a county's form: read, proven by their hash, in Base64. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { Image } from '../../../../../preload/contract/documents.ts';
import type { DocumentMapping, PictureMapping } from '../../../settings/county-mapping.ts';
import { setAt, timeText } from './county-value.ts';

const Images = z.object({ images: z.array(Image).catch([]) });

/** The pictures of a document that the county takes, each hash once; where a role has one field, the first of the role. */
export function picturesTaken({ pictures }: DocumentMapping, document: unknown): readonly Image[] {
  if (pictures === null) return [];
  const images = Images.safeParse(document).data?.images ?? [];
  const unique = [...new Map(images.map((image) => [image.sha256, image])).values()];
  if (pictures.in === 'fields')
    return unique.filter(
      ({ role }, index) =>
        pictures.roles[role] !== undefined && unique.findIndex((other) => other.role === role) === index,
    );
  const { role: mapped } = pictures.picture;
  return unique.filter(({ role }) => mapped === undefined || mapped.codes[role] !== undefined);
}

export type PictureRead =
  | { readonly kind: 'whole'; readonly base64: string }
  /** Gone, or no longer what was signed. */
  | { readonly kind: 'damaged'; readonly detail: string }
  /** The disk does not give it now. */
  | { readonly kind: 'failed'; readonly detail: string };

export async function readPicture(file: string, sha256: string): Promise<PictureRead> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    return { kind: code === 'ENOENT' ? 'damaged' : 'failed', detail: code };
  }
  if (createHash('sha256').update(bytes).digest('hex') !== sha256) return { kind: 'damaged', detail: 'hash' };
  return { kind: 'whole', base64: bytes.toString('base64') };
}

/** One picture's own group. */
export function pictureGroup(mapping: PictureMapping, image: Image, base64: string): Record<string, unknown> {
  const group: Record<string, unknown> = {};
  const { content, prefix, role, sha256, takenAt } = mapping;
  if (role !== undefined) setAt(group, role.to, role.codes[image.role]);
  if (takenAt !== undefined) setAt(group, takenAt.to, timeText(Date.parse(image.takenAt), takenAt.time, takenAt.zone));
  if (sha256 !== undefined) setAt(group, sha256, image.sha256);
  setAt(group, content, prefix + base64);
  return group;
}
