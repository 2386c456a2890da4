/**
 * The interlock: when a barrier may open by itself (product.md G3; architecture.md §5). Only what lies on disk counts: the capture
 * row, the document, the sheet where the site demands it; the evidence complete or accepted by a person; the weight within the
 * limit. A plate that a camera pushed is nowhere among these. What is missing is named, in the order a person puts it right. Pure.
 */
import type { BarrierNeed } from '../../../preload/contract/barrier.ts';
import type { GateMatterKind } from '../../../preload/contract/gate.ts';
import type { WeighingKind } from '../../../preload/contract/vocabulary.ts';

/** A weighing as it lies on disk now. */
export interface WeighedForRelease {
  readonly kind: WeighingKind;
  /** A person said that kind; else the weight alone suggested it. */
  readonly kindSaid: boolean;
  readonly weightKg: number;
  /** What the same tractor and trailer weighed empty, by the word of a person or by a valid sheet; null: nobody vouched for any. */
  readonly knownTareKg: number | null;
  /** The capture row is there, and the document that was made of it. */
  readonly captured: boolean;
  readonly recorded: boolean;
  readonly voided: boolean;
  readonly evidence: 'complete' | 'accepted' | 'incomplete';
  /** null: nobody knows its limit. */
  readonly overKg: number | null;
  /** A valid sheet of it. */
  readonly sheet: boolean;
}

/** Two full tanks, the driver and mud are some 700 kg of the 14 to 17 t of an empty train (domain.md §3.1). */
const EMPTY_WITHIN = 1.05;

/** By what the weight alone suggests every truck under 25 t is empty: that it is must be known otherwise. */
const isEmpty = ({ kindSaid, knownTareKg, weightKg }: WeighedForRelease): boolean =>
  kindSaid || (knownTareKg !== null && weightKg <= knownTareKg * EMPTY_WITHIN);

/** What the truck on a scale still lacks; null: it may go. */
export function scaleNeeds(
  weighed: WeighedForRelease | null,
  { afterSheet }: { readonly afterSheet: boolean },
): BarrierNeed | null {
  if (weighed === null || !weighed.captured || !weighed.recorded || weighed.voided) return 'record';
  if (weighed.evidence === 'incomplete') return 'evidence';
  // Only the weight was looked at: nobody said what leaves there.
  if (weighed.kind === 'trial') return 'trial';
  // Whatever it was weighed as: over the limit it does not go.
  if (weighed.overKg !== null && weighed.overKg > 0) return 'limit';
  if (weighed.kind === 'tare') return isEmpty(weighed) ? null : 'empty';
  if (weighed.overKg === null) return 'axles';
  return afterSheet && !weighed.sheet ? 'sheet' : null;
}

export interface PassForRelease {
  readonly direction: 'in' | 'out';
  /** The row of the pass, with its picture or why there is none. */
  readonly saved: boolean;
  /** Read surely in its picture, or said by a person. */
  readonly plateKnown: boolean;
  /** Of the weighing that it was matched to. */
  readonly weighed: WeighedForRelease | null;
  readonly findings: readonly GateMatterKind[];
}

/** What a vehicle at a gate still lacks; null: it may pass. */
export function gateNeeds(pass: PassForRelease, rules: { readonly afterSheet: boolean }): BarrierNeed | null {
  if (!pass.saved) return 'record';
  if (!pass.plateKnown) return 'plate';
  if (pass.direction === 'in') return null;
  if (pass.weighed === null) return 'weighing';
  const needed = scaleNeeds(pass.weighed, rules);
  if (needed !== null) return needed;
  // A tare is no reason to leave: a way out is matched to a gross only.
  if (pass.weighed.kind === 'tare') return 'weighing';
  if (pass.findings.includes('exit-no-sheet')) return rules.afterSheet ? 'sheet' : null;
  return pass.findings.length === 0 ? null : 'findings';
}
