/** The IPv4 address of one of this computer's network connections, by its name; null: it is not there now, or has none. */
import type { NetworkInterfaceInfo } from 'node:os';

export type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

export const connectionAddress = (name: string, interfaces: Interfaces): string | null =>
  (Object.hasOwn(interfaces, name) ? interfaces[name] : undefined)?.find(({ family }) => family === 'IPv4')?.address ??
  null;
