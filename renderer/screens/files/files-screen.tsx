/** F12 F4: the files of vehicles, drivers, goods and receivers: found, opened, changed, merged and imported by keyboard. */
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FileKind } from '../../../preload/contract/files.ts';
import type { StationInfo } from '../../../preload/contract/station.ts';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { Figure } from '../../components/figure.tsx';
import { QuietStrip } from '../../components/quiet-strip.tsx';
import { StateBand } from '../../components/state-band.tsx';
import { useBand } from '../../components/use-band.ts';
import { useKeys } from '../../components/use-keys.ts';
import { useWords } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';
import { useLiveReading } from '../../station/use-live-reading.ts';
import { AxlesPanel } from './axles-panel.tsx';
import { BarPanel } from './bar-panel.tsx';
import { emptyFile } from './file-form-fields.ts';
import { FileForm } from './file-form.tsx';
import { FileList } from './file-list.tsx';
import { FilePage } from './file-page.tsx';
import { ImportPanel } from './import-panel.tsx';
import { MergePanel } from './merge-panel.tsx';
import { useFilePage } from './use-files.ts';
import '../../components/record-page.css';
import './files.css';

type Doing = 'looking' | 'editing' | 'barring' | 'vouching' | 'merging' | 'making' | 'importing';

export function FilesScreen({
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
  const queries = useQueryClient();
  const [kind, setKind] = useState<FileKind>('vehicle');
  const [text, setText] = useState('');
  const [waiting, setWaiting] = useState(false);
  const [id, setId] = useState<string | null>(null);
  /** Of a vehicle that waits with another trailer than its file speaks of. */
  const [trailer, setTrailer] = useState<string | null>(null);
  const [doing, setDoing] = useState<Doing>('looking');
  const [said, setSaid] = useState('');
  const { error, page } = useFilePage(kind, id);
  const { operator } = info;
  const changed = (openId: string | null): void => {
    for (const queryKey of [
      ['files.search'],
      ['files.get'],
      ['vehicle.get'],
      ['vehicle.list'],
      ['vehicle.unconfirmed'],
    ])
      void queries.invalidateQueries({ queryKey });
    setDoing('looking');
    if (openId !== id) setTrailer(null);
    setId(openId);
  };
  const pair = useQuery({
    queryKey: ['vehicle.get', id, trailer],
    queryFn:
      id === null || trailer === null ? skipToken : () => call('vehicle.get', { plate: id, trailerPlate: trailer }),
    staleTime: 0,
  });
  const filed = page?.file.kind === 'vehicle' ? page.file.vehicle : null;
  const looked = filed === null || trailer === null ? filed : (pair.data ?? null);
  const waits = looked?.axleSource === 'typed';
  const looking = (): void => setDoing('looking');
  useKeys(active && id !== null && doing === 'looking', {
    Escape: () => setId(null),
    F2: () => setDoing('editing'),
    ...(kind === 'vehicle' ? { F4: () => setDoing('barring') } : { F3: () => setDoing('merging') }),
    ...(waits ? { F3: () => setDoing('vouching') } : {}),
    F8: onRecords,
    F12: onPreferences,
  });
  const common = { active, operator, onPreferences };
  const body = (): React.ReactNode => {
    if (doing === 'importing')
      return (
        <ImportPanel
          {...common}
          kind={kind}
          onDone={(done) => {
            setSaid(t('files.imported', done));
            changed(null);
          }}
          onBack={looking}
        />
      );
    if (doing === 'making')
      return <FileForm {...common} id={null} file={emptyFile(kind)} onKept={changed} onBack={looking} />;
    if (id === null)
      return (
        <FileList
          active={active}
          tab={waiting ? 'waiting' : kind}
          onTab={(next) => {
            setWaiting(next === 'waiting');
            setKind(next === 'waiting' ? 'vehicle' : next);
            setText('');
            setSaid('');
          }}
          text={text}
          onText={setText}
          said={said}
          onOpen={(item) => {
            setSaid('');
            // What waits is a vehicle with its trailer.
            setId(waiting ? item.name : item.id);
            setTrailer(waiting ? item.more : null);
          }}
          onNew={() => setDoing('making')}
          onImport={() => setDoing('importing')}
          onBack={onBack}
          onRecords={onRecords}
          onPreferences={onPreferences}
        />
      );
    if (page === null)
      return (
        <main className="files-main">
          {error === null ? (
            <p role="status">{t('records.loading')}</p>
          ) : (
            <ErrorText code={error.code} params={errorParams(error.params, t)} />
          )}
        </main>
      );
    const { file } = page;
    if (doing === 'editing') return <FileForm {...common} id={page.id} file={file} onKept={changed} onBack={looking} />;
    return (
      <FilePage page={page} waits={waits}>
        {waits && doing !== 'barring' && (
          <AxlesPanel
            {...common}
            asking={doing === 'vouching'}
            vehicle={looked}
            onDone={() => changed(page.id)}
            onBack={looking}
          />
        )}
        {doing === 'barring' && file.kind === 'vehicle' && (
          <BarPanel {...common} vehicle={file.vehicle} onDone={() => changed(page.id)} onBack={looking} />
        )}
        {doing === 'merging' && file.kind !== 'vehicle' && (
          <MergePanel {...common} id={page.id} file={file} onDone={() => changed(page.id)} onBack={looking} />
        )}
      </FilePage>
    );
  };
  return (
    <div className="files">
      <StateBand state={band} compact>
        <span>{t('files.title')}</span>
        <Figure kg={reading?.weightKg ?? null} />
      </StateBand>
      {body()}
      <QuietStrip reprint={false} />
    </div>
  );
}
