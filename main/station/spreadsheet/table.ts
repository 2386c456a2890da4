/** What is read of a table, and how much of one is taken. */

/** What a table may be: also what one transaction of the store can take without holding up a weight. */
export const MOST_ROWS = 2000;
export const MOST_COLUMNS = 60;

/** null: empty. spoilt: a number of more digits than a spreadsheet keeps; what stands there is not what was typed. */
export type Cell = string | null | { readonly spoilt: string };

export type TableRead =
  | { readonly kind: 'rows'; readonly rows: readonly (readonly Cell[])[] }
  | { readonly kind: 'refused'; readonly code: 'table.not-a-table' | 'table.too-large' | 'table.empty' }
  | { readonly kind: 'refused'; readonly code: 'table.unreadable'; readonly detail: string };
