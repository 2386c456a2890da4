/** F12 F8: the ledgers on the left, their entries on the right, certificate and seal on top. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { CodedError } from '../../../preload/contract/errors.ts';
import { LedgerName, type LedgerEntry, type LedgerState } from '../../../preload/contract/ledger.ts';
import type { StationInfo } from '../../../preload/contract/station.ts';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { Figure } from '../../components/figure.tsx';
import { Grid } from '../../components/grid.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { ledgerSentence } from '../../components/ledger-words.ts';
import { QuietStrip } from '../../components/quiet-strip.tsx';
import { StateBand } from '../../components/state-band.tsx';
import { useBand } from '../../components/use-band.ts';
import { useKeys } from '../../components/use-keys.ts';
import { fullTime } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';
import { useLive } from '../../station/live-store.ts';
import { useLiveReading } from '../../station/use-live-reading.ts';
import { AvailabilityView } from './availability-view.tsx';
import { LEDGER_COLUMNS } from './ledger-columns.tsx';
import { KINDS, valuesOf, type FormValues } from './ledger-form-fields.ts';
import { LedgerForm, type Written } from './ledger-form.tsx';
import { LedgerStatus } from './ledger-status.tsx';
import { WordsForm } from './words-form.tsx';
import '../../components/record-page.css';
import './ledger.css';

const LEDGERS = LedgerName.options;
const OF_SCALE: readonly LedgerName[] = ['calibration', 'seal'];

type Doing =
  | { readonly what: 'add'; readonly first: FormValues }
  | { readonly what: 'correct'; readonly entry: LedgerEntry }
  | { readonly what: 'withdraw'; readonly entry: LedgerEntry }
  | { readonly what: 'explain'; readonly matter: LedgerState['open'][number] };

/** What came of the last deed; put into words when it is drawn, for the language may change. */
type Said =
  | { readonly what: 'kept' }
  | { readonly what: 'printed'; readonly file: string; readonly pages: number }
  | { readonly what: 'failed'; readonly error: CodedError };

export function LedgerScreen({
  active,
  info,
  onBack,
  onRecords,
  onPreferences,
}: {
  readonly active: boolean;
  readonly info: StationInfo;
  onBack(): void;
  onRecords(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const band = useBand();
  const reading = useLiveReading();
  const [ledger, setLedger] = useState<LedgerName>('maintenance');
  const [moved, setCursor] = useState(0);
  const [doing, setDoing] = useState<Doing | null>(null);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<Said | null>(null);
  /** Entries kept so far: the cursor then begins with the newest. */
  const [kept, setKept] = useState(0);
  const grid = useRef<HTMLDivElement>(null);
  const { availability, entries, queries, state } = useLedger(ledger);
  const items = entries.data?.pages.flatMap((page) => page.items) ?? [];
  const cursor = Math.min(moved, Math.max(0, items.length - 1));
  const chosen = items[cursor];
  const counts = chosen !== undefined && chosen.correctedBy === null && chosen.corrects?.withdrawn !== true;
  useEffect(() => {
    if (doing === null) grid.current?.focus();
  }, [doing, ledger]);

  const go = (to: LedgerName): void => {
    setSaid(null);
    setCursor(0);
    setLedger(to);
  };
  const begin = (next: Doing | null): void => {
    setSaid(null);
    setDoing(next);
  };
  const print = (asked: Parameters<typeof call<'ledger.print'>>[1]): void => {
    if (busy) return;
    setBusy(true);
    setSaid(null);
    call('ledger.print', asked)
      .then(({ file, pages }) => setSaid({ what: 'printed', file, pages }))
      .catch((error: unknown) => {
        if (!(error instanceof CodedError)) throw error;
        setSaid({ what: 'failed', error });
      })
      .finally(() => setBusy(false));
  };
  const done = async (): Promise<void> => {
    setDoing(null);
    setCursor(0);
    setKept((now) => now + 1);
    setSaid({ what: 'kept' });
    await queries.invalidateQueries({ queryKey: ['ledger'] });
  };
  const keep = async ({ entry, operatorId, reason }: Written): Promise<void> => {
    if (doing?.what === 'correct') await call('ledger.correct', { id: doing.entry.id, entry, reason, operatorId });
    else await call('ledger.add', { entry, operatorId });
    await done();
  };
  const keepWords = async (reason: string, operatorId: string): Promise<void> => {
    if (doing?.what === 'explain')
      await call('warnings.acknowledge', { warningId: doing.matter.warningId, reason, operatorId });
    else if (doing?.what === 'withdraw')
      await call('ledger.correct', { id: doing.entry.id, entry: null, reason, operatorId });
    await done();
  };
  const [open] = state.data?.open ?? [];
  const year = fullTime(Date.now()).slice(0, 4);
  const today = fullTime(Date.now()).slice(0, 10);
  const hasLetter = ledger === 'business' && counts && chosen.details !== null;
  useKeys(active && doing === null, {
    Escape: onBack,
    F8: onRecords,
    F12: onPreferences,
    ...Object.fromEntries(LEDGERS.map((name, index) => [String(index + 1), () => go(name)])),
    Enter: () => begin({ what: 'add', first: blank(ledger, info, state.data, items) }),
    ...(counts
      ? { F3: () => begin({ what: 'correct', entry: chosen }), F4: () => begin({ what: 'withdraw', entry: chosen }) }
      : {}),
    ...(open === undefined ? {} : { F5: () => begin({ what: 'explain', matter: open }) }),
    ...(hasLetter ? { F6: () => print({ what: 'letter', id: chosen.id }) } : {}),
    F7: () =>
      print(
        ledger === 'outage' && items.length === 0
          ? { what: 'availability', month: today.slice(0, 7) }
          : { what: 'ledger', ledger, from: `${year}-01-01`, to: today },
      ),
    ...(ledger === 'outage' ? { F9: () => print({ what: 'availability', month: today.slice(0, 7) }) } : {}),
  });
  const failed = [state.error, entries.error, availability.error].find((one) => one instanceof CodedError);

  return (
    <div className="ledger">
      <StateBand state={band} compact>
        <span>{info.name}</span>
        <Figure kg={reading?.weightKg ?? null} />
      </StateBand>
      <main className="ledger-main">
        <div className="ledger-tools">
          <h1>{t('ledger.title')}</h1>
          {doing === null && (
            <span className="ledger-keys">
              {counts && (
                <span className="hint-key">
                  <KeyCap name="F3" /> {t('ledger.correct')} <KeyCap name="F4" /> {t('ledger.withdraw')}
                </span>
              )}
              {hasLetter && (
                <span className="hint-key">
                  <KeyCap name="F6" /> {t('ledger.letter')}
                </span>
              )}
              <span className="hint-key">
                <KeyCap name="F7" /> {t('ledger.take')}
              </span>
              {ledger === 'outage' && (
                <span className="hint-key">
                  <KeyCap name="F9" /> {t('ledger.take-month')}
                </span>
              )}
              <span className="hint-key">
                <KeyCap name="Esc" /> {t('key.back')}
              </span>
            </span>
          )}
        </div>
        {state.data !== undefined && <LedgerStatus state={state.data} scales={info.scales} offers={doing === null} />}
        <div className="ledger-book">
          <div className="panel ledger-names" role="tablist" aria-label={t('ledger.title')} aria-orientation="vertical">
            {LEDGERS.map((name, index) => (
              <button
                key={name}
                type="button"
                role="tab"
                aria-selected={name === ledger}
                tabIndex={-1}
                disabled={doing !== null}
                onClick={() => go(name)}
              >
                <KeyCap name={String(index + 1)} /> {t(`ledger.name-${name}`)}
              </button>
            ))}
          </div>
          {doing === null ? (
            <div className="ledger-page">
              {ledger === 'outage' && availability.data !== undefined && (
                <AvailabilityView figures={availability.data} />
              )}
              <Grid
                name="ledger"
                title={t(`ledger.name-${ledger}`)}
                columns={LEDGER_COLUMNS}
                items={items}
                more={entries.hasNextPage}
                loadMore={() => void entries.fetchNextPage()}
                struck={({ correctedBy }) => correctedBy !== null}
                cursor={cursor}
                onCursor={setCursor}
                onOpen={() => undefined}
                gridRef={grid}
                empty={t(`ledger.empty-${ledger}`)}
                of={`${ledger} ${String(kept)}`}
              />
            </div>
          ) : doing.what === 'add' || doing.what === 'correct' ? (
            <LedgerForm
              active={active}
              ledger={ledger}
              first={doing.what === 'add' ? doing.first : valuesOf(doing.entry, fullTime(doing.entry.at).slice(0, 16))}
              corrects={doing.what === 'correct'}
              subjects={subjectsOf(ledger, info, state.data, t('ledger.site'))}
              info={info}
              onKeep={keep}
              onBack={() => begin(null)}
              onPreferences={onPreferences}
            />
          ) : (
            <WordsForm
              active={active}
              title={t(doing.what === 'withdraw' ? 'ledger.withdraw' : 'ledger.explain')}
              about={doing.what === 'withdraw' ? doing.entry.text : ledgerSentence(doing.matter.ledger, t)}
              operator={info.operator}
              onKeep={keepWords}
              onBack={() => begin(null)}
              onPreferences={onPreferences}
            />
          )}
        </div>
        {doing === null && (
          <div className="panel ledger-foot">
            <div className="ledger-said" role="status">
              {failed instanceof CodedError ? (
                <ErrorText code={failed.code} params={errorParams(failed.params, t)} />
              ) : said?.what === 'failed' ? (
                <ErrorText code={said.error.code} params={errorParams(said.error.params, t)} />
              ) : said?.what === 'printed' ? (
                t('ledger.printed', { file: said.file, pages: said.pages })
              ) : (
                t(said?.what === 'kept' ? 'ledger.kept' : 'ledger.how')
              )}
            </div>
            <button
              type="button"
              data-action="new"
              className="default-key"
              onClick={() => begin({ what: 'add', first: blank(ledger, info, state.data, items) })}
            >
              <KeyCap name="Enter" /> <span>{t('ledger.new')}</span>
            </button>
          </div>
        )}
      </main>
      <QuietStrip reprint={false} />
    </div>
  );
}

function useLedger(ledger: LedgerName) {
  const warnings = useLive((live) => live.warnings);
  const queries = useQueryClient();
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['ledger'] });
  }, [warnings, queries]);
  const state = useQuery({ queryKey: ['ledger', 'state'], queryFn: () => call('ledger.state', {}), staleTime: 0 });
  const entries = useInfiniteQuery({
    queryKey: ['ledger', 'list', ledger],
    queryFn: ({ pageParam }) => call('ledger.list', { ledger, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: 0,
  });
  const month = fullTime(Date.now()).slice(0, 7);
  const availability = useQuery({
    queryKey: ['ledger', 'availability', month],
    queryFn: () => call('ledger.availability', { month }),
    enabled: ledger === 'outage',
    staleTime: 0,
  });
  return { state, entries, availability, queries };
}

function subjectsOf(ledger: LedgerName, info: StationInfo, state: LedgerState | undefined, site: string) {
  const scales = info.scales.map(({ id, name }) => ({ value: id, words: name }));
  if (OF_SCALE.includes(ledger)) return scales;
  if (ledger === 'business' || ledger === 'emergency' || ledger === 'patrol') return [];
  const devices = (state?.devices ?? []).filter(({ id }) => !info.scales.some((scale) => scale.id === id));
  return [{ value: '', words: site }, ...scales, ...devices.map(({ id }) => ({ value: id, words: id }))];
}

/** What a new entry begins with: now, the swap that waits for it, and what stood in the newest one. */
function blank(
  ledger: LedgerName,
  info: StationInfo,
  state: LedgerState | undefined,
  items: readonly LedgerEntry[],
): FormValues {
  const at = fullTime(Date.now()).slice(0, 16);
  const scaleId = OF_SCALE.includes(ledger) ? (info.scales[0]?.id ?? null) : null;
  const none = { sealState: 'intact', patrol: 'in-order', images: [], matterId: null } as const;
  const values: FormValues = { ...none, kind: KINDS[ledger][0], subjectId: scaleId, texts: { at } };
  const swap = state?.open.find(({ ledger: { matter } }) => matter === 'device-swapped')?.ledger;
  if (ledger === 'spare-device' && swap !== undefined)
    return {
      ...values,
      subjectId: swap.subjectId,
      texts: { at, oldSerial: swap.was ?? '', newSerial: swap.now ?? '', model: swap.model ?? '' },
      matterId: swap.id,
    };
  const newest = items.find(({ correctedBy, details }) => correctedBy === null && details !== null)?.details;
  if (ledger === 'seal' && newest != null && 'sealNo' in newest)
    return { ...values, texts: { at, sealNo: newest.sealNo } };
  if (ledger === 'business' && newest != null && 'township' in newest)
    return {
      ...values,
      kind: state?.suspendedSince == null ? 'suspension' : 'resumption',
      texts: { at, township: newest.township },
    };
  return values;
}
