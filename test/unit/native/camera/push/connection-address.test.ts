import { expect, test } from 'vitest';
import { connectionAddress } from '../../../../../native/camera/push/connection-address.ts';

test('the IPv4 address of the named connection; nothing of another, of one without, or of what every object has', () => {
  const interfaces = {
    eth0: [
      { family: 'IPv6', address: 'fe80::1' },
      { family: 'IPv4', address: '192.168.1.10' },
    ],
    以太网: [{ family: 'IPv4', address: '10.0.0.2' }],
    wlan0: [{ family: 'IPv6', address: 'fe80::2' }],
  } as never;
  expect(connectionAddress('eth0', interfaces)).toBe('192.168.1.10');
  expect(connectionAddress('以太网', interfaces)).toBe('10.0.0.2');
  for (const name of ['wlan0', 'eth1', 'toString', '__proto__']) expect(connectionAddress(name, interfaces)).toBeNull();
});
