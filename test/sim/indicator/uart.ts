/**
 * Characters as levels on a wire, and how a receiver set to another speed or form samples them: at the right speed the
 * bytes that were sent, at a wrong one what a real UART would make of them. A pseudo-terminal passes bytes on whatever
 * speed its two ends are set to, so the simulator does the sampling itself.
 *
 * Sampling as in a 16550: a falling edge starts a character, each bit is looked at in its middle, a start bit that is
 * gone by then was none. What becomes of a character without a stop bit: see {@link Receiver}.
 */

export interface LineForm {
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd' | 'mark' | 'space';
  readonly stopBits: 1 | 2;
}

/** Bits a character takes on the line, start and stop included. */
export function bitsPerCharacter({ dataBits, parity, stopBits }: LineForm): number {
  return 1 + dataBits + (parity === 'none' ? 0 : 1) + stopBits;
}

/** The levels of these characters, one a bit: start 0, data low bit first, parity, stop 1. */
export function levels(bytes: Uint8Array, { dataBits, parity, stopBits }: LineForm): boolean[] {
  const line: boolean[] = [];
  for (const byte of bytes) {
    line.push(false);
    let ones = 0;
    for (let bit = 0; bit < dataBits; bit += 1) {
      const high = ((byte >> bit) & 1) === 1;
      if (high) ones += 1;
      line.push(high);
    }
    if (parity === 'even') line.push(ones % 2 === 1);
    else if (parity === 'odd') line.push(ones % 2 === 0);
    else if (parity !== 'none') line.push(parity === 'mark');
    for (let stop = 0; stop < stopBits; stop += 1) line.push(true);
  }
  return line;
}

/** More idle line than this changes nothing: every receiver has come to rest. In seconds, 20 characters at 600 baud. */
const MOST_IDLE_S = 0.4;
const DATA_BITS = 8;

/**
 * A receiver set to eight data bits, no parity, one stop bit.
 *
 * A character without its stop bit is handed over all the same (Linux drops or marks it only with INPCK, which
 * node-serialport leaves off), and its low stop bit is taken for the next start bit (16550). A line that is low from
 * start to stop is a break: one NUL, and nothing until it is high again.
 */
export class Receiver {
  /** Levels not sampled yet, one a bit of `#bitS`. */
  #line: boolean[] = [];
  #bitS = 1;
  /** Where in `#line` the receiver stands, in seconds from its beginning. */
  #atS = 0;

  /** The bytes received at `baudRate` of what now comes over the line: these levels, then `idleS` seconds of rest. */
  receive(line: readonly boolean[], sentAtBaud: number, idleS: number, baudRate: number): Uint8Array {
    // Levels left over from another speed cannot be measured in the new one's bits; the line was changed over anyway.
    if (this.#bitS !== 1 / sentAtBaud) this.#line = [];
    if (this.#line.length === 0) this.#atS = 0;
    this.#bitS = 1 / sentAtBaud;
    const idle = Math.round(Math.min(idleS, MOST_IDLE_S) * sentAtBaud);
    this.#line = [...this.#line, ...line, ...Array.from({ length: idle }, () => true)];
    const received: number[] = [];
    const periodS = 1 / baudRate;
    for (;;) {
      const startS = this.#fallingEdge();
      // The middle of the stop bit has to be on the line already.
      if (startS === null || startS + (DATA_BITS + 2) * periodS > this.#line.length * this.#bitS) break;
      const at = (bit: number): boolean => this.#level(startS + (bit + 0.5) * periodS);
      if (at(0)) {
        this.#atS = startS + 0.5 * periodS;
        continue;
      }
      let byte = 0;
      for (let bit = 0; bit < DATA_BITS; bit += 1) if (at(bit + 1)) byte |= 1 << bit;
      const stopS = startS + (DATA_BITS + 1) * periodS;
      received.push(byte);
      if (at(DATA_BITS + 1)) this.#atS = stopS + 0.5 * periodS;
      else this.#atS = byte === 0 ? this.#untilHigh(stopS) : stopS;
    }
    this.#forget();
    return Uint8Array.from(received);
  }

  #level(atS: number): boolean {
    return this.#line[Math.floor(atS / this.#bitS + 1e-9)] ?? true;
  }

  /** From where the receiver stands, where the line goes low next (or is low); null when it does not. */
  #fallingEdge(): number | null {
    const from = Math.floor(this.#atS / this.#bitS + 1e-9);
    if (this.#line[from] === false) return this.#atS;
    const low = this.#line.indexOf(false, from);
    return low === -1 ? null : low * this.#bitS;
  }

  #untilHigh(fromS: number): number {
    const high = this.#line.indexOf(true, Math.floor(fromS / this.#bitS + 1e-9));
    return (high === -1 ? this.#line.length : high) * this.#bitS;
  }

  /** Drops what lies behind the receiver; at rest, all of it. */
  #forget(): void {
    const passed = this.#fallingEdge() === null ? this.#line.length : Math.floor(this.#atS / this.#bitS + 1e-9);
    this.#line = this.#line.slice(passed);
    this.#atS = Math.max(0, this.#atS - passed * this.#bitS);
  }
}
