/** What a camera's trouble says between two trucks: never the words of a capture, always what to do now. */
import i18next from 'i18next';
import { beforeAll, describe, expect, test } from 'vitest';
import { ERROR_CODES } from '../../../../preload/contract/errors.ts';
import { betweenTrucks, cameraTrouble } from '../../../../renderer/components/camera-trouble.ts';
import { errorSentences, startWords, switchLanguage, type Translate } from '../../../../renderer/i18n/index.ts';

const t: Translate = (key, params) => i18next.t(key, params ?? {});
const CAMERA_CODES = ERROR_CODES.filter((code) => code.startsWith('camera.'));

beforeAll(() => {
  // The page's own element, of which only the language is written.
  Object.assign(globalThis, { document: { documentElement: { lang: '' } } });
  startWords('zh-CN');
  return () => Reflect.deleteProperty(globalThis, 'document');
});

describe.each(['zh-CN', 'en'] as const)('%s', (language) => {
  test('no trouble between trucks speaks of a picture to take again', () => {
    switchLanguage(language);
    for (const code of CAMERA_CODES) {
      const { works, todo } = betweenTrucks(code, errorSentences(code, { camera: 'C' }), t);
      const shown = cameraTrouble(code, 'C', t) ?? '';
      for (const words of [works, todo, shown]) {
        expect(words, code).not.toMatch(/已存盘|Enter|再拍|on disk|take it again|\{\{|camera-trouble/);
        expect(words, code).not.toBe('');
      }
      expect(shown, code).toContain(todo);
    }
  });

  test('what is no camera’s keeps its words', () => {
    switchLanguage(language);
    const paper = errorSentences('printer.paper-out', {});
    expect(betweenTrucks('printer.paper-out', paper, t)).toBe(paper);
    expect(cameraTrouble('printer.paper-out', 'C', t)).toBeNull();
  });
});

test('what happened, by name and number, and what to do', () => {
  switchLanguage('zh-CN');
  expect(cameraTrouble('camera.timeout', '前摄像机', t)).toBe(
    'E204 前摄像机 3 秒没有回应。 请检查它的电源和网线，好了自动恢复。',
  );
  expect(cameraTrouble('clock +42 s', '前摄像机', t)).toBe('前摄像机的时钟差 +42 s。照片照拍，请承建单位校时。');
});

test.each([null, 'connecting', ''])('nothing to act on: %j', (detail) => {
  expect(cameraTrouble(detail, '前摄像机', t)).toBeNull();
});
