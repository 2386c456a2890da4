/** Ten pictures beside the indicator: what is compared, what is kept, and every way to end. */
import { describe, expect, test } from 'vitest';
import { DisplayTrials, SHOTS, type DisplayTrialsParts } from '../../../main/station/recognition/display-trials.ts';
import type { DisplayMark, DisplayTrial } from '../../../preload/contract/camera-display.ts';
import { kg, type EpochMs, type Kg, type Sha256, type Uuid } from '../../../preload/contract/vocabulary.ts';
import { FakeTime } from '../native/fake-time.ts';

const MARK: DisplayMark = {
  corners: [
    [10, 10],
    [110, 10],
    [110, 60],
    [10, 60],
  ],
  digits: 6,
  type: 'segments',
  unit: 't',
  decimals: 2,
  pictureSize: [640, 480],
};
const PICTURE = { ok: true, jpeg: Buffer.from('jpeg'), width: 1280, height: 960, takenAt: 0 as EpochMs } as const;
const READ = { text: '16.20', confidence: 0.8, legibility: 90.4, panel: null, found: null, kind: null, trouble: null };
const ID = '01935a2c-0000-7000-8000-000000000000' as Uuid;
const SHA = '0'.repeat(64) as Sha256;

function rig(change: {
  weights?: (Kg | null)[];
  picture?: () => Awaited<ReturnType<DisplayTrialsParts['cameras'][number]['takePicture']>>;
  display?: DisplayTrialsParts['thread']['display'];
  search?: DisplayTrialsParts['thread']['search'];
  keep?: DisplayTrialsParts['samples']['keep'];
}) {
  const asked: unknown[] = [];
  const kept: DisplayTrial[] = [];
  const told: DisplayTrial[] = [];
  let weighed = 0;
  const weights = change.weights ?? [kg(16_200)];
  const trials = new DisplayTrials({
    cameras: [
      {
        id: 'cam-front',
        takePicture: () => Promise.resolve((change.picture ?? (() => PICTURE))()),
        weightKg: () => weights[weighed++ % weights.length] ?? null,
      },
    ],
    thread: {
      display:
        change.display ??
        ((picture) => {
          asked.push(picture);
          const verdict = picture.expected === READ.text ? 'matches' : 'differs';
          const verification = { verdict, score: 1, legibility: 90, panel: null, found: null, trouble: null } as const;
          return Promise.resolve({ ok: true, reading: READ, verification, clean: true });
        }),
      search: change.search ?? (() => Promise.resolve({ ok: true, proposal: null })),
    },
    samples: {
      keep:
        change.keep ??
        ((trial) => {
          kept.push(trial);
          return Promise.resolve();
        }),
      newest: (cameraId) => Promise.resolve({ cameraId, day: null, night: null }),
    },
    picture: (sha256) => Promise.resolve(sha256 === SHA ? Buffer.from('jpeg') : null),
    clock: new FakeTime().clock,
    newId: () => ID,
    log: { info: () => undefined, warn: () => undefined },
  });
  const ended = new Promise<DisplayTrial>((done) => {
    trials.onChange((trial) => {
      told.push(trial);
      if (trial.state !== 'running') done(trial);
    });
  });
  return { trials, asked, kept, told, ended };
}

describe('ten pictures', () => {
  test('are read one after the other, told as they come, compared in the display’s own form, and kept', async () => {
    const { asked, ended, kept, told, trials } = rig({});
    expect(trials.begin('cam-front', MARK, 'night')).toMatchObject({ state: 'running', shots: [], of: SHOTS });
    const trial = await ended;
    expect(trial.shots).toHaveLength(SHOTS);
    expect(trial.shots[0]).toMatchObject({ text: '16.20', accepted: true, legibility: 90, verdict: 'matches', indicatorKg: 16_200 }); // prettier-ignore
    expect(kept).toEqual([trial]);
    expect(told.map(({ shots }) => shots.length)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    // The corners as they are in a picture twice as large.
    expect(asked[0]).toMatchObject({ expected: '16.20', kind: 'seven-segment', panel: [{ x: 20, y: 20 }, { x: 220 }, {}, {}] }); // prettier-ignore
  });

  test('a weight that moves while the picture is taken is compared with nothing', async () => {
    const { ended, trials } = rig({ weights: [kg(16_200), kg(16_220)] });
    trials.begin('cam-front', MARK, 'day');
    const { shots } = await ended;
    expect(shots.map(({ verdict, indicatorKg }) => [verdict, indicatorKg])).toEqual(Array(SHOTS).fill([null, null]));
  });

  test('a picture of another shape is not read, and says so', async () => {
    const { ended, trials } = rig({ picture: () => ({ ...PICTURE, width: 1280, height: 720 }) });
    trials.begin('cam-front', MARK, 'day');
    expect((await ended).shots[0]).toMatchObject({ text: null, verdict: 'cannot-tell', trouble: 'picture-shape' });
  });

  test('the reader that ends leaves a picture unread, not the trial', async () => {
    const { ended, trials } = rig({ display: () => Promise.resolve({ ok: false, trouble: 'reader-ended' }) });
    trials.begin('cam-front', MARK, 'day');
    expect(await ended).toMatchObject({
      state: 'done',
      shots: Array(SHOTS).fill({ text: null, trouble: 'reader-ended' }),
    });
  });
});

describe('it ends', () => {
  test('after three pictures in a row that could not be had, with their code; nothing is kept', async () => {
    const { ended, kept, trials } = rig({ picture: () => ({ ok: false, code: 'camera.timeout' }) });
    trials.begin('cam-front', MARK, 'day');
    expect(await ended).toMatchObject({ state: 'failed', code: 'camera.timeout' });
    expect(kept).toEqual([]);
  });

  test('a single one missing is a gap in the sample', async () => {
    let nth = 0;
    const { ended, kept, trials } = rig({
      picture: () => (nth++ === 4 ? { ok: false, code: 'camera.timeout' } : PICTURE),
    });
    trials.begin('cam-front', MARK, 'day');
    expect((await ended).shots[4]).toMatchObject({ code: 'camera.timeout', verdict: 'cannot-tell' });
    expect(kept).toHaveLength(1);
  });

  test('when it is stopped: nothing is kept, and another one may begin', async () => {
    const { kept, trials } = rig({});
    trials.begin('cam-front', MARK, 'day');
    expect(() => trials.begin('cam-front', MARK, 'day')).toThrow(/display\.trial-running/);
    expect(await trials.stop()).toMatchObject({ state: 'stopped' });
    expect(kept).toEqual([]);
    expect(trials.begin('cam-front', MARK, 'day').state).toBe('running');
    await trials.stop();
  });

  test('on a full disk, with its code', async () => {
    const { CodedError } = await import('../../../preload/contract/errors.ts');
    const { ended, trials } = rig({ keep: () => Promise.reject(new CodedError('store.disk-full')) });
    trials.begin('cam-front', MARK, 'day');
    expect(await ended).toMatchObject({ state: 'failed', code: 'store.disk-full' });
  });

  test('before it begins: no such camera, or corners that cross', () => {
    const { trials } = rig({});
    expect(() => trials.begin('cam-gate', MARK, 'day')).toThrow(/camera\.unknown/);
    const [a, b, c, d] = MARK.corners;
    expect(() => trials.begin('cam-front', { ...MARK, corners: [a, c, b, d] }, 'day')).toThrow(/display\.mark-invalid/);
  });
});

describe('the search', () => {
  const panel = [{ x: 10.4, y: 10 }, { x: 110, y: 10 }, { x: 110, y: 60 }, { x: 10, y: 60 }] as const; // prettier-ignore
  const found = (text: string): DisplayTrialsParts['thread']['search'] =>
    () => Promise.resolve({ ok: true, proposal: { panel, digits: 6, kind: 'dot-matrix', text, digitHeight: 31.2 } }); // prettier-ignore

  test('is told every way in which displays show the weight, and says which it is', async () => {
    let expected: readonly string[] = [];
    const { trials } = rig({
      search: (search) => {
        expected = search.expected;
        return found('16.20')(search);
      },
    });
    expect(await trials.find('cam-front', SHA, 6)).toEqual({
      mark: { corners: [[10, 10], [110, 10], [110, 60], [10, 60]], digits: 6, type: 'dots' }, // prettier-ignore
      text: '16.20',
      asIndicator: true,
      form: { unit: 't', decimals: 2 },
      digitHeight: 31,
    });
    expect(expected).toEqual(['16200', '16.20', '16.200', '16.2']);
  });

  test('without a weight is told none, and what it finds is not the indicator’s', async () => {
    const { trials } = rig({ weights: [null], search: found('123') });
    expect(await trials.find('cam-front', SHA, 6)).toMatchObject({ asIndicator: false, form: null });
  });

  test.each([
    ['nothing found', { ok: true, proposal: null }, SHA, 'display.not-found'],
    ['no picture', { ok: true, proposal: null }, '1'.repeat(64), 'evidence.damaged'],
    ['the reader ended', { ok: false, trouble: 'reader-ended' }, SHA, 'display.reader-ended'],
    ['a picture that is none', { ok: false, trouble: 'picture-damaged' }, SHA, 'camera.not-jpeg'],
  ] as const)('%s', async (_, answer, sha256, code) => {
    const { trials } = rig({ search: () => Promise.resolve(answer) });
    await expect(trials.find('cam-front', sha256 as Sha256, 6)).rejects.toMatchObject({ code });
  });
});
