/** F9 in the settings: a diagnostic bundle for support, and where it lies. */
import { useCallback, useState } from 'react';
import { CodedError } from '../../preload/contract/errors.ts';
import type { CallOutput } from '../../preload/contract/index.ts';
import { useWords } from '../i18n/index.ts';
import { call } from '../station/client.ts';
import { errorParams } from './error-params.ts';
import { ErrorText } from './error-text.tsx';
import { KeyCap } from './key-cap.tsx';

type Making =
  | { readonly step: 'open' | 'making' }
  | { readonly step: 'done'; readonly bundle: CallOutput<'support.bundle'> }
  | { readonly step: 'failed'; readonly error: CodedError };

/** What has been made, and the deed itself; a second press while it is made does nothing. */
export function useBundle(): { readonly making: Making; make(): void } {
  const [making, setMaking] = useState<Making>({ step: 'open' });
  const busy = making.step === 'making';
  const make = useCallback(() => {
    if (busy) return;
    setMaking({ step: 'making' });
    call('support.bundle', {}).then(
      (bundle) => setMaking({ step: 'done', bundle }),
      (error: unknown) => {
        if (!(error instanceof CodedError)) throw error;
        setMaking({ step: 'failed', error });
      },
    );
  }, [busy]);
  return { making, make };
}

export function BundleRow({ making }: { readonly making: Making }) {
  const { t } = useWords();
  return (
    <div className="bundle" data-step={making.step}>
      <KeyCap name="F9" />{' '}
      {making.step === 'done' ? (
        <span role="status">
          {t('bundle.done', { kilobytes: Math.ceil(making.bundle.bytes / 1024) })}{' '}
          <span className="bundle-file figures">{making.bundle.file}</span>
        </span>
      ) : making.step === 'failed' ? (
        <ErrorText code={making.error.code} params={errorParams(making.error.params, t)} meaning="look" />
      ) : (
        t(making.step === 'making' ? 'bundle.making' : 'bundle.make')
      )}
    </div>
  );
}
