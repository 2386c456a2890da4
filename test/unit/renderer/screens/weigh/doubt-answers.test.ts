/** What is answered of a doubted plate: for which plate it is sent, and what it leaves of the vehicle's file. */
import { describe, expect, test } from 'vitest';
import type { Weighing } from '../../../../../preload/contract/documents.ts';
import type { Uuid } from '../../../../../preload/contract/vocabulary.ts';
import { en } from '../../../../../renderer/i18n/en.ts';
import { zhCn } from '../../../../../renderer/i18n/zh-cn.ts';
import {
  answerOf,
  answersFor,
  axlesAnswer,
  keepingAfter,
  keepingOfVisit,
  NOTHING_ANSWERED,
} from '../../../../../renderer/screens/weigh/doubt-answers.ts';

const PLATE = '晋C12345';
const BEFORE = '00000000-0000-7000-8000-000000000001' as Uuid;

describe('the answer', () => {
  test.each([
    ['weighing.too-soon', { plate: PLATE, weighingId: BEFORE }, { repeats: { weighingId: BEFORE, reason: '装货快' } }],
    ['weighing.trip-too-short', { weighingId: BEFORE }, { repeats: { weighingId: BEFORE, reason: '装货快' } }],
    ['weighing.other-axles', { plate: PLATE, fileAxles: 6 }, { otherAxles: { plate: PLATE, reason: '装货快' } }],
    ['weighing.too-soon', {}, {}],
  ] as const)('names what %s named: %o', (code, params, answer) => {
    expect(answerOf(code, params, PLATE, '装货快')).toEqual(answer);
  });

  test('to more axles than the file says bears the manager’s name, where he agrees', () => {
    expect(axlesAnswer(PLATE, '换了挂车', '王五')).toEqual({
      otherAxles: { plate: PLATE, reason: '换了挂车', managerId: '王五' },
    });
    expect(axlesAnswer(PLATE, '换了挂车', '')).toEqual({ otherAxles: { plate: PLATE, reason: '换了挂车' } });
  });

  test('is sent with the plate that it is about, and with no other', () => {
    const answers = { plate: PLATE, ...answerOf('weighing.too-soon', { weighingId: BEFORE }, PLATE, '装货快') };
    expect(answersFor(answers, PLATE)).toEqual({ repeats: { weighingId: BEFORE, reason: '装货快' } });
    expect(answersFor(answers, '晋C99999')).toEqual({});
    expect(answersFor(NOTHING_ANSWERED, PLATE)).toEqual({});
    expect(answersFor(NOTHING_ANSWERED, '')).toEqual({});
  });
});

describe('what goes into the file', () => {
  const record = (otherAxles?: string, repeats?: string): Pick<Weighing, 'otherAxles' | 'plateFront' | 'repeats'> => ({
    plateFront: { text: PLATE, source: 'manual' },
    ...(otherAxles === undefined ? {} : { otherAxles: { fileAxleCount: 6, reason: otherAxles } }),
    ...(repeats === undefined ? {} : { repeats: { weighingId: BEFORE, reason: repeats } }),
  });

  for (const [language, words] of [
    ['Chinese', zhCn],
    ['English', en],
  ] as const)
    // prettier-ignore
    test.each([
      ['nothing was doubted', record(), 'all'],
      ['back too soon for a good reason', record(undefined, words['trip.near']), 'all'],
      ['back too soon, and suspected', record(undefined, words['trip.suspect']), 'nothing'],
      ['other axles, and suspected', record(words['axles.suspect']), 'nothing'],
      ['either of both is enough', record(words['axles.file-wrong'], words['trip.suspect']), 'nothing'],
      ['the file is wrong', record(words['axles.file-wrong']), 'axles-as-said'],
      ['another trailer', record(words['axles.trailer']), 'but-axles'],
      ['a reason of its own', record('临时加挂'), 'but-axles'],
      ['nobody was asked', record('not-asked'), 'but-axles'],
    ] as const)(`${language}: %s`, (_, made, keeping) => {
      expect(keepingAfter(made, PLATE)).toBe(keeping);
    });

  test('what nobody stood for changes no file, though the clerk says that the file is wrong', () => {
    const made = record();
    const otherAxles = { fileAxleCount: 4, reason: zhCn['axles.file-wrong'], saidAxleCount: 6 };
    expect(keepingAfter({ ...made, otherAxles }, PLATE)).toBe('but-axles');
    const { saidAxleCount: _, ...agreed } = { ...otherAxles, managerId: '王五' };
    expect(keepingAfter({ ...made, otherAxles: agreed }, PLATE)).toBe('axles-as-said');
  });

  test('weighed again it is still suspected; else the newest record says it', async () => {
    const again = (reason: string) => ({ ...record(reason), replaces: { weighingId: BEFORE, reason: '没停稳' } });
    const after = (first: string) => keepingOfVisit(again('没停稳'), PLATE, () => Promise.resolve(record(first)));
    expect(await after(zhCn['axles.suspect'])).toBe('nothing');
    expect(await after(zhCn['axles.trailer'])).toBe('but-axles');
    const alone = keepingOfVisit(record(zhCn['axles.file-wrong']), PLATE, () => Promise.reject(new Error('none')));
    expect(await alone).toBe('axles-as-said');
  });

  test('a plate that was corrected is another vehicle, of which nobody doubted anything', () => {
    expect(keepingAfter(record(zhCn['axles.suspect']), '晋C99999')).toBe('all');
  });
});
