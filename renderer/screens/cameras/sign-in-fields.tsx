/** User and password of the chosen camera, or the address of one that no search finds. Enter takes it over, Esc leaves it. */
import { Input, type InputRef } from 'antd';
import { useEffect, useRef } from 'react';
import { useWords, type WordKey } from '../../i18n/index.ts';
import type { DraftCamera } from './draft.ts';
import type { Opened } from './situation.ts';

interface Field {
  readonly name: 'address' | 'username' | 'password';
  readonly value: string;
  readonly hint: WordKey | null;
}

const WORDS: Readonly<Record<Field['name'], WordKey>> = {
  address: 'cameras.address',
  username: 'cameras.username',
  password: 'cameras.password',
};

export function SignInFields({
  fields,
  wrong,
  onChange,
}: {
  readonly fields: readonly Field[];
  /** Why it was not taken over, in words. */
  readonly wrong: string | null;
  onChange(name: Field['name'], value: string): void;
}) {
  const { t } = useWords();
  const first = useRef<InputRef>(null);
  useEffect(() => first.current?.focus({ cursor: 'all' }), []);
  return (
    <section className="panel cameras-fields" aria-label={t('cameras.sign-in')}>
      {fields.map(({ hint, name, value }, index) => (
        <label key={name} className="editor-field">
          <span className="label">{t(WORDS[name])}</span>
          <Input
            ref={index === 0 ? first : null}
            type={name === 'password' ? 'password' : 'text'}
            autoComplete="off"
            value={value}
            maxLength={name === 'address' ? 512 : name === 'username' ? 64 : 256}
            placeholder={hint === null ? '' : t(hint)}
            onChange={(event) => onChange(name, event.target.value)}
            {...(wrong !== null && index === 0 ? { status: 'error' as const } : {})}
          />
        </label>
      ))}
      <p className="look" role="status">
        {wrong}
      </p>
    </section>
  );
}

/** What is asked for, of what is open. */
export function fieldsOf(
  opened: Extract<Opened, { kind: 'sign-in' | 'address' }>,
  chosen: DraftCamera | undefined,
): Field[] {
  if (opened.kind === 'address') return [{ name: 'address', value: opened.address, hint: 'cameras.address-example' }];
  return [
    { name: 'username', value: opened.username, hint: null },
    {
      name: 'password',
      value: opened.password,
      hint: chosen?.hasPassword === true ? 'cameras.password-kept' : null,
    },
  ];
}
