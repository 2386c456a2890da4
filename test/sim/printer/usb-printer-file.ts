/**
 * The device file of a USB printer as Linux gives it (drivers/usb/class/usblp.c), opened so that it is never waited in: one
 * transfer at a time is under way, every write meanwhile is refused with EAGAIN, one of no size too, and closing throws it away.
 */
import type { DeviceFile } from '../../../native/printer/one-way-line.ts';

export class UsbPrinterFile {
  /** USBLP_BUF_SIZE */
  static readonly TRANSFER_BYTES = 8192;
  /** What reached the printer. */
  readonly got: Buffer[] = [];
  /** Writes refused since the last transfer began. */
  asked = 0;
  isOpen = false;
  #underWay: Buffer | null = null;
  #isTaking = false;

  /** The printer takes what is under way, and from now on everything at once. */
  takes(): void {
    this.#isTaking = true;
    this.#arrive();
  }

  opened(): Promise<DeviceFile> {
    this.isOpen = true;
    return Promise.resolve({
      write: (bytes, offset, length) => this.#write(bytes.subarray(offset, offset + length)),
      close: () => {
        this.isOpen = false;
        this.#underWay = null;
        return Promise.resolve();
      },
    });
  }

  #write(bytes: Buffer): Promise<{ bytesWritten: number }> {
    if (this.#underWay !== null) {
      this.asked += 1;
      return Promise.reject(Object.assign(new Error('EAGAIN'), { code: 'EAGAIN' }));
    }
    if (bytes.length === 0) return Promise.resolve({ bytesWritten: 0 });
    this.asked = 0;
    this.#underWay = Buffer.from(bytes.subarray(0, UsbPrinterFile.TRANSFER_BYTES));
    const bytesWritten = this.#underWay.length;
    if (this.#isTaking) this.#arrive();
    return Promise.resolve({ bytesWritten });
  }

  #arrive(): void {
    if (this.#underWay !== null) this.got.push(this.#underWay);
    this.#underWay = null;
  }
}
