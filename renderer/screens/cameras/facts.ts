/** What a camera is and gives, as rows of words, figures and yes or no. Pure. */
import type { CameraInspection } from '../../../preload/contract/cameras.ts';
import { grouped } from '../../format.ts';
import type { Params, WordKey } from '../../i18n/index.ts';

/** null: it is neither demanded nor wrong. */
export type Mark = 'yes' | 'no' | 'look' | null;

export interface FactRow {
  readonly name: WordKey;
  readonly mark: Mark;
  /** Figures as they are, or words. */
  readonly text: string | { readonly words: WordKey; readonly params: Params };
  /** What is demanded, or what to do. */
  readonly note: { readonly words: WordKey; readonly params: Params } | null;
  /** A code of the closed list: why it could not be had. */
  readonly code: string | null;
}

/** More than this and pictures are of another time than they say (domain.md §5 N9: within one second; ONVIF tells whole ones). */
export const CLOCK_MS = 2000;
const CODECS = { h264: 'H.264', h265: 'H.265' } as const;

export function factsOf(seen: CameraInspection, pinned: string | null, https: boolean): FactRow[] {
  const rows: FactRow[] = [
    seen.information.ok
      ? row('cameras.fact-what', [seen.information.is.maker, seen.information.is.model].filter(said).join(' '), {
          words: 'cameras.firmware',
          params: { firmware: seen.information.is.firmware || '—', serial: seen.information.is.serial || '—' },
        })
      : failed('cameras.fact-what', seen.information.why.code),
    picture(seen),
    video(seen),
    clock(seen.clockOffsetMs),
  ];
  return https ? [...rows, certificate(seen.certificate, pinned)] : rows;
}

function picture({ demands, fits, picture: part }: CameraInspection): FactRow {
  const note =
    demands.picturePixels === null
      ? null
      : ({ words: 'cameras.demand-picture', params: { millions: String(demands.picturePixels / 1_000_000) } } as const);
  if (!part.ok) return { ...failed('cameras.fact-picture', part.why.code), note };
  const { width, height } = part.is;
  const millions = ((width * height) / 1_000_000).toFixed(1);
  return {
    ...row('cameras.fact-picture', { words: 'cameras.picture-size', params: { size: `${width}×${height}`, millions } }),
    mark: yesNo(fits.picture),
    note,
  };
}

function video({ demands, fits, video: part }: CameraInspection): FactRow {
  const note =
    demands.video === null
      ? null
      : ({
          words: 'cameras.demand-video',
          params: { size: `${demands.video.width}×${demands.video.height}` },
        } as const);
  if (!part.ok) return { ...failed('cameras.fact-video', part.why.code), note };
  const { codec, frameRate, height, width } = part.is;
  const rate = frameRate === null ? '' : ` · ${Math.round(frameRate)}/s`;
  return { ...row('cameras.fact-video', `${CODECS[codec]} ${width}×${height}${rate}`), mark: yesNo(fits.video), note };
}

function clock(offsetMs: number | null): FactRow {
  if (offsetMs === null) return row('cameras.fact-clock', { words: 'cameras.clock-unknown', params: {} });
  const seconds = Math.round(offsetMs / 1000);
  const right = Math.abs(offsetMs) <= CLOCK_MS;
  const text = `${seconds > 0 ? '+' : ''}${grouped(seconds)} s`;
  if (right) return { ...row('cameras.fact-clock', text), mark: 'yes' };
  return { ...row('cameras.fact-clock', text, { words: 'cameras.clock-set', params: {} }), mark: 'look' };
}

function certificate(shown: string | null, pinned: string | null): FactRow {
  const short = (text: string): string => text.replaceAll(':', '').toLowerCase().slice(0, 16);
  if (shown === null) return row('cameras.fact-certificate', '—');
  if (pinned === null)
    return {
      ...row('cameras.fact-certificate', short(shown), { words: 'cameras.certificate-pin', params: {} }),
      mark: 'look',
    };
  return { ...row('cameras.fact-certificate', short(shown)), mark: short(shown) === short(pinned) ? 'yes' : 'no' };
}

const said = (text: string): boolean => text !== '';
const yesNo = (fits: boolean | null): Mark => (fits === null ? null : fits ? 'yes' : 'no');
const row = (name: WordKey, text: FactRow['text'], note: FactRow['note'] = null): FactRow => ({
  name,
  mark: null,
  text,
  note,
  code: null,
});
const failed = (name: WordKey, code: string): FactRow => ({ name, mark: 'no', text: '—', note: null, code });
