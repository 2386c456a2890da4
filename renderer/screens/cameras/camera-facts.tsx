/** What the chosen camera is and gives: a row a fact, with yes or no where something is demanded. */
import type { DisplayMark } from '../../../preload/contract/camera-display.ts';
import type { CameraInspection } from '../../../preload/contract/cameras.ts';
import { StateShape, type Shape } from '../../components/state-shape.tsx';
import { errorSentences, useWords, type WordKey } from '../../i18n/index.ts';
import type { Exposure } from './exposure.ts';
import { factsOf, type FactRow, type Mark } from './facts.ts';
import { PLATE_WIDTH } from './measure-box.ts';

/** In pixels of the picture; null: not measured. */
export interface Measured {
  readonly plate: number | null;
  readonly display: number | null;
}

const MARKS: Readonly<Record<Exclude<Mark, null>, { shape: Shape; words: WordKey | null; meaning: string }>> = {
  yes: { shape: 'tick', words: 'cameras.yes', meaning: '' },
  no: { shape: 'triangle', words: 'cameras.no', meaning: 'look' },
  look: { shape: 'triangle', words: null, meaning: 'look' },
};

export function CameraFacts({
  seen,
  pinned,
  https,
  exposure,
  measured,
  measurable,
  cameraWords,
  inspecting,
  display,
}: {
  readonly seen: CameraInspection | null;
  readonly pinned: string | null;
  readonly https: boolean;
  readonly exposure: Exposure | null;
  readonly measured: Measured;
  /** There is a still picture to measure in. */
  readonly measurable: boolean;
  readonly cameraWords: string;
  readonly inspecting: boolean;
  /** null: it is not marked; left out: this camera sees none. */
  readonly display?: DisplayMark | null;
}) {
  const { t } = useWords();
  const rows = seen === null ? [] : factsOf(seen, pinned, https);
  return (
    <section className="panel cameras-facts" aria-label={t('cameras.facts')} aria-busy={inspecting} tabIndex={0}>
      <h2 className="label">{t('cameras.facts')}</h2>
      {seen === null ? (
        <p className="empty">{t(inspecting ? 'cameras.inspecting' : 'cameras.facts-none')}</p>
      ) : (
        <table>
          <tbody>
            {rows.map((row) => (
              <Fact key={row.name} row={row} cameraWords={cameraWords} />
            ))}
            {exposure !== null && <Fact row={exposureRow(exposure)} cameraWords={cameraWords} />}
            {display !== undefined && <Fact row={markedRow(display)} cameraWords={cameraWords} />}
            {measurable && <Fact row={plateRow(measured.plate)} cameraWords={cameraWords} />}
            {measurable && <Fact row={displayRow(measured.display)} cameraWords={cameraWords} />}
          </tbody>
        </table>
      )}
    </section>
  );
}

export function Fact({
  row: { code, mark, name, note, text },
  cameraWords,
}: {
  readonly row: FactRow;
  readonly cameraWords: string;
}) {
  const { t } = useWords();
  const shown = mark === null ? null : MARKS[mark];
  const why = code === null ? null : errorSentences(code, { camera: cameraWords, status: '' });
  return (
    <tr data-fact={name} data-mark={mark ?? 'none'}>
      <th scope="row">{t(name)}</th>
      <td>
        <span className="figures">{typeof text === 'string' ? text : t(text.words, text.params)}</span>
        {why !== null && (
          <span className="look">
            {' '}
            <span className="figures">{why.number}</span> {why.what}
          </span>
        )}
        {note !== null && <small className="cameras-note"> {t(note.words, note.params)}</small>}
      </td>
      <td className={`cameras-mark ${shown?.meaning ?? ''}`}>
        {shown !== null && (
          <>
            <StateShape shape={shown.shape} /> {shown.words !== null && t(shown.words)}
          </>
        )}
      </td>
    </tr>
  );
}

const percent = (value: number): string => value.toFixed(value < 10 && value >= 0.05 ? 1 : 0);

export function exposureRow({ advice, burntPercent, drownedPercent, meanPercent }: Exposure): FactRow {
  return {
    name: 'cameras.fact-exposure',
    mark: advice === 'good' ? 'yes' : 'look',
    text: {
      words: 'cameras.exposure',
      params: { mean: percent(meanPercent), burnt: percent(burntPercent), drowned: percent(drownedPercent) },
    },
    note: { words: `cameras.exposure-${advice}`, params: {} },
    code: null,
  };
}

function markedRow(mark: DisplayMark | null): FactRow {
  const text: FactRow['text'] =
    mark === null
      ? { words: 'cameras.display-unmarked', params: {} }
      : { words: 'cameras.display-is', params: { digits: mark.digits, unit: mark.unit } };
  return { name: 'cameras.fact-marked', mark: mark === null ? 'look' : 'yes', text, note: null, code: null };
}

function plateRow(width: number | null): FactRow {
  return {
    name: 'cameras.fact-plate',
    mark: width === null ? null : width >= PLATE_WIDTH ? 'yes' : 'no',
    text: pixels(width),
    note: { words: 'cameras.plate-note', params: { least: PLATE_WIDTH } },
    code: null,
  };
}

function displayRow(height: number | null): FactRow {
  return { name: 'cameras.fact-display', mark: null, text: pixels(height), note: null, code: null };
}

const pixels = (count: number | null): FactRow['text'] =>
  count === null ? { words: 'cameras.not-measured', params: {} } : { words: 'cameras.pixels', params: { count } };
