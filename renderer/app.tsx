/** The window: languages, theme and sizes; the screens; what is shown while the station does not answer. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { Suspense, useEffect, useMemo, useState } from 'react';
import { HashRouter, useLocation, useNavigate } from 'react-router';
import { PreferencesPanel, type Way } from './components/preferences-panel.tsx';
import { SimulatedBand } from './components/simulated-band.tsx';
import { StationPage } from './components/station-page.tsx';
import { switchLanguage } from './i18n/index.ts';
import { laterScreen } from './later-screen.tsx';
import { readPreferences, writePreferences, type Preferences } from './preferences.ts';
import type { Place } from './screens/warnings/warnings-screen.tsx';
import { WeighScreen } from './screens/weigh/weigh-screen.tsx';
import { onReconnect } from './station/client.ts';
import type { ScaleFacts } from '../preload/contract/station.ts';
import type { GateWarning, SiteWarning } from '../preload/contract/warnings.ts';
import { useWarningSound } from './sounds/use-warning-sound.ts';
import { useLive } from './station/live-store.ts';
import { ScaleProvider } from './station/scale.ts';
import { styleNonce } from './style-nonce.ts';
import { antdThemeOf, paint } from './theme.ts';

const RecordsScreen = laterScreen(() =>
  import('./screens/records/records-screen.tsx').then((module) => module.RecordsScreen),
);

const ListeningScreen = laterScreen(() =>
  import('./screens/listening/listening-screen.tsx').then((module) => module.ListeningScreen),
);

const CamerasScreen = laterScreen(() =>
  import('./screens/cameras/cameras-screen.tsx').then((module) => module.CamerasScreen),
);

const GateScreen = laterScreen(() => import('./screens/gate/gate-screen.tsx').then((module) => module.GateScreen));

const MeterScreen = laterScreen(() => import('./screens/meter/meter-screen.tsx').then((module) => module.MeterScreen));

const PrintingScreen = laterScreen(() =>
  import('./screens/printing/printing-screen.tsx').then((module) => module.PrintingScreen),
);

const FilesScreen = laterScreen(() => import('./screens/files/files-screen.tsx').then((module) => module.FilesScreen));

const ReportsScreen = laterScreen(() =>
  import('./screens/reports/reports-screen.tsx').then((module) => module.ReportsScreen),
);

const LedgerScreen = laterScreen(() =>
  import('./screens/ledger/ledger-screen.tsx').then((module) => module.LedgerScreen),
);

const WarningsScreen = laterScreen(() =>
  import('./screens/warnings/warnings-screen.tsx').then((module) => module.WarningsScreen),
);

const FilmsScreen = laterScreen(() => import('./screens/films/films-screen.tsx').then((module) => module.FilmsScreen));

const queryClient = new QueryClient({
  // Answers come from the same machine: asked again only when something was saved or the line is new.
  defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false, staleTime: 30_000, networkMode: 'always' } },
});
onReconnect(() => void queryClient.invalidateQueries());

/** Which camera's video, from when on. */
interface FilmsAsked {
  readonly startMs: number | null;
  readonly cameraId: string | null;
}
const NEWEST_FILM: FilmsAsked = { startMs: null, cameraId: null };

const DESK_TOP: Place = { shown: 'awaited', cursor: 0 };

/** What is opened by F12 and one more key (F9 is the bundle's). */
const WAYS: readonly (Omit<Way, 'go'> & { readonly path: string })[] = [
  { key: 'F1', words: 'listening.preferences', path: '/listening' },
  { key: 'F2', words: 'cameras.preferences', path: '/cameras' },
  { key: 'F3', words: 'meter.preferences', path: '/recognition' },
  { key: 'F4', words: 'files.preferences', path: '/files' },
  { key: 'F5', words: 'reports.preferences', path: '/reports' },
  { key: 'F6', words: 'printing.preferences', path: '/printing' },
  { key: 'F8', words: 'ledger.preferences', path: '/ledgers' },
];

export function App() {
  const [preferences, setPreferences] = useState(readPreferences);
  useEffect(() => {
    paint(document.documentElement, preferences.theme);
    document.documentElement.style.setProperty('--mm', `${preferences.pxPerMm}px`);
    switchLanguage(preferences.language);
    writePreferences(preferences);
  }, [preferences]);
  const theme = useMemo(() => antdThemeOf(preferences.theme), [preferences.theme]);
  return (
    <ConfigProvider theme={theme} locale={preferences.language === 'en' ? enUS : zhCN} csp={{ nonce: styleNonce }}>
      <QueryClientProvider client={queryClient}>
        {/* Another screen is there before the next key: put off, it would leave that key to the one before it. */}
        <HashRouter useTransitions={false}>
          <Screens preferences={preferences} onPreferences={setPreferences} />
        </HashRouter>
      </QueryClientProvider>
    </ConfigProvider>
  );
}

function Screens({
  preferences,
  onPreferences,
}: {
  readonly preferences: Preferences;
  onPreferences(preferences: Preferences): void;
}) {
  const info = useLive((live) => live.info);
  const givenUp = useLive((live) => live.status.status === 'given-up');
  const location = useLocation();
  const { pathname } = location;
  const navigate = useNavigate();
  const [panel, setPanel] = useState(false);
  const [scaleId, setScaleId] = useState('');
  const [deskPlace, setDeskPlace] = useState<Place>(DESK_TOP);
  const shown = info?.scales.find(({ id }) => id === scaleId) ?? info?.scales[0];
  const records = pathname.startsWith('/records');
  const listening = pathname.startsWith('/listening');
  const cameras = pathname.startsWith('/cameras');
  const gate = pathname.startsWith('/gate');
  const meter = pathname.startsWith('/recognition');
  const reports = pathname.startsWith('/reports');
  const printing = pathname.startsWith('/printing');
  const files = pathname.startsWith('/files');
  const ledgers = pathname.startsWith('/ledgers');
  // Over the screen that it was opened from, which keeps what was typed in it.
  const films = pathname.endsWith('/films');
  const warnings = pathname.startsWith('/warnings');
  const inFront =
    !records &&
    !listening &&
    !cameras &&
    !gate &&
    !meter &&
    !files &&
    !printing &&
    !reports &&
    !ledgers &&
    !warnings &&
    !films;
  useWarningSound(preferences.sound);
  const listen = (): void => {
    setPanel(false);
    void navigate('/listening');
  };
  const toGate = (): void => void navigate('/gate');
  const toRecords = (): void => void navigate('/records');
  const toFilms = (asked: FilmsAsked): void => void navigate(`${pathname}/films`, { state: asked });
  const toDesk = (): void => {
    setDeskPlace(DESK_TOP);
    void navigate('/warnings');
  };
  const matter = records ? matterOf(location.state) : null;
  const home = (): void => void navigate('/');
  return (
    <>
      {info?.simulated === true && <SimulatedBand />}
      {info === null || shown === undefined || givenUp ? (
        <StationPage />
      ) : (
        <ScaleProvider value={shown.id}>
          {info.scales.map((scale) => (
            <ScaleProvider key={scale.id} value={scale.id}>
              <WeighScreen
                info={info}
                scale={scale}
                active={inFront && !panel && scale === shown}
                visible={inFront && scale === shown}
                pxPerMm={preferences.pxPerMm}
                sound={preferences.sound}
                onRecords={toRecords}
                onWarnings={toDesk}
                onListen={listen}
                onGate={toGate}
                onPreferences={() => setPanel(true)}
                onNextScale={info.scales.length === 1 ? null : () => setScaleId(nextOf(info.scales, shown))}
              />
            </ScaleProvider>
          ))}
          {listening && (
            <Suspense>
              <ListeningScreen
                active={!panel}
                info={info}
                scale={shown}
                onBack={home}
                onRecords={toRecords}
                onPreferences={() => setPanel(true)}
              />
            </Suspense>
          )}
          {cameras && (
            <Suspense>
              <CamerasScreen
                active={!panel}
                info={info}
                onBack={home}
                onRecords={toRecords}
                onGate={toGate}
                onPreferences={() => setPanel(true)}
              />
            </Suspense>
          )}
          {meter && (
            <Suspense>
              <MeterScreen
                active={!panel}
                info={info}
                onBack={home}
                onRecords={toRecords}
                onPreferences={() => setPanel(true)}
              />
            </Suspense>
          )}
          {printing && (
            <Suspense>
              <PrintingScreen
                active={!panel}
                info={info}
                onBack={home}
                onRecords={toRecords}
                onPreferences={() => setPanel(true)}
              />
            </Suspense>
          )}
          {files && (
            <Suspense>
              <FilesScreen
                active={!panel}
                info={info}
                onBack={home}
                onRecords={toRecords}
                onPreferences={() => setPanel(true)}
              />
            </Suspense>
          )}
          {reports && (
            <Suspense>
              <ReportsScreen
                active={!panel}
                info={info}
                language={preferences.language}
                theme={preferences.theme}
                onBack={home}
                onRecords={toRecords}
                onPreferences={() => setPanel(true)}
              />
            </Suspense>
          )}
          {ledgers && (
            <Suspense>
              <LedgerScreen
                active={!panel}
                info={info}
                onBack={home}
                onRecords={toRecords}
                onPreferences={() => setPanel(true)}
              />
            </Suspense>
          )}
          {gate && (
            <Suspense>
              <GateScreen
                active={!panel && !films}
                visible={!films}
                info={info}
                onBack={home}
                onFilms={toFilms}
                onRecords={toRecords}
                onPreferences={() => setPanel(true)}
              />
            </Suspense>
          )}
          {records && (
            <Suspense>
              <RecordsScreen
                active={!panel && !films}
                visible={!films}
                toCheck={pathname.startsWith('/records/to-check')}
                matter={matter}
                onDesk={matter === null ? toDesk : () => void navigate('/warnings')}
                info={info}
                theme={preferences.theme}
                onBack={home}
                onGate={toGate}
                onFilms={toFilms}
                onLedgers={() => void navigate('/ledgers')}
                onPreferences={() => setPanel(true)}
              />
            </Suspense>
          )}
          {warnings && (
            <Suspense>
              <WarningsScreen
                active={!panel}
                info={info}
                theme={preferences.theme}
                place={deskPlace}
                onPlace={setDeskPlace}
                onMatter={(matter) =>
                  void (matter.kind === 'ledger'
                    ? navigate('/ledgers')
                    : navigate('/records/to-check', { state: { matter } }))
                }
                onBack={home}
                onGate={toGate}
                onRecords={toRecords}
                onPreferences={() => setPanel(true)}
              />
            </Suspense>
          )}
          {films && (
            <Suspense>
              <FilmsScreen
                active={!panel}
                info={info}
                {...((location.state as FilmsAsked | null) ?? NEWEST_FILM)}
                onBack={() => void navigate(pathname.slice(0, -'/films'.length))}
                onRecords={() => void navigate('/records')}
                onPreferences={() => setPanel(true)}
              />
            </Suspense>
          )}
        </ScaleProvider>
      )}
      {panel && (
        <PreferencesPanel
          preferences={preferences}
          onChange={onPreferences}
          hasStation={info !== null}
          // Already there, it is not offered once more.
          ways={
            info === null
              ? []
              : WAYS.filter(({ path }) => !pathname.startsWith(path)).map((way) => ({
                  key: way.key,
                  words: way.words,
                  go: () => {
                    setPanel(false);
                    void navigate(way.path);
                  },
                }))
          }
          onClose={() => setPanel(false)}
        />
      )}
    </>
  );
}

/** What the desk opened there; over the videos the state is theirs. */
const matterOf = (state: unknown): Exclude<SiteWarning, GateWarning> | null =>
  (state as { readonly matter?: Exclude<SiteWarning, GateWarning> } | null)?.matter ?? null;

const nextOf = (scales: readonly ScaleFacts[], shown: ScaleFacts): string =>
  (scales[scales.indexOf(shown) + 1] ?? scales[0] ?? shown).id;
