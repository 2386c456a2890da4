/** Text as older cameras write it: GB2312, two bytes a Chinese character. */

const codes = new Map<string, Buffer>();
const decoder = new TextDecoder('gb18030');
for (let high = 0xa1; high <= 0xf7; high += 1)
  for (let low = 0xa1; low <= 0xfe; low += 1) {
    const bytes = Buffer.from([high, low]);
    codes.set(decoder.decode(bytes), bytes);
  }

export const gbBytes = (text: string): Buffer =>
  Buffer.concat([...text].map((letter) => codes.get(letter) ?? Buffer.from(letter, 'ascii')));
