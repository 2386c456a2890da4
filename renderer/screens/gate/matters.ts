/** What is open of a pass, and the usual reasons for it. Pure. */
import type { GateMatter, GateMatterKind, GatePassItem, GateReason } from '../../../preload/contract/gate.ts';
import type { Translate } from '../../i18n/index.ts';

/** In the order of their digits; `other` is typed and stands last. */
const REASONS: Readonly<Record<GateMatterKind, readonly GateReason[]>> = {
  'exit-unweighed': ['left-empty', 'no-truck', 'called-back', 'own-vehicle', 'reported'],
  'exit-over-limit': ['called-back', 'reported'],
  'exit-no-sheet': ['sheet-later', 'called-back', 'reported'],
  'exit-plate': ['trailer-changed', 'misread', 'reported'],
  'exit-sheet-differs': ['reissued', 'reported'],
  'inside-too-long': ['still-inside', 'left-unseen', 'own-vehicle', 'reported'],
};

export const openMatters = ({ matters }: Pick<GatePassItem, 'matters'>): readonly GateMatter[] =>
  matters.filter(({ closed }) => closed === null);

/** Those of all that is open, each once. */
export const reasonsFor = (open: readonly Pick<GateMatter, 'kind'>[]): readonly GateReason[] => {
  const all = [...new Set(open.flatMap(({ kind }) => REASONS[kind]))];
  // Reported is the last resort, whatever else is open.
  return [...all.filter((reason) => reason !== 'reported'), ...(open.length === 0 ? [] : (['reported'] as const))];
};

/** What a person said, or that it was closed by itself; null while it is open. */
export function closedWords({ closed }: GateMatter, t: Translate): string | null {
  if (closed === null) return null;
  if (closed.how === 'resolved') return t('gate.resolved');
  const { operatorId, reasonCode, text } = closed;
  const reason = reasonCode === null || reasonCode === 'other' ? text : t(`gate.why-${reasonCode}`);
  return t('gate.checked', { reason, by: operatorId });
}

/** The plate that one key takes over: where the picture was misread, not where another trailer stood behind. */
export function takeable({ suggestion }: Pick<GatePassItem, 'suggestion'>): string | null {
  if (suggestion === null) return null;
  return suggestion.why === 'look-alike' || suggestion.why === 'read-unsurely' ? suggestion.plate : null;
}
