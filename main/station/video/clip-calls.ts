/** The calls about recorded video, from what a caller names to files. */
import { CodedError } from '../../../preload/contract/errors.ts';
import type { CallOutput, ParsedInput } from '../../../preload/contract/index.ts';
import type { Timestamp } from '../../../preload/contract/vocabulary.ts';
import type { ClipExport } from './clip-export.ts';
import { videoFileOf, type ClipQuery, type Span, type StoredFile } from './clip-query.ts';

const MOST_LISTED = 500;
const MOST_EXPORTED = 100;

export interface ClipCallsParts {
  readonly clips: ClipQuery;
  readonly exports: ClipExport;
  readonly cameraIds: readonly string[];
}

export class ClipCalls {
  readonly #parts: ClipCallsParts;

  constructor(parts: ClipCallsParts) {
    this.#parts = parts;
  }

  async list(input: ParsedInput<'video.clips'>): Promise<CallOutput<'video.clips'>> {
    const files = await this.#files(input, MOST_LISTED + 1);
    return { files: files.slice(0, MOST_LISTED).map(videoFileOf), more: files.length > MOST_LISTED };
  }

  /** All of it or nothing. @throws CodedError video.not-found | video.too-much | store.disk-full | store.failed | video.restarting */
  async export(input: ParsedInput<'video.export'>): Promise<CallOutput<'video.export'>> {
    const { clips, exports } = this.#parts;
    const time = 'files' in input ? null : spanOf(input);
    const files =
      'files' in input
        ? await clips.named(input.files)
        : await clips.inTime([...new Set(input.cameraIds)], spanOf(input), MOST_EXPORTED + 1);
    if (files.length > MOST_EXPORTED) throw new CodedError('video.too-much', { most: MOST_EXPORTED });
    return { files: await exports.copy(files, time) };
  }

  async #files(input: ParsedInput<'video.clips'>, limit: number): Promise<StoredFile[]> {
    const { cameraIds, clips } = this.#parts;
    if ('weighingId' in input) return await clips.ofWeighing(input.weighingId, limit);
    if ('passId' in input) return await clips.ofPass(input.passId, limit);
    return await clips.inTime(input.cameraId === undefined ? cameraIds : [input.cameraId], spanOf(input), limit);
  }
}

/** In milliseconds. @throws CodedError rpc.invalid-input when it ends before it begins */
function spanOf({ from, to }: { readonly from: Timestamp; readonly to: Timestamp }): Span {
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  if (!(fromMs < toMs)) throw new CodedError('rpc.invalid-input', { path: 'to', expected: 'later than from' });
  return { fromMs, toMs };
}
