/** The words on screen, and the only door to i18next. Chinese unless a person chose English; the switch acts at once. */
import { useMemo } from 'react';
import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { ErrorCode } from '../../preload/contract/errors.ts';
import { isErrorCode } from './is-error-code.ts';
import type { Language } from '../preferences.ts';
import { en } from './en.ts';
import { ERROR_NUMBERS } from './error-numbers.ts';
import { errorsEn } from './errors-en.ts';
import { errorsZhCn, type ErrorWords } from './errors-zh-cn.ts';
import { zhCn, type WordKey } from './zh-cn.ts';

export type { WordKey } from './zh-cn.ts';
export type Params = Readonly<Record<string, string | number>>;
/** A word by its key; the keys are those of zh-cn.ts. */
export type Translate = (key: WordKey, params?: Params) => string;

/** What an error says, in its five parts (product.md, "The clerk's screen"). */
export interface ErrorSentences {
  readonly what: string;
  readonly works: string;
  readonly todo: string;
  readonly call: string;
  /** E101 */
  readonly number: string;
}

const PARTS = ['what', 'works', 'todo', 'call'] as const;

const flat = (errors: Readonly<Record<ErrorCode, ErrorWords>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(errors).flatMap(([code, words]) => PARTS.map((part, i) => [`${code}#${part}`, words[i] ?? ''])),
  );

/** Whether there are words under this key: for families whose members another part of the program names. */
export const isWordKey = (key: string): key is WordKey => Object.hasOwn(zhCn, key);

export function startWords(language: Language): void {
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    // Keys and codes carry dots of their own.
    keySeparator: false,
    nsSeparator: false,
    resources: {
      'zh-CN': { words: zhCn, errors: flat(errorsZhCn) },
      en: { words: en, errors: flat(errorsEn) },
    },
    defaultNS: 'words',
    // React escapes what it draws.
    interpolation: { escapeValue: false },
    initAsync: false,
    showSupportNotice: false,
  } as Parameters<typeof i18next.init>[0]);
  document.documentElement.lang = language;
}

export function switchLanguage(language: Language): void {
  void i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** The words for a component; it is drawn again when the language changes. */
export function useWords(): { readonly t: Translate; readonly language: Language } {
  const { t, i18n } = useTranslation('words');
  const language = i18n.language as Language;
  // The same as long as the language is.
  return useMemo(() => ({ t: (key, params) => t(key, params ?? {}), language }), [t, language]);
}

/** The five parts of an error. A code of another version is told as a defect, with the code itself as the log's name. */
export function errorSentences(code: string, params: Params): ErrorSentences {
  const known = isErrorCode(code) ? code : 'rpc.fault';
  const filled = known === code ? params : { ...params, logId: code };
  const [what, works, todo, callWhom] = PARTS.map((part) => i18next.t(`${known}#${part}`, { ns: 'errors', ...filled }));
  return {
    what: what ?? '',
    works: works ?? '',
    todo: todo ?? '',
    call: callWhom ?? '',
    number: `E${ERROR_NUMBERS[known]}`,
  };
}
