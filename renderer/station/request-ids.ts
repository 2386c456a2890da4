/** Which request id a deed travels under: a new one each time, the same one again while nobody knows whether it was done. */

/** Deeds without an answer that are remembered; the oldest is forgotten first. */
const MAX_OPEN = 64;

export class RequestIds {
  readonly #newId: () => string;
  readonly #open = new Map<string, string>();

  constructor(newId: () => string) {
    this.#newId = newId;
  }

  idFor(call: string, input: unknown): string {
    const deed = nameOf(call, input);
    const known = this.#open.get(deed);
    if (known !== undefined) return known;
    const oldest = this.#open.keys().next();
    if (this.#open.size >= MAX_OPEN && oldest.done !== true) this.#open.delete(oldest.value);
    const id = this.#newId();
    this.#open.set(deed, id);
    return id;
  }

  /** The station answered: the next such deed is another one. */
  settled(call: string, input: unknown): void {
    this.#open.delete(nameOf(call, input));
  }
}

const nameOf = (call: string, input: unknown): string => `${call} ${JSON.stringify(input)}`;
