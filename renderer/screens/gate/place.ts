/** Where the cursor stands in a list that grows at its top: on the newest, or on the one it was put on. Pure. */

/** @param on the id of the pass it was put on; null: the newest, whichever that is */
export function placeOf(items: readonly { readonly id: string }[], on: string | null): number {
  return Math.max(
    0,
    items.findIndex(({ id }) => id === on),
  );
}

/** The id it stands on after it was moved; null at the top. */
export const putOn = (items: readonly { readonly id: string }[], place: number): string | null =>
  place === 0 ? null : (items[place]?.id ?? null);
