/**
 * The contract: one value from which both sides' types, the run-time checks and the role checks are derived.
 * Add a call: 1. its line in the file of its subject, 2. its handler in main/station/calls.ts (the compiler asks for it).
 */
import type * as z from 'zod';
import { barrierCalls, barrierPushes } from './barrier.ts';
import { cameraDisplayCalls, cameraDisplayPushes } from './camera-display.ts';
import { cameraSettingCalls } from './camera-settings.ts';
import { cameraCalls } from './cameras.ts';
import { curveCalls } from './curves.ts';
import { fileCalls } from './files.ts';
import { gateCalls, gatePushes } from './gate.ts';
import { ledgerCalls } from './ledger.ts';
import { listeningCalls, listeningPushes } from './listening.ts';
import { loadSheetCalls, loadSheetPushes } from './load-sheet.ts';
import { platformCalls } from './platform.ts';
import { printingCalls } from './printing.ts';
import { recognitionCalls } from './recognition.ts';
import { recordCalls } from './records.ts';
import { reportCalls } from './reports.ts';
import { stationCalls, stationPushes } from './station.ts';
import { supportCalls } from './support.ts';
import { warningCalls, warningPushes } from './warnings.ts';
import { videoCalls } from './video.ts';
import { weighingCalls, weighingPushes } from './weighing.ts';
import { workbenchCalls } from './workbench.ts';

export const calls = {
  ...stationCalls,
  ...platformCalls,
  ...weighingCalls,
  ...recordCalls,
  ...workbenchCalls,
  ...recognitionCalls,
  ...curveCalls,
  ...warningCalls,
  ...loadSheetCalls,
  ...printingCalls,
  ...listeningCalls,
  ...supportCalls,
  ...cameraSettingCalls,
  ...cameraCalls,
  ...cameraDisplayCalls,
  ...videoCalls,
  ...gateCalls,
  ...barrierCalls,
  ...fileCalls,
  ...reportCalls,
  ...ledgerCalls,
};
export const pushes = {
  ...stationPushes,
  ...weighingPushes,
  ...warningPushes,
  ...loadSheetPushes,
  ...listeningPushes,
  ...gatePushes,
  ...barrierPushes,
  ...cameraDisplayPushes,
};

export type CallName = keyof typeof calls;
export type PushName = keyof typeof pushes;
/** What a caller may write (before trimming and branding). */
export type CallInput<N extends CallName> = z.input<(typeof calls)[N]['input']>;
/** What a handler gets (parsed). */
export type ParsedInput<N extends CallName> = z.output<(typeof calls)[N]['input']>;
export type CallOutput<N extends CallName> = z.output<(typeof calls)[N]['output']>;
export type PushData<N extends PushName> = z.output<(typeof pushes)[N]['data']>;

export const isCallName = (name: string): name is CallName => Object.hasOwn(calls, name);
