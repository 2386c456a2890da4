/** Every migration, in order. Add the next one here. */
import type { Migration } from '../migrate.ts';
import { migration as first } from './0010-first.ts';
import { migration as chainBase } from './0020-chain-base.ts';
import { migration as claim } from './0030-claim.ts';
import { migration as captureScale } from './0040-capture-scale.ts';
import { migration as siteWarnings } from './0050-site-warnings.ts';
import { migration as neverReplaced } from './0060-never-replaced.ts';
import { migration as gatePass } from './0070-gate-pass.ts';
import { migration as video } from './0080-video.ts';
import { migration as callUp } from './0090-call-up.ts';
import { migration as videoProof } from './0100-video-proof.ts';
import { migration as readings } from './0110-readings.ts';
import { migration as recognitionOutcomes } from './0120-recognition-outcomes.ts';
import { migration as typedAxles } from './0130-typed-axles.ts';
import { migration as files } from './0140-files.ts';
import { migration as gateEntry } from './0150-gate-entry.ts';
import { migration as exitSlip } from './0160-exit-slip.ts';
import { migration as gateReconciliation } from './0170-gate-reconciliation.ts';
import { migration as recordSearch } from './0180-record-search.ts';
import { migration as reports } from './0190-reports.ts';
import { migration as knownOfBefore } from './0200-known-of-before.ts';
import { migration as warningsDesk } from './0220-warnings-desk.ts';
import { migration as outages } from './0230-outages.ts';
import { migration as ledgers } from './0250-ledgers.ts';

export const MIGRATIONS: readonly Migration[] = [
  first,
  chainBase,
  claim,
  captureScale,
  siteWarnings,
  neverReplaced,
  gatePass,
  video,
  callUp,
  videoProof,
  readings,
  recognitionOutcomes,
  typedAxles,
  files,
  gateEntry,
  exitSlip,
  gateReconciliation,
  recordSearch,
  reports,
  knownOfBefore,
  warningsDesk,
  outages,
  ledgers,
];
