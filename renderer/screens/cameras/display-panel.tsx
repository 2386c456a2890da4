/** Beside the marked picture: what the display is like, how large and how lit it is, and which samples are there. */
import type { ReactNode } from 'react';
import type { DisplayMark, DisplaySamples, SampleLight } from '../../../preload/contract/camera-display.ts';
import { KeyCap } from '../../components/key-cap.tsx';
import { dayTime } from '../../format.ts';
import { useWords, type WordKey } from '../../i18n/index.ts';
import { exposureRow, Fact } from './camera-facts.tsx';
import { PANEL_HEIGHT, panelHeight } from './display-mark.ts';
import type { Exposure } from './exposure.ts';
import type { FactRow } from './facts.ts';

export function DisplayPanel({
  cameraWords,
  exposure,
  found,
  light,
  mark,
  samples,
}: {
  readonly mark: DisplayMark;
  readonly light: SampleLight;
  readonly exposure: Exposure | null;
  /** What the search saw; null: it was not asked since. */
  readonly found: { readonly text: string; readonly asIndicator: boolean } | null;
  readonly samples: DisplaySamples | undefined;
  readonly cameraWords: string;
}) {
  const { t } = useWords();
  return (
    <section className="panel cameras-facts cameras-display" aria-label={t('cameras.display')} tabIndex={0}>
      <h2 className="label">{t('cameras.display')}</h2>
      <table>
        <tbody>
          <Field cap="T" name="cameras.display-type" value={t(`cameras.display-${mark.type}`)} />
          <Field cap="1…8" name="cameras.display-digits" value={String(mark.digits)} />
          <Field cap="U" name="cameras.display-unit" value={mark.unit} />
          <Field cap="P" name="cameras.display-decimals" value={String(mark.decimals)} />
          <Field cap="N" name="cameras.display-light" value={t(`cameras.light-${light}`)} />
          <Fact row={heightRow(mark)} cameraWords={cameraWords} />
          {exposure !== null && <Fact row={exposureRow(exposure)} cameraWords={cameraWords} />}
          {found !== null && <Fact row={foundRow(found)} cameraWords={cameraWords} />}
          {(['day', 'night'] as const).map((one) => (
            <Fact key={one} row={sampleRow(one, samples)} cameraWords={cameraWords} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Field({ cap, name, value }: { readonly cap: string; readonly name: WordKey; readonly value: ReactNode }) {
  const { t } = useWords();
  return (
    <tr data-fact={name}>
      <th scope="row">{t(name)}</th>
      <td>
        <b>{value}</b>
      </td>
      <td className="cameras-mark">
        <KeyCap name={cap} />
      </td>
    </tr>
  );
}

function heightRow(mark: DisplayMark): FactRow {
  const count = panelHeight(mark);
  return {
    name: 'cameras.display-height',
    mark: count >= PANEL_HEIGHT ? 'yes' : 'no',
    text: { words: 'cameras.pixels', params: { count } },
    note: { words: 'cameras.plate-note', params: { least: PANEL_HEIGHT } },
    code: null,
  };
}

function foundRow({ asIndicator, text }: { readonly text: string; readonly asIndicator: boolean }): FactRow {
  return {
    name: 'cameras.display-found',
    mark: asIndicator ? 'yes' : 'look',
    text,
    note: asIndicator ? null : { words: 'cameras.display-found-other', params: {} },
    code: null,
  };
}

function sampleRow(light: SampleLight, samples: DisplaySamples | undefined): FactRow {
  const sample = samples?.[light] ?? null;
  const name: WordKey = `cameras.sample-${light}`;
  if (sample === null)
    return { name, mark: 'look', text: { words: 'cameras.sample-missing', params: {} }, note: null, code: null };
  const { at, compared, legibility, matched } = sample;
  return {
    name,
    mark: compared > 0 && matched === compared ? 'yes' : 'look',
    text: { words: 'cameras.sample', params: { time: dayTime(at).slice(0, 11), matched, compared } },
    note: { words: 'cameras.sample-note', params: { legibility } },
    code: null,
  };
}
