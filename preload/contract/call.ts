/** The two shapes a contract is made of: a call (asked by the window) and a push (told by the station). */
import type * as z from 'zod';
import type { Role } from './vocabulary.ts';

export interface CallSpec<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly input: I;
  readonly output: O;
  /** Who may call it. Checked in the station, never in the window. */
  readonly roles: readonly Role[];
  /** True when the call changes something: then it must carry a requestId (architecture.md §2). */
  readonly changes: boolean;
}

/** `latest`: only the newest matters, older unsent ones are replaced. `all`: every one is delivered in order. */
export interface PushSpec<D extends z.ZodType = z.ZodType> {
  readonly data: D;
  readonly policy: 'latest' | 'all';
  /** Whose: of `latest`, one is kept for each (each scale has its own newest weight). */
  readonly whose?: (data: z.output<D>) => string;
}

export const ask = <I extends z.ZodType, O extends z.ZodType>(spec: {
  input: I;
  output: O;
  roles: readonly Role[];
}): CallSpec<I, O> => ({ ...spec, changes: false });

export const change = <I extends z.ZodType, O extends z.ZodType>(spec: {
  input: I;
  output: O;
  roles: readonly Role[];
}): CallSpec<I, O> => ({ ...spec, changes: true });

export const push = <D extends z.ZodType>(
  policy: 'latest' | 'all',
  data: D,
  whose?: (data: z.output<D>) => string,
): PushSpec<D> => ({ policy, data, ...(whose === undefined ? {} : { whose }) });

export const EVERYONE: readonly Role[] = ['nobody', 'clerk', 'manager', 'installer'];
/** Who answers for the site, or brings it into service. */
export const SITE: readonly Role[] = ['manager', 'installer'];
/** Who brings a site into service. */
export const INSTALLER: readonly Role[] = ['installer'];
