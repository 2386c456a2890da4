/** The calls about recorded video, from what a caller names to files. */
import { CodedError } from '../../../preload/contract/errors.ts';
import type { CallOutput, ParsedInput } from '../../../preload/contract/index.ts';
import type { ClipExport } from './clip-export.ts';
import { videoFileOf, type ClipQuery, type StoredFile } from './clip-query.ts';

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
    const whole = 'clipId' in input;
    const files = whole
      ? await clips.ofClip(input.clipId, MOST_EXPORTED + 1)
      : await this.#files(input, MOST_EXPORTED + 1);
    if (files.length > MOST_EXPORTED) throw new CodedError('video.too-much', { most: MOST_EXPORTED });
    const time = whole ? null : { fromMs: Date.parse(input.from), toMs: Date.parse(input.to) };
    return { files: await exports.copy(files, time) };
  }

  async #files(input: ParsedInput<'video.clips'>, limit: number): Promise<StoredFile[]> {
    const { cameraIds, clips } = this.#parts;
    if ('weighingId' in input) return await clips.ofWeighing(input.weighingId, limit);
    if ('passId' in input) return await clips.ofPass(input.passId, limit);
    const { cameraId, from, to } = input;
    const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
    if (!(fromMs < toMs)) throw new CodedError('rpc.invalid-input', { path: 'to', expected: 'later than from' });
    return await clips.inTime(cameraId === undefined ? cameraIds : [cameraId], fromMs, toMs, limit);
  }
}
