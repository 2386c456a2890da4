/** What the camera screen says, what Enter does, and which other keys do something: by what is open and what was changed. Pure. */
import type { DisplayMark, DisplayTrial, SampleLight } from '../../../preload/contract/camera-display.ts';
import type { WordKey } from '../../i18n/index.ts';
import type { Corner } from './display-mark.ts';
import type { DraftCamera } from './draft.ts';
import type { EncoderWish } from './encoder-wish.ts';
import type { Box } from './measure-box.ts';

/** What is open beside the list, if anything. */
export type Opened =
  | { readonly kind: 'sign-in'; readonly username: string; readonly password: string }
  | { readonly kind: 'address'; readonly address: string; readonly wrong: boolean }
  | {
      readonly kind: 'encoder';
      readonly wishes: readonly EncoderWish[];
      /** The row under the cursor. */
      readonly at: number;
      /** Something of it is not as the camera is set. */
      readonly changed: boolean;
    }
  | {
      readonly kind: 'display';
      readonly mark: DisplayMark;
      /** That the arrow keys move. */
      readonly corner: Corner;
      /** As the installer says; null: as the picture looks. */
      readonly light: SampleLight | null;
      /** The picture that it is marked in. */
      readonly stillSha256: string;
      /** What the search saw in it. */
      readonly found: { readonly text: string; readonly asIndicator: boolean } | null;
      /** Of the mark as it stands; null: not tried since it was changed. */
      readonly trialId: string | null;
    }
  | { readonly kind: 'measure'; readonly what: 'plate' | 'display'; readonly box: Box }
  | null;

export interface Situation {
  /** null: nothing is to be done now. */
  readonly deed: 'take' | 'save' | 'inspect' | 'done' | 'try' | null;
  readonly words: WordKey;
  readonly hint: WordKey;
  readonly deedWords: WordKey;
  /** A person is waited for. */
  readonly waits: boolean;
}

export function situationOf({
  busy,
  chosen,
  justSaved,
  opened,
  trial = null,
  unsaved,
}: {
  readonly opened: Opened;
  readonly busy: string | null;
  readonly unsaved: boolean;
  readonly justSaved: boolean;
  /** Of what is open. */
  readonly trial?: DisplayTrial['state'] | null;
  readonly chosen: DraftCamera | undefined;
}): Situation {
  const deedWords: WordKey =
    busy === 'saving' ? 'cameras.saving' : busy === 'inspecting' ? 'cameras.inspecting' : 'listening.busy';
  if (opened?.kind === 'display') return displaySituation(busy, trial);
  if (opened?.kind === 'measure')
    return {
      deed: 'take',
      words: opened.what === 'plate' ? 'cameras.measure-plate' : 'cameras.measure-display',
      hint: 'cameras.measure-keys',
      deedWords: 'cameras.measured',
      waits: true,
    };
  if (opened?.kind === 'encoder')
    return {
      deed: 'take',
      words: 'cameras.encoder',
      hint: 'cameras.encoder-hint',
      deedWords:
        busy !== null ? 'cameras.encoder-setting' : opened.changed ? 'cameras.encoder-set' : 'cameras.take-over',
      waits: busy === null && opened.changed,
    };
  if (opened !== null)
    return {
      deed: 'take',
      words: opened.kind === 'address' ? 'cameras.address' : 'cameras.sign-in',
      hint: 'cameras.rest',
      deedWords: 'cameras.take-over',
      waits: true,
    };
  if (justSaved)
    return {
      deed: 'done',
      words: 'cameras.saved',
      hint: 'cameras.saved-hint',
      deedWords: 'listening.do-done',
      waits: false,
    };
  if (unsaved)
    return {
      deed: 'save',
      words: 'cameras.unsaved',
      hint: 'cameras.unsaved-hint',
      deedWords: busy === null ? 'cameras.save' : deedWords,
      waits: busy === null,
    };
  return {
    deed: chosen === undefined ? null : 'inspect',
    words: 'cameras.rest',
    hint: 'cameras.rest-hint',
    deedWords: busy === null ? 'cameras.inspect' : deedWords,
    waits: false,
  };
}

const AT_DISPLAY: Readonly<Record<string, WordKey>> = {
  photographing: 'cameras.photographing',
  finding: 'cameras.display-finding',
  starting: 'cameras.trial-running',
  trying: 'cameras.trial-running',
  stopping: 'cameras.trial-stopping',
};

/** Marked, then tried, then taken over; changed again, it is tried again. */
function displaySituation(busy: string | null, trial: DisplayTrial['state'] | null): Situation {
  if (busy === 'trying' || busy === 'starting' || busy === 'stopping')
    return {
      deed: null,
      words: 'cameras.trial-running',
      hint: 'cameras.trial-running-hint',
      deedWords: AT_DISPLAY[busy] ?? 'listening.busy',
      waits: false,
    };
  const tried = trial === 'done';
  return {
    deed: tried ? 'take' : 'try',
    words: tried ? 'cameras.trial-done' : 'cameras.display-mark',
    hint: tried ? 'cameras.trial-done-hint' : 'cameras.display-keys',
    deedWords:
      busy !== null ? (AT_DISPLAY[busy] ?? 'listening.busy') : tried ? 'cameras.take-over' : 'cameras.display-try',
    waits: busy === null,
  };
}

/** Caps, and what they do. */
export type KeyHint = readonly [readonly string[], WordKey];

/** Only keys that do something now. */
export function keysOf({
  busy,
  certificate,
  chosen,
  hasStill,
  https,
  opened,
  scales,
  settable,
  tried = false,
}: {
  readonly opened: Opened;
  readonly busy: boolean;
  /** What it offers of its encoders is known, and it is saved. */
  readonly settable: boolean;
  readonly chosen: DraftCamera | undefined;
  /** That it shows. */
  readonly certificate: string | null;
  readonly https: boolean;
  readonly hasStill: boolean;
  readonly scales: number;
  /** Ten pictures were read with the mark as it stands. */
  readonly tried?: boolean;
}): readonly KeyHint[] {
  if (opened?.kind === 'measure') return [[['M'], 'cameras.key-measure-next']];
  if (opened?.kind === 'display' && !busy)
    return [
      [['F'], 'cameras.key-find'],
      [['Tab'], 'cameras.key-corner'],
      [['↑', '↓', '←', '→'], 'cameras.key-move'],
      [['F5'], 'cameras.key-photograph'],
      ...(tried ? [[['R'], 'cameras.key-again'] as const] : []),
    ];
  if (opened?.kind === 'encoder' && !busy)
    return [
      [['↑', '↓'], 'cameras.key-choose'],
      [['←', '→'], 'cameras.key-change'],
    ];
  if (opened !== null || busy) return [];
  const always: readonly KeyHint[] = [
    [['F4'], 'cameras.key-search'],
    [['A'], 'cameras.key-add'],
  ];
  if (chosen === undefined) return always;
  const when = (does: boolean, hint: KeyHint): readonly KeyHint[] => (does ? [hint] : []);
  return [
    [['↑', '↓'], 'cameras.key-choose'],
    [['1', '…', '6'], 'cameras.key-place'],
    ...when(scales > 1 && chosen.role !== null, [['F3'], 'cameras.key-scale']),
    [['F2'], 'cameras.key-sign-in'],
    ...always,
    [['F5'], 'cameras.key-inspect'],
    ...when(https && certificate !== null, [['F6'], 'cameras.key-pin']),
    ...when(chosen.id !== null, [['F7'], 'cameras.key-clock']),
    ...when(settable, [['E'], 'cameras.key-encoder']),
    ...when(hasStill, [['M'], 'cameras.key-measure']),
    ...when(hasDisplay(chosen), [['D'], 'cameras.key-display']),
    ...when(chosen.role !== null, [['Del'], 'cameras.key-remove']),
  ];
}

/** It may see the big display, and the station has a line to it. */
export const hasDisplay = ({ id, role }: DraftCamera): boolean => id !== null && (role === 'front' || role === 'rear');
