/** Which row the cursor stands on when the list has changed under it. Pure. */

export interface Chosen {
  readonly index: number;
  /** undefined: it was not there yet. */
  readonly id: string | undefined;
}

/** So far from where it was the chosen row is looked for: more do not come above it between two looks. */
const NEAR = 50;

/**
 * @param at the row at a place now; undefined: on its way
 * @returns where the chosen row is now; where it was, when it is not near there
 */
export function keptRow({ id, index }: Chosen, at: (index: number) => { readonly id: string } | undefined): number {
  const there = at(index);
  if (id === undefined || there === undefined || there.id === id) return index;
  for (let far = 1; far <= NEAR; far += 1) {
    // New ones stand above: it is pushed down.
    if (at(index + far)?.id === id) return index + far;
    if (index >= far && at(index - far)?.id === id) return index - far;
  }
  return index;
}
