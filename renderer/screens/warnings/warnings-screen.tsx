/** F9: warnings of the platform and of the site in one inbox; one of them; how they were answered. */
import { useEffect, useRef, useState } from 'react';
import type { StationInfo } from '../../../preload/contract/station.ts';
import type { GateWarning, SiteWarning } from '../../../preload/contract/warnings.ts';
import { ChoiceRow } from '../../components/choice-row.tsx';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { Figure } from '../../components/figure.tsx';
import { gateKey } from '../../components/gates.ts';
import { Grid } from '../../components/grid.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { QuietStrip } from '../../components/quiet-strip.tsx';
import { StateBand } from '../../components/state-band.tsx';
import { useBand } from '../../components/use-band.ts';
import { useKeys } from '../../components/use-keys.ts';
import { useWords } from '../../i18n/index.ts';
import type { Theme } from '../../preferences.ts';
import { useLiveReading } from '../../station/use-live-reading.ts';
import { FiguresView } from './figures-view.tsx';
import { INBOX_COLUMNS } from './inbox-columns.tsx';
import { useInbox, type Row, type Shown } from './use-inbox.ts';
import { WarningDetail } from './warning-detail.tsx';
import '../../components/record-page.css';
import './warnings.css';

/** Where one stands in the inbox: kept while a matter of the site is looked at elsewhere. */
export interface Place {
  readonly shown: Shown;
  readonly cursor: number;
}

const SHOWN: readonly Shown[] = ['awaited', 'sent', 'closed', 'all'];

export function WarningsScreen({
  active,
  info,
  theme,
  place,
  onPlace,
  onMatter,
  onBack,
  onGate,
  onRecords,
  onPreferences,
}: {
  readonly active: boolean;
  readonly info: StationInfo;
  readonly theme: Theme;
  readonly place: Place;
  onPlace(change: (now: Place) => Place): void;
  /** Of the site: explained where its curve and pictures are. */
  onMatter(matter: Exclude<SiteWarning, GateWarning>): void;
  onBack(): void;
  onGate(): void;
  onRecords(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const band = useBand();
  const reading = useLiveReading();
  const { shown } = place;
  const [figures, setFigures] = useState(false);
  const [opened, setOpened] = useState<string | null>(null);
  const inbox = useInbox(shown);
  const grid = useRef<HTMLDivElement>(null);
  const choices = useRef<HTMLDivElement>(null);
  // What was answered leaves the list: the last one is then another.
  const cursor = Math.min(place.cursor, Math.max(0, inbox.items.length - 1));
  const listed = opened === null && !figures;
  useEffect(() => {
    if (listed && document.activeElement !== choices.current) grid.current?.focus();
  }, [listed, shown]);
  const open = (item: Row | undefined): void => {
    if (item === undefined) return;
    if (item.site === null) setOpened(item.warningId);
    // Explained where the vehicle's picture and its match are.
    else if ('gate' in item.site) onGate();
    else onMatter(item.site);
  };
  useKeys(active && opened === null, {
    ...(figures
      ? { Escape: () => setFigures(false), F4: () => setFigures(false) }
      : {
          Enter: () => open(inbox.items[cursor]),
          F3: () => choices.current?.focus(),
          F4: () => setFigures(true),
          Escape: onBack,
        }),
    F8: onRecords,
    F9: onBack,
    [gateKey(info)]: onGate,
    F12: onPreferences,
  });
  return (
    <div className="warnings">
      <StateBand state={band} compact>
        <span>{t('inbox.title')}</span>
        <Figure kg={reading?.weightKg ?? null} />
      </StateBand>
      {opened !== null ? (
        <WarningDetail
          warningId={opened}
          active={active}
          info={info}
          theme={theme}
          onBack={() => setOpened(null)}
          onRecords={onRecords}
          onPreferences={onPreferences}
        />
      ) : (
        <main className="warnings-main">
          <div className="warnings-tools">
            {!figures && (
              <>
                <ChoiceRow<Shown>
                  label={t('inbox.show')}
                  choices={SHOWN.map((value) => ({ value, words: t(`inbox.${value}`) }))}
                  value={shown}
                  onChange={(next) => onPlace(() => ({ shown: next, cursor: 0 }))}
                  groupRef={choices}
                />
                <span className="label" role="status">
                  {t('inbox.count', { count: `${inbox.items.length}${inbox.more ? '+' : ''}` })}
                </span>
              </>
            )}
            <span className="warnings-keys">
              {!figures && (
                <>
                  <span className="hint-key">
                    <KeyCap name="Enter" /> {t('records.open')}
                  </span>
                  <span className="hint-key">
                    <KeyCap name="F3" /> {t('inbox.show')}
                  </span>
                </>
              )}
              <span className="hint-key">
                <KeyCap name="F4" /> {t(figures ? 'inbox.list-key' : 'inbox.figures-key')}
              </span>
              <span className="hint-key">
                <KeyCap name="Esc" /> {t('key.back')}
              </span>
            </span>
          </div>
          {inbox.error !== null && (
            <div className="panel warning-trouble">
              <ErrorText code={inbox.error.code} params={errorParams(inbox.error.params, t)} />
            </div>
          )}
          {figures ? (
            <FiguresView />
          ) : (
            <Grid<Row>
              name="inbox"
              title={t('inbox.title')}
              columns={INBOX_COLUMNS}
              items={inbox.items}
              struck={() => false}
              more={inbox.more}
              loadMore={inbox.loadMore}
              cursor={cursor}
              onCursor={(move) => onPlace((now) => ({ ...now, cursor: move(now.cursor) }))}
              onOpen={open}
              gridRef={grid}
              of={inbox.of}
              empty={t(inbox.pending ? 'records.loading' : shown === 'awaited' ? 'inbox.none-awaited' : 'inbox.none')}
            />
          )}
        </main>
      )}
      <QuietStrip reprint={false} gate={opened === null} />
    </div>
  );
}
