/** What part of a file a player asks for (RFC 9110 §14.1.2). Pure. */

export interface ByteRange {
  /** Both included. */
  readonly from: number;
  readonly to: number;
}

/**
 * @param header of the request; null where there is none
 * @param size of the file, above 0
 * @returns null for the whole file: no header, several ranges, or one that is none (a server may ignore it)
 */
export function byteRange(header: string | null, size: number): ByteRange | 'unsatisfiable' | null {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return null;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'unsatisfiable' : { from: size - length, to: size - 1 };
  }
  const from = Number(first);
  const to = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < from) return null;
  return from >= size ? 'unsatisfiable' : { from, to };
}
