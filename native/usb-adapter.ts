/** A USB adapter by its own number: it stays when the system gives the adapter another path (ttyUSB0 → ttyUSB1). Pure. */
import type { SerialPortFacts } from './serial-link.ts';

export interface UsbAdapter {
  readonly serialNumber: string;
  /** `vendor:product`, four hex digits each: tells two makers' adapters of one number apart. */
  readonly id?: string | undefined;
}

/**
 * Where this adapter is now: none, one, or several (some makers give every adapter the same number, and an adapter with
 * several ports has one number for all of them).
 */
export function pathsOfAdapter({ id, serialNumber }: UsbAdapter, ports: readonly SerialPortFacts[]): readonly string[] {
  return ports
    .filter((port) => port.serialNumber === serialNumber && (id === undefined || port.usbId === id))
    .map(({ path }) => path);
}

/** By what the port at this path is found again; null where only its path tells it from the others. */
export function adapterAt(path: string, ports: readonly SerialPortFacts[]): UsbAdapter | null {
  const facts = ports.find((port) => port.path === path);
  if (facts === undefined || facts.serialNumber === null) return null;
  const { serialNumber, usbId } = facts;
  const adapter = { serialNumber, ...(usbId === null ? {} : { id: usbId }) };
  return pathsOfAdapter(adapter, ports).length === 1 ? adapter : null;
}
