/** What a file is: why it was recorded, whether it is whole, from when to when, and its hash. */
import type { VideoFile } from '../../../preload/contract/video.ts';
import { clockTime } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';

const CODECS = { h264: 'H.264', h265: 'H.265' } as const;

export function FileWords({ file }: { readonly file: VideoFile | null }) {
  const { t } = useWords();
  if (file === null) return null;
  const { cause, codec, from, height, nth, sha256, state, to, width } = file;
  const notWhole = state === 'salvaged' || state === 'lost';
  return (
    <span className="films-file" data-state={state}>
      <span>{t(`films.cause-${cause}`)}</span>
      <span className={notWhole ? 'look' : ''}>{t(`films.state-${state}`)}</span>
      {nth > 0 && cause !== 'always' && <span>{t('films.part', { part: nth + 1 })}</span>}
      <span className="figures">
        {clockTime(from)} – {to === null ? '' : clockTime(to)}
      </span>
      {codec !== null && (
        <small className="figures">
          {CODECS[codec]} {width}×{height}
        </small>
      )}
      {sha256 !== null && <small className="figures films-hash">SHA-256 {sha256.slice(0, 16)}</small>}
    </span>
  );
}
