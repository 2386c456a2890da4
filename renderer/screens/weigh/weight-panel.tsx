/** The weight: 39 mm digits that never move, whether it is steady, whether all readings agree, and the room to the limit. */
import { useLayoutEffect, useRef, useState } from 'react';
import { Figure } from '../../components/figure.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { StateShape } from '../../components/state-shape.tsx';
import { digitGroups, grouped } from '../../format.ts';
import { useWords, type WordKey } from '../../i18n/index.ts';
import { digitsOfCapacity, weightFontPx } from '../../millimetres.ts';
import type { ScaleFacts } from '../../../preload/contract/station.ts';
import type { ScaleReading } from '../../../preload/contract/weighing.ts';
import { compared } from './comparison.ts';
import { LimitBar } from './limit-bar.tsx';
import { displayShown, recordedDisplay } from './readings.ts';
import type { Room } from './room.ts';
import type { Desk } from './use-desk.ts';

export function WeightPanel({
  desk,
  reading,
  scale,
  pxPerMm,
  trial,
  reweigh,
}: {
  readonly desk: Desk;
  readonly reading: ScaleReading | null;
  readonly scale: ScaleFacts;
  readonly pxPerMm: number;
  /** F4 and F6 do something now. */
  readonly trial: boolean;
  readonly reweigh: boolean;
}) {
  const { t } = useWords();
  const kg = reading?.weightKg ?? null;
  const counted = desk.savedKg ?? kg;
  const occupied = desk.situation.phase !== 'idle' && desk.situation.phase !== 'no-signal';
  const net = desk.kind === 'gross' && desk.tare !== null && counted !== null ? counted - desk.tare.kg : null;
  return (
    <section className="panel weight" aria-label={t('weight.title')}>
      <div className="weight-head">
        <span className="weight-kind">{occupied ? t(`kind.${desk.kind}`) : t('weight.title')}</span>
        {occupied && desk.document === null && (
          <span className="hint-key">
            <KeyCap name="F7" /> {t(desk.kind === 'gross' ? 'weight.make-tare' : 'weight.make-gross')}
          </span>
        )}
        {trial && (
          <span className="hint-key">
            <KeyCap name="F4" /> {t(desk.kind === 'trial' ? 'weight.no-trial' : 'weight.make-trial')}
          </span>
        )}
        {reweigh && (
          <span className="hint-key">
            <KeyCap name="F6" /> {t('weight.reweigh')}
          </span>
        )}
        <span className="weight-mark figures">
          Max {grouped(scale.maxKg)} kg&ensp;Min {grouped(scale.minKg)} kg&ensp;e = {grouped(scale.divisionKg)} kg
        </span>
      </div>
      <WeightNumber kg={kg} digits={digitsOfCapacity(scale.maxKg)} pxPerMm={pxPerMm} />
      <div className="weight-signs">
        <StabilityMark reading={reading} />
        <span className="weight-unit">kg</span>
      </div>
      <Comparison desk={desk} liveKg={kg} />
      <LimitBar weightKg={counted} limitKg={desk.limitKg} capacityKg={scale.maxKg} over={desk.over === 'limit'} />
      <div className="weight-figures">
        <div>
          <span className="label">{t('weight.net')}</span>
          <Figure kg={net} />
        </div>
        <Headroom room={occupied ? desk.room : null} kind={desk.kind} />
      </div>
    </section>
  );
}

function WeightNumber({
  kg,
  digits,
  pxPerMm,
}: {
  readonly kg: number | null;
  readonly digits: number;
  readonly pxPerMm: number;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    setWidth(element.clientWidth);
    return () => observer.disconnect();
  }, []);
  const fontSize = `${weightFontPx(width, digits, pxPerMm)}px`;
  return (
    <div className="weight-number" ref={box} style={{ fontSize }} aria-hidden="true" data-weight={kg ?? ''}>
      {digitGroups(kg, digits).map((group, index, all) => (
        // Places are fixed from the right; the leftmost one grows for a sign.
        <span className="weight-group" key={all.length - index} style={{ width: `${group.length * 0.65}em` }}>
          {group}
        </span>
      ))}
      {kg === null && <span className="weight-none">– – –</span>}
    </div>
  );
}

/** Fills while the weight is steady; full = stable. */
function StabilityMark({ reading }: { readonly reading: ScaleReading | null }) {
  const { t } = useWords();
  const stable = reading?.stable === true;
  const filled = reading === null ? 0 : stable ? 1 : reading.stableProgress;
  return (
    <span className={`stability${stable ? ' stability-on' : ''}`}>
      <svg viewBox="0 0 24 24" width="1em" height="1em" aria-hidden="true">
        <rect x="2.5" y="2.5" width="19" height="19" fill="none" stroke="currentColor" strokeWidth="2" />
        <rect x="6" y={6 + 12 * (1 - filled)} width="12" height={12 * filled} fill="currentColor" />
      </svg>
      {t(reading === null ? 'weight.no-data' : stable ? 'weight.stable' : 'weight.moving')}
    </span>
  );
}

function Comparison({ desk, liveKg }: { readonly desk: Desk; readonly liveKg: number | null }) {
  const { t } = useWords();
  const shown = desk.document === null ? displayShown(desk.readings, desk.savedKg) : recordedDisplay(desk.document);
  const { known, unknown, verdict } = compared({
    indicator: desk.savedKg ?? liveKg,
    display: shown?.kg ?? null,
    sheet: desk.sheet?.grossKg ?? null,
  });
  return (
    <span className={`comparison${verdict === 'differs' ? ' comparison-differs' : ''}`}>
      {known.map(({ place, kg, sign }) => (
        <span key={place}>
          {sign !== null && <i>{sign}</i>}
          {t(`compare.${place}`)} <Figure kg={kg} unit={false} />
        </span>
      ))}
      {verdict !== null && <StateShape shape={verdict === 'differs' ? 'octagon' : 'tick'} />}
      {unknown.map((place) => (
        <span key={place} className="comparison-unknown">
          {t(`compare.${place}`)} {place === 'display' && shown?.state === 'illegible' ? t('compare.illegible') : '—'}
        </span>
      ))}
    </span>
  );
}

function Headroom({ room, kind }: { readonly room: Room | null; readonly kind: Desk['kind'] }) {
  const { t } = useWords();
  const over = room !== null && room.kg < 0 && kind !== 'tare';
  const words: WordKey = over
    ? room.bound === 'limit'
      ? 'weight.over'
      : 'weight.over-load'
    : kind === 'tare'
      ? 'weight.room-empty'
      : 'weight.room';
  return (
    <div className={over ? 'headroom headroom-over' : 'headroom'}>
      <span className="label">{t(words)}</span>
      <Figure kg={room === null ? null : Math.abs(room.kg)} />
    </div>
  );
}
