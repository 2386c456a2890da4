/** A vehicle as the site's cameras see it. */
export interface Truck {
  readonly plateFront: string;
  /** null: it has no trailer. */
  readonly plateRear: string | null;
}
