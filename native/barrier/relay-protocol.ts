/** What a relay board is asked and how its answer is told: data and pure functions; the wire and the time are the driver's. */

/** What came back. Codes of an exception are the board's own, as two hex digits. */
export type RelayAnswer =
  | { readonly kind: 'done' }
  | { readonly kind: 'state'; readonly on: boolean }
  | { readonly kind: 'refused'; readonly code: string }
  | { readonly kind: 'garbled' };

export interface RelayQuestion {
  readonly bytes: Uint8Array;
  /** null: the board says nothing to this one, and it is done when the bytes have left. */
  readonly answer: ((heard: Uint8Array) => RelayAnswer | null) | null;
}

/** A board of numbered outputs, 1 the first. */
export interface RelayProtocol {
  readonly id: string;
  readonly outputs: number;
  write(output: number, on: boolean): RelayQuestion;
  /** null: it cannot be asked, and nobody knows what its outputs do. */
  readonly read: ((output: number) => RelayQuestion) | null;
}
