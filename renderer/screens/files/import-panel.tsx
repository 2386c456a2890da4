/** F3: a table is chosen, read and shown with what is wrong in it; only then Enter writes it. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { CodedError } from '../../../preload/contract/errors.ts';
import { MAX_TABLE_BYTES, type FileKind, type TablePreview } from '../../../preload/contract/files.ts';
import { EnterGuard } from '../../components/enter-guard.ts';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { useWords } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';

export function ImportPanel({
  active,
  kind,
  operator,
  onDone,
  onBack,
  onPreferences,
}: {
  readonly active: boolean;
  readonly kind: FileKind;
  readonly operator: string;
  onDone(done: { readonly added: number; readonly changed: number; readonly leftOut: number }): void;
  onBack(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const [preview, setPreview] = useState<TablePreview | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CodedError | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const faults = useRef<HTMLDivElement>(null);
  const good = preview === null ? 0 : preview.added + preview.changed;
  const guard = useMemo(() => new EnterGuard(), []);
  const meaning = `import ${preview?.id ?? ''} ${busy}`;
  useEffect(() => guard.means(meaning, performance.now()), [guard, meaning]);
  useEffect(() => faults.current?.focus(), [preview]);

  const attempt = (deed: () => Promise<void>): void => {
    setBusy(true);
    setFailure(null);
    deed()
      .catch((error: unknown) => {
        if (!(error instanceof CodedError)) throw error;
        setFailure(error);
        if (error.code === 'table.gone') setPreview(null);
      })
      .finally(() => setBusy(false));
  };
  const read = (file: File): void =>
    attempt(async () => {
      setPreview(null);
      if (file.size > MAX_TABLE_BYTES)
        throw new CodedError('table.too-large', { mostRows: 2000, mostMb: MAX_TABLE_BYTES / 1024 / 1024 });
      setPreview(await call('files.readTable', { kind, base64: base64Of(await file.arrayBuffer()) }));
    });
  const choose = (): void => {
    if (!busy) input.current?.click();
  };
  const write = (): void => {
    if (busy || !guard.allows(performance.now())) return;
    if (preview === null || good === 0) return choose();
    const { bad, id } = preview;
    attempt(async () => onDone(await call('files.importTable', { id, onlyGood: bad > 0, operatorId: operator })));
  };
  useKeys(active, { Enter: write, F2: choose, Escape: onBack, F12: onPreferences });
  const deed =
    preview === null || good === 0 ? 'files.choose-table' : preview.bad > 0 ? 'files.import-good' : 'files.import-all';
  return (
    <main className="panel files-form" aria-label={t('files.import')} data-meaning={meaning}>
      <div className="truck-head">
        <h2>{`${t(`files.kind.${kind}`)} · ${t('files.import')}`}</h2>
        <span className="files-keys">
          {preview !== null && (
            <span className="hint-key">
              <KeyCap name="F2" /> {t('files.choose-table')}
            </span>
          )}
          <span className="hint-key">
            <KeyCap name="Esc" /> {t('key.back')}
          </span>
        </span>
      </div>
      <input
        ref={input}
        type="file"
        className="unseen"
        tabIndex={-1}
        aria-label={t('files.choose-table')}
        accept=".xlsx,.csv,.txt"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file !== undefined) read(file);
          // The same file again, once it was put right.
          target.value = '';
        }}
      />
      {preview === null ? (
        <div className="files-import-how">
          <p>{t(`files.import-how.${kind}`)}</p>
          <p className="label">{t('files.import-forms')}</p>
        </div>
      ) : (
        <div className="files-preview" ref={faults} tabIndex={0} role="region" aria-label={t('files.preview')}>
          <p className="files-counts">{t('files.counts', countsOf(preview))}</p>
          {preview.sample.map((line, index) => (
            <p key={index} className="label files-sample">
              {line}
            </p>
          ))}
          {preview.faults.length > 0 && (
            <table className="files-faults">
              <thead>
                <tr>
                  <th className="right">{t('files.fault-row')}</th>
                  <th>{t('files.fault-column')}</th>
                  <th>{t('files.fault-found')}</th>
                  <th>{t('files.fault-why')}</th>
                </tr>
              </thead>
              <tbody>
                {preview.faults.map(({ column, expected, found, reason, row }, index) => (
                  <tr key={index}>
                    <td className="right figures">{row}</td>
                    <td>{column}</td>
                    <td className="figures">{found}</td>
                    <td>{t(`files.fault.${reason}`, { expected })}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </div>
      )}
      {failure !== null && <ErrorText code={failure.code} params={errorParams(failure.params, t)} />}
      <button type="button" className="default-key" disabled={busy} onClick={write}>
        {!busy && <KeyCap name="Enter" />}
        <span>{t(busy ? 'files.reading' : deed, { count: good })}</span>
      </button>
    </main>
  );
}

const countsOf = ({ added, bad, changed, rows, same }: TablePreview) => ({ added, bad, changed, rows, same });

/** In pieces: a call takes only so many arguments. */
function base64Of(buffer: ArrayBuffer): string {
  const bytes = new Uint8Array(buffer);
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
