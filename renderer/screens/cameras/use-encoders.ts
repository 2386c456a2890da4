/** The encoders of the chosen camera while they are set: which can be, the cursor over their fields, what differs from the camera. */
import { useEffect, useMemo, type Dispatch, type SetStateAction } from 'react';
import type { CameraInspection, CameraProfile } from '../../../preload/contract/cameras.ts';
import type { KeyTable } from '../../components/use-keys.ts';
import { changeOf, FIELDS, settable, stepped, wishOf, type EncoderWish } from './encoder-wish.ts';
import type { Opened } from './situation.ts';
import type { EncoderChange } from './use-cameras.ts';

export interface Encoders {
  /** Those that can be set; none of a camera that is not saved, or was not checked. */
  readonly profiles: readonly CameraProfile[];
  /** What has to be sent. */
  readonly changes: readonly EncoderChange[];
  open(): void;
  /** While they are open. */
  readonly keys: KeyTable;
}

export function useEncoders(
  seen: CameraInspection | null,
  saved: boolean,
  opened: Opened,
  setOpened: Dispatch<SetStateAction<Opened>>,
): Encoders {
  const profiles = useMemo(
    () => (!saved || seen?.profiles.ok !== true ? [] : settable(seen.profiles.is)),
    [saved, seen],
  );
  // The camera was asked anew: what it has taken is no change any more.
  useEffect(() => {
    setOpened((now) =>
      now?.kind === 'encoder' ? { ...now, changed: changesOf(now.wishes, profiles).length > 0 } : now,
    );
  }, [profiles, setOpened]);
  const wish = (wishes: readonly EncoderWish[], at: number): void =>
    setOpened({ kind: 'encoder', wishes, at, changed: changesOf(wishes, profiles).length > 0 });
  const turn = (by: 1 | -1) => (): void => {
    if (opened?.kind !== 'encoder') return;
    const chosen = Math.floor(opened.at / FIELDS.length);
    const field = FIELDS[opened.at % FIELDS.length] ?? 'encoding';
    const options = profiles.find(({ token }) => token === opened.wishes[chosen]?.profile)?.options ?? [];
    const wishes = opened.wishes.map((one, nth) => (nth === chosen ? stepped(one, field, by, options) : one));
    wish(wishes, opened.at);
  };
  const over = (by: 1 | -1) => (): void => {
    if (opened?.kind !== 'encoder') return;
    const last = opened.wishes.length * FIELDS.length - 1;
    setOpened({ ...opened, at: Math.min(Math.max(0, opened.at + by), last) });
  };
  return {
    profiles,
    changes: opened?.kind === 'encoder' ? changesOf(opened.wishes, profiles) : [],
    open: () => wish(profiles.map(wishOf), 0),
    keys: { ArrowDown: over(1), ArrowUp: over(-1), ArrowRight: turn(1), ArrowLeft: turn(-1) },
  };
}

function changesOf(wishes: readonly EncoderWish[], profiles: readonly CameraProfile[]): readonly EncoderChange[] {
  return wishes.flatMap((wish) => {
    const encoder = profiles.find(({ token }) => token === wish.profile)?.encoder ?? null;
    return changeOf(wish, encoder) ?? [];
  });
}
