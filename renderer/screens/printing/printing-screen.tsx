/** F12 F6: which printer, how it is, what waits for it, what its paper looks like, and a page to try it out. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { CodedError, type ErrorCode, type ErrorParams } from '../../../preload/contract/errors.ts';
import { PAPER_NAMES, type PaperName } from '../../../preload/contract/paper.ts';
import type { StationInfo } from '../../../preload/contract/station.ts';
import { ChoiceRow } from '../../components/choice-row.tsx';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { Figure } from '../../components/figure.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { QuietStrip } from '../../components/quiet-strip.tsx';
import { SheetPreview } from '../../components/sheet-preview.tsx';
import { StateBand } from '../../components/state-band.tsx';
import { useBand } from '../../components/use-band.ts';
import { useKeys } from '../../components/use-keys.ts';
import { useWords } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';
import { useLive } from '../../station/live-store.ts';
import { useLiveReading } from '../../station/use-live-reading.ts';
import { PrinterFacts } from './printer-facts.tsx';
import '../../components/record-page.css';
import './printing.css';

const KINDS = ['sheet', 'exit-slip', 'test-page'] as const;
type Kind = (typeof KINDS)[number];

export function PrintingScreen({
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
  const papers = useRef<HTMLDivElement>(null);
  const printer = useQuery({ queryKey: ['print.printer'], queryFn: () => call('print.printer', {}) }).data;
  const [kind, setKind] = useState<Kind>('sheet');
  const [chosen, setChosen] = useState<PaperName | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<{ readonly code: ErrorCode; readonly params: ErrorParams } | null>(null);
  const [done, setDone] = useState(false);
  // Said already beside the printer's state.
  const trouble = useLive((live) => live.devices).find((device) => device.kind === 'printer')?.detail;
  const paper = chosen ?? printer?.paper ?? 'roll-80';
  useEffect(() => {
    if (active) papers.current?.focus();
  }, [active]);
  const test = (): void => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    setDone(false);
    call('print.test', {})
      .then(() => setDone(true))
      .catch((error: unknown) => {
        if (!(error instanceof CodedError)) throw error;
        setFailure({ code: error.code, params: error.params });
      })
      .finally(() => setBusy(false));
  };
  const turn = (step: number): void =>
    setKind(KINDS[(KINDS.indexOf(kind) + step + KINDS.length) % KINDS.length] ?? 'sheet');
  useKeys(active, {
    Escape: onBack,
    F8: onRecords,
    F12: onPreferences,
    ArrowDown: () => turn(1),
    ArrowUp: () => turn(-1),
    ...(info.hasPrinter ? { F5: test } : {}),
  });

  return (
    <div className="printing">
      <StateBand state={band} compact>
        <span>{info.name}</span>
        <Figure kg={reading?.weightKg ?? null} />
      </StateBand>
      <main className="printing-main">
        <div className="printing-tools">
          <h1>{t('printing.title')}</h1>
          {info.hasPrinter && (
            <button type="button" className="plain-key" onClick={test} disabled={busy}>
              <KeyCap name="F5" /> {t('printing.test')}
            </button>
          )}
          <span className="hint-key">
            <KeyCap name="Esc" /> {t('key.back')}
          </span>
        </div>
        <aside className="panel printing-side">
          <PrinterFacts printer={printer ?? null} hasPrinter={info.hasPrinter} />
          <div className="printing-said" role="status">
            {busy && <p>{t('printing.testing')}</p>}
            {done && <p>{t('printing.tested')}</p>}
            {failure !== null && failure.code !== trouble && (
              <ErrorText code={failure.code} params={errorParams(failure.params, t)} />
            )}
          </div>
        </aside>
        <section className="panel printing-preview" aria-label={t('printing.preview')}>
          <div className="printing-choices">
            <ChoiceRow<PaperName>
              label={t('printing.paper')}
              choices={PAPER_NAMES.map((value) => ({ value, words: t(`printing.paper.${value}`) }))}
              value={paper}
              onChange={setChosen}
              groupRef={papers}
            />
            <ChoiceRow<Kind>
              label={t('printing.what')}
              choices={KINDS.map((value) => ({ value, words: t(`printing.kind.${value}`) }))}
              value={kind}
              onChange={setKind}
            />
            <span className="hint-key">
              <KeyCap name="←" /> <KeyCap name="→" /> {t('printing.paper')}
            </span>
            <span className="hint-key">
              <KeyCap name="↑" /> <KeyCap name="↓" /> {t('printing.what')}
            </span>
          </div>
          <SheetPreview kind={kind} paper={paper} />
        </section>
      </main>
      <QuietStrip reprint={false} />
    </div>
  );
}
