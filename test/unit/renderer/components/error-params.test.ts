/** Params as words: what the station says by code or number stands on screen in the person's language. */
import i18next from 'i18next';
import { beforeAll, describe, expect, test } from 'vitest';
import { CONFIG_REASONS } from '../../../../preload/contract/config-reasons.ts';
import { errorParams } from '../../../../renderer/components/error-params.ts';
import { errorSentences, startWords, switchLanguage, type Translate } from '../../../../renderer/i18n/index.ts';

const t: Translate = (key, params) => i18next.t(key, params ?? {});
const said = (code: string, params: object): string => errorSentences(code, errorParams({ ...params }, t)).what;

beforeAll(() => {
  // The page's own element, of which only the language is written.
  Object.assign(globalThis, { document: { documentElement: { lang: '' } } });
  startWords('zh-CN');
  return () => Reflect.deleteProperty(globalThis, 'document');
});

describe('config.invalid', () => {
  test('path, reason and limit, in both languages', () => {
    const params = { path: 'scale.maxKg', reason: 'too-small', limit: 1000 };
    switchLanguage('zh-CN');
    expect(said('config.invalid', params)).toBe('配置有错：scale.maxKg（不得小于 1\u2009000）。');
    switchLanguage('en');
    expect(said('config.invalid', params)).toBe('The configuration has an error: scale.maxKg (at least 1\u2009000).');
  });

  test.each(['zh-CN', 'en'] as const)('every reason has words in %s', (language) => {
    switchLanguage(language);
    for (const reason of CONFIG_REASONS) {
      const words = said('config.invalid', { path: 'here', reason, limit: 'LIMIT' });
      expect(words).not.toMatch(/\{\{|config\./);
      expect(words).not.toContain(`(${reason})`);
      if (language === 'zh-CN') expect(words.replace('配置有错', '')).toMatch(/[\u4e00-\u9fff]/);
    }
  });
});
