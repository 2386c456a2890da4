/** Questions about printing over the process channel: answered, given up, and never mixed up. */
import { expect, it } from 'vitest';
import { FromStation, type ToStation } from '../../../../main/host-protocol.ts';
import { ChannelPrintHost } from '../../../../main/station/print-host.ts';
import type { PagePaper } from '../../../../preload/contract/paper.ts';

const IDS = [1, 2, 3].map((number) => `0193a7c0-0000-7000-8000-00000000000${number}`);
const FORM = {
  widthMm: 241,
  heightMm: 93,
  leftMm: 8,
  topMm: 4,
  cellWidthMm: 1.7,
  cellHeightMm: 4.2,
  columns: 130,
  rows: 20,
};
const paper = (text: string, pages = 1): PagePaper => ({
  kind: 'page',
  form: FORM,
  pages: Array.from({ length: pages }, () => [
    { kind: 'text', column: 0, row: 0, text, size: 'normal', bold: false } as const,
  ]),
});

function line() {
  const posted: FromStation[] = [];
  const timers: { ms: number; run: () => void; on: boolean }[] = [];
  const ids = [...IDS];
  const host = new ChannelPrintHost(
    (message) => posted.push(FromStation.parse(message)),
    (ms, run) => {
      const timer = { ms, run, on: true };
      timers.push(timer);
      return () => (timer.on = false);
    },
    () => ids.shift() ?? '',
  );
  const ended = (id = '', end: 'taken' | 'given-up' = 'taken'): Extract<ToStation, { type: 'print-ended' }> => ({
    type: 'print-ended',
    id,
    end,
    detail: '',
  });
  return { host, posted, timers, ended };
}

it('each answer reaches its own question', async () => {
  const { ended, host, posted, timers } = line();
  const [first, second] = ['一', '二'].map((text) => host.print({ printer: 'a', paper: paper(text), codes: [] }));
  host.answered(ended(IDS[1], 'given-up'));
  host.answered(ended(IDS[0]));
  expect(await first).toMatchObject({ end: 'taken' });
  expect(await second).toMatchObject({ end: 'given-up' });
  expect(posted).toHaveLength(2);
  expect(timers.map(({ on }) => on)).toEqual([false, false]);
});

it('a lost answer is no answer, and one that comes later says nothing of another job', async () => {
  const { ended, host, timers } = line();
  const first = host.print({ printer: 'a', paper: paper('一'), codes: [] });
  timers[0]?.run();
  expect(await first).toMatchObject({ end: 'no-answer' });
  const second = host.print({ printer: 'a', paper: paper('二'), codes: [] });
  host.answered(ended(IDS[0]));
  host.answered(ended(IDS[1], 'given-up'));
  expect(await second).toMatchObject({ end: 'given-up' });
});

it.each([
  ['pages', paper('一', 51)],
  ['letters', paper('河'.repeat(100_001))],
  ['form', { ...paper('一'), form: { ...FORM, heightMm: 1001 } }],
])('what the host would not take is not handed over: too large in %s', async (_, large) => {
  const { host, posted } = line();
  expect(await host.print({ printer: 'a', paper: large, codes: [] })).toMatchObject({ end: 'not-begun' });
  expect(posted).toEqual([]);
});

it('a desktop that does not tell its printers has none', async () => {
  const { host, timers } = line();
  const asked = host.find('a');
  timers[0]?.run();
  expect(await asked).toEqual({ service: false, printer: null });
});
