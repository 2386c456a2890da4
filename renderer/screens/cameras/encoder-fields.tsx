/** The encoders of the chosen camera: what is asked of each, what the camera says of itself, and what really came. */
import type { CameraProfile } from '../../../preload/contract/cameras.ts';
import { StateShape } from '../../components/state-shape.tsx';
import { errorSentences, useWords, type Translate } from '../../i18n/index.ts';
import { changeOf, codecWords, FIELDS, isAsSet, type EncoderField, type EncoderWish } from './encoder-wish.ts';

export function EncoderFields({
  profiles,
  wishes,
  chosen,
  cameraWords,
}: {
  readonly profiles: readonly CameraProfile[];
  /** In the order of the screen, which stays when a stream becomes smaller than another. */
  readonly wishes: readonly EncoderWish[];
  /** The row under the cursor: fields counted through all profiles. */
  readonly chosen: number;
  readonly cameraWords: string;
}) {
  const { t } = useWords();
  return (
    <section className="panel cameras-facts cameras-encoders" aria-label={t('cameras.encoder')} tabIndex={0}>
      {wishes.map((wish, nth) => {
        const profile = profiles.find(({ token }) => token === wish.profile);
        if (profile === undefined) return null;
        return (
          <Encoder
            key={profile.token}
            profile={profile}
            wish={wish}
            main={nth === 0}
            chosen={FIELDS[chosen - nth * FIELDS.length] ?? null}
            cameraWords={cameraWords}
          />
        );
      })}
    </section>
  );
}

function Encoder({
  profile,
  wish,
  main,
  chosen,
  cameraWords,
}: {
  readonly profile: CameraProfile;
  readonly wish: EncoderWish;
  readonly main: boolean;
  readonly chosen: EncoderField | null;
  readonly cameraWords: string;
}) {
  const { t } = useWords();
  const { encoder, measured } = profile;
  const fits = isAsSet(profile);
  const changed = changeOf(wish, encoder) !== null;
  return (
    <>
      <h2 className="label">
        {t(main ? 'cameras.encoder-main' : 'cameras.encoder-sub')} <span className="figures">{profile.name}</span>
      </h2>
      <table data-encoder={profile.token} data-changed={changed}>
        <tbody>
          {FIELDS.map((field) => (
            <tr key={field} className={field === chosen ? 'cameras-field-chosen' : ''}>
              <th scope="row">{t(`cameras.encoder-${field}`)}</th>
              <td className="figures" colSpan={2}>
                {field === chosen ? `◂ ${shownOf(wish, field)} ▸` : shownOf(wish, field)}
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t('cameras.encoder-says')}</th>
            <td className="figures">{encoder === null ? '—' : line(encoder.encoding, encoder)}</td>
            <td className={`cameras-mark ${changed ? 'look' : ''}`}>
              {changed && (
                <>
                  <StateShape shape="triangle" /> {t('cameras.encoder-not-set')}
                </>
              )}
            </td>
          </tr>
          <tr data-measured={String(fits)}>
            <th scope="row">{t('cameras.encoder-measured')}</th>
            <td className={`figures ${measured?.ok === false ? 'look' : ''}`}>
              {measuredWords(measured, cameraWords, t)}
            </td>
            <td className={`cameras-mark ${fits === false ? 'look' : ''}`}>
              {fits !== null && (
                <>
                  <StateShape shape={fits ? 'tick' : 'triangle'} />{' '}
                  {t(fits ? 'cameras.encoder-same' : 'cameras.encoder-differs')}
                </>
              )}
            </td>
          </tr>
        </tbody>
      </table>
    </>
  );
}

function shownOf(wish: EncoderWish, field: EncoderField): string {
  switch (field) {
    case 'encoding':
      return codecWords(wish.encoding);
    case 'size':
      return `${wish.width}×${wish.height}`;
    case 'frameRate':
      return wish.frameRate === null ? '—' : `${wish.frameRate}/s`;
    default:
      return never(field);
  }
}

function line(
  encoding: string,
  {
    frameRate,
    height,
    width,
  }: { readonly width: number | null; readonly height: number | null; readonly frameRate: number | null },
): string {
  const rate = frameRate === null ? '' : ` · ${Math.round(frameRate * 10) / 10}/s`;
  return `${codecWords(encoding)} ${width ?? '—'}×${height ?? '—'}${rate}`;
}

function measuredWords(measured: CameraProfile['measured'], camera: string, t: Translate): string {
  if (measured === null) return t('cameras.encoder-unmeasured');
  if (measured.ok) return line(measured.is.codec, measured.is);
  const { number, what } = errorSentences(measured.why.code, { camera, status: '' });
  return `${number} ${what}`;
}

function never(value: never): never {
  throw new TypeError(`unhandled ${JSON.stringify(value)}`);
}
