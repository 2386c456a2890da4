/** The display of the chosen camera while it is marked: its picture, the search, ten pictures read at the camera, the samples. */
import { useCallback, useEffect, useState, type Dispatch, type SetStateAction } from 'react';
import type {
  DisplayMark,
  DisplaySamples,
  DisplayTrial,
  SampleLight,
} from '../../../preload/contract/camera-display.ts';
import type { KeyTable } from '../../components/use-keys.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import { call, onReconnect } from '../../station/client.ts';
import { tell, useLive } from '../../station/live-store.ts';
import { markFor, MOST_DIGITS, nextDecimals, otherType, otherUnit } from './display-mark.ts';
import type { DraftCamera } from './draft.ts';
import type { Opened } from './situation.ts';
import type { Cameras } from './use-cameras.ts';

type OpenedDisplay = Extract<Opened, { kind: 'display' }>;

export interface DisplayDeeds {
  /** Of front and rear cameras, by their id. */
  readonly samples: ReadonlyMap<string, DisplaySamples>;
  /** Of the mark as it stands; null: not tried since it was changed. */
  readonly trial: DisplayTrial | null;
  /** Ten pictures are being taken, of whichever mark. */
  readonly trying: boolean;
  /** Takes a picture and opens it. */
  open(camera: DraftCamera): void;
  change(change: (mark: DisplayMark) => DisplayMark): void;
  begin(camera: DraftCamera): void;
  stop(): void;
  /** While it is open and nothing is being done. */
  readonly keys: KeyTable;
}

/** @param light that is proposed for what is open */
export function useDisplay(
  cameras: Pick<Cameras, 'doing' | 'photograph'>,
  chosen: DraftCamera | undefined,
  opened: Opened,
  setOpened: Dispatch<SetStateAction<Opened>>,
  light: SampleLight,
): DisplayDeeds {
  const [samples, setSamples] = useState<ReadonlyMap<string, DisplaySamples>>(new Map());
  const newest = useLive((live) => live.trial);
  const trial = opened?.kind === 'display' && newest?.id === opened.trialId ? newest : null;
  const load = useCallback(() => {
    call('cameras.displaySamples', {}).then(
      (list) => setSamples(new Map(list.map((one) => [one.cameraId, one]))),
      (error: unknown) => {
        // The line broke, or this person may not ask: the next line asks again.
        if (!(error instanceof CodedError)) throw error;
      },
    );
    // One may run that this window has not begun, or not since it was loaded.
    call('cameras.trialState', {}).then(keepTrial, (error: unknown) => {
      if (!(error instanceof CodedError)) throw error;
    });
  }, []);
  useEffect(() => {
    load();
    return onReconnect(load);
  }, [load]);
  const ended = newest?.state === 'done' ? newest.id : null;
  useEffect(() => {
    if (ended !== null) load();
  }, [ended, load]);

  const onDisplay = (change: (now: OpenedDisplay) => OpenedDisplay): void =>
    setOpened((now) => (now?.kind === 'display' ? change(now) : now));
  const change = (how: (mark: DisplayMark) => DisplayMark): void =>
    onDisplay((now) => ({ ...now, mark: how(now.mark), found: null, trialId: null }));
  const open = (camera: DraftCamera): void =>
    cameras.photograph(camera, (still) =>
      setOpened((now) => {
        const marked = now?.kind === 'display' ? now.mark : camera.display;
        return {
          kind: 'display',
          mark: markFor(still, marked),
          corner: now?.kind === 'display' ? now.corner : 0,
          light: now?.kind === 'display' ? now.light : null,
          stillSha256: still.sha256,
          found: null,
          trialId: null,
        };
      }),
    );
  const find = (camera: DraftCamera, sha256: string, digits: number): void =>
    cameras.doing('finding', async () => {
      if (camera.id === null) return;
      const { form, mark, ...found } = await call('cameras.findDisplay', { cameraId: camera.id, sha256, digits });
      onDisplay((now) => ({ ...now, mark: { ...now.mark, ...mark, ...form }, found, trialId: null }));
    });

  const mine = opened?.kind === 'display' ? opened : null;
  return {
    samples,
    trial,
    trying: newest?.state === 'running',
    open,
    change,
    begin: (camera) =>
      cameras.doing('starting', async () => {
        if (camera.id === null || mine === null) return;
        const asked = { cameraId: camera.id, mark: mine.mark, light: mine.light ?? light };
        const answer = await call('cameras.tryDisplay', asked);
        keepTrial(answer);
        onDisplay((now) => ({ ...now, trialId: answer.id }));
      }),
    stop: () => cameras.doing('stopping', async () => void (await call('cameras.stopTrial', {}))),
    keys:
      mine === null || chosen === undefined
        ? {}
        : {
            t: () => change(otherType),
            u: () => change(otherUnit),
            p: () => change(nextDecimals),
            n: () =>
              onDisplay((now) => ({ ...now, light: (now.light ?? light) === 'day' ? 'night' : 'day', trialId: null })),
            f: () => find(chosen, mine.stillSha256, mine.mark.digits),
            F5: () => open(chosen),
            ...Object.fromEntries(
              Array.from({ length: MOST_DIGITS }, (_, index) => [
                String(index + 1),
                () => change((mark) => ({ ...mark, digits: index + 1 })),
              ]),
            ),
          },
  };
}

/** What a call answered of a trial; a push that was quicker is newer. */
const keepTrial = (answer: DisplayTrial | null): void =>
  tell(({ trial }) => (answer === null || trial?.id === answer.id ? {} : { trial: answer }));
