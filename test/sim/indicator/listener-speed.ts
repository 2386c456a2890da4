/**
 * The speed that whoever listens has set on their end of a pair. A terminal has one set of settings however many have
 * it open, so the simulator opens the listener's end as well, reads nothing from it, and asks for its speed.
 * Only the speed can be asked for: the kernel strikes parity and word length from a pseudo-terminal's settings.
 */
import { closeSync, constants, openSync } from 'node:fs';
import { LinuxPortBinding } from '@serialport/bindings-cpp';

export class ListenerSpeed {
  readonly #port: LinuxPortBinding;

  /** Opens the listener's end and leaves its settings alone. @throws where there is no such device, or not Linux */
  constructor(path: string) {
    const fd = openSync(path, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
    try {
      // The settings it asks for are those it would open with; it is open already.
      this.#port = new LinuxPortBinding(fd, { path, baudRate: 9600 } as LinuxPortBinding['openOptions']);
    } catch (error) {
      closeSync(fd);
      throw error;
    }
  }

  /** Bits a second; rejects when the pair is gone. */
  async baudRate(): Promise<number> {
    return (await this.#port.getBaudRate()).baudRate;
  }

  close(): Promise<void> {
    return this.#port.close();
  }
}
