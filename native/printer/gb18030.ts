/** Chinese as the printers' own fonts are numbered (GB 18030): the only door to `iconv-lite`. */

/**
 * A character of its own in one, two or four bytes; half a pair becomes `?`. The tables (200 kB) come with the first paper:
 * no weight waits for them.
 */
export async function encoder(): Promise<(text: string) => Buffer> {
  const { default: iconv } = await import('iconv-lite');
  return (text) => iconv.encode(text.toWellFormed(), 'gb18030');
}
