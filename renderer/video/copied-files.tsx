/** What was copied: where each file lies and its hash, or why it could not be had. */
import { errorParams } from '../components/error-params.ts';
import { ErrorText } from '../components/error-text.tsx';
import { useWords } from '../i18n/index.ts';
import type { Copies } from './use-copies.ts';
import './copied-files.css';

export function CopiedFiles({ copies: { copied, failure } }: { readonly copies: Copies }) {
  const { t } = useWords();
  return (
    <>
      {failure !== null && <ErrorText code={failure.code} params={errorParams(failure.params, t)} />}
      {copied !== null && (
        <div role="status">
          <ul className="copied-files">
            {copied.map(({ file, sha256 }) => (
              <li key={file}>
                {file} <small className="figures">SHA-256 {sha256.slice(0, 16)}</small>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
