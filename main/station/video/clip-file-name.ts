/** How the files of a clip are named, and read again. Pure. */
import { timestamp, type EpochMs } from '../../../preload/contract/vocabulary.ts';
import type { ClipFileName } from './video-messages.ts';

/** @param fromMs of its first picture: a file lies with its day */
export function pathOfClipFile({ clip, nth }: ClipFileName, fromMs: number): string {
  return `${timestamp(fromMs as EpochMs).slice(0, 10)}/${clip}-${nth}.mp4`;
}

const NAME = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(\d{1,6})\.mp4$/;

/** @param name without its folder; null for anything else */
export function clipFileNamed(name: string): ClipFileName | null {
  const [, clip, nth] = NAME.exec(name) ?? [];
  return clip === undefined || nth === undefined ? null : { clip, nth: Number(nth) };
}
