/** What a smart camera pushed, as one more choice beside what was read: where that is not sure, and never in a field by itself. Pure. */
import type { PlatePushed, PlateSeen, Readings } from '../../../preload/contract/readings.ts';
import type { OpenTruck } from '../../../preload/contract/weighing.ts';
import type { Choice } from './draft.ts';

/** So many digits choose. */
const MOST = 9;

/**
 * The newest tractor's plate that was pushed stands behind the best reading, so that it has room on a small screen, too; one that
 * is offered already is marked, and comes as near. The rear camera counts where the front one is silent: a truck without a trailer
 * bears its plate twice. But it also sees the next truck of the queue: its word is heard only of a plate that was read here, too, or
 * of a truck that is inside.
 * @param choices those that are offered anyway, what was read before all
 * @param typed what the clerk has typed of the plate, its province first
 * @param inside tractors that are inside
 */
export function withPushed(
  choices: readonly Choice[],
  readings: Readings | null,
  typed: string,
  inside: readonly Pick<OpenTruck, 'plateFront'>[],
): readonly Choice[] {
  const pushed = pushedPair(readings, new Set(inside.map(({ plateFront }) => plateFront)));
  if (pushed === null) return choices;
  const { plateFront, plateRear, ...mark } = pushed;
  const known = choices.find(
    (choice) => choice.plateFront === plateFront && (plateRear === '' || choice.plateRear === plateRear),
  );
  const choice =
    known === undefined ? { plateFront, plateRear, tareKg: null, weighedAt: null, ...mark } : { ...known, ...mark };
  if (!plateFront.slice(1).includes(typed.slice(1))) return choices;
  const [best, ...others] = choices;
  if (best === undefined || best === known) return [choice, ...others];
  const rest = others.filter((one) => one !== known);
  return (best.confidence === undefined ? [choice, best, ...rest] : [best, choice, ...rest]).slice(0, MOST);
}

function pushedPair(
  readings: Readings | null,
  inside: ReadonlySet<string>,
): Required<Pick<Choice, 'plateFront' | 'plateRear' | 'pushed'>> | null {
  const { plateFront = null, plateRear = null, pushed = [] } = readings ?? {};
  if (plateFront?.accepted === true) return null;
  const here = new Set([...inside, ...textsOf(plateFront), ...textsOf(plateRear)]);
  const newest = (fits: (one: PlatePushed) => boolean): PlatePushed | undefined => pushed.filter(fits).at(-1);
  const tractor =
    newest(({ kind, role }) => kind !== 'trailer' && role === 'front') ??
    newest(({ kind, text }) => kind !== 'trailer' && here.has(text));
  if (tractor === undefined) return null;
  const own = plateRear?.kind === 'trailer' ? plateRear.text : undefined;
  const trailer = own ?? newest(({ kind, role }) => kind === 'trailer' && role === 'rear')?.text ?? '';
  return { plateFront: tractor.text, plateRear: trailer, pushed: tractor.confidence };
}

/** Whatever may have stood there. */
const textsOf = (seen: PlateSeen | null): readonly string[] =>
  seen === null ? [] : [seen.text, ...(seen.readAs === null ? [] : [seen.readAs]), ...seen.top.map(({ text }) => text)];
