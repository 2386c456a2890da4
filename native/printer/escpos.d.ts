/** escpos 2.5.2 ships no types. Only what escpos-printer.ts uses is declared, read from the library's printer.js. */
declare module 'escpos/printer.js' {
  interface Adapter {
    write(bytes: Buffer, done?: () => void): void;
  }
  class Printer {
    constructor(adapter: Adapter);
    hardware(command: 'init'): this;
    align(side: 'lt' | 'ct'): this;
    /** Bytes as they are. */
    print(bytes: Buffer): this;
    /** GB18030, without a line feed. */
    pureText(text: string): this;
    feed(lines: number): this;
    /** Feeds `feed` lines, then cuts (partly or fully). */
    cut(part: boolean, feed: number): this;
    /** Hands the collected bytes to the adapter, synchronously. */
    flush(done?: () => void): this;
  }
  export default Printer;
}
