/** An error in its five parts: what happened – what still works – what to do – whom to call – code. */
import { errorSentences, useWords, type Params } from '../i18n/index.ts';
import { useWeighing } from '../station/scale.ts';
import { betweenTrucks } from './camera-trouble.ts';

export function ErrorText({
  code,
  params,
  meaning = 'stop',
}: {
  readonly code: string;
  readonly params: Params;
  readonly meaning?: 'look' | 'stop';
}) {
  // Drawn again when the language changes.
  const { t } = useWords();
  const idle = useWeighing()?.phase === 'idle';
  const inWords = errorSentences(code, params);
  const said = idle ? betweenTrucks(code, inWords, t) : inWords;
  return (
    <p className={`error-text error-${meaning}`} role="alert">
      <strong>
        <span className="error-code figures">{said.number}</span> {said.what}
      </strong>{' '}
      {said.works} <span className="error-todo">{said.todo}</span> {said.call}
    </p>
  );
}
