/** A USB adapter by its number, wherever it is plugged in; and when only a path tells ports apart. */
import { describe, expect, it } from 'vitest';
import type { SerialPortFacts } from '../../../native/serial-link.ts';
import { adapterAt, pathsOfAdapter } from '../../../native/usb-adapter.ts';

const port = (path: string, serialNumber: string | null, usbId: string | null = '0403:6001'): SerialPortFacts => ({
  path,
  maker: null,
  serialNumber,
  usbId,
});
const PORTS = [
  port('/dev/ttyS0', null, null),
  port('/dev/ttyUSB0', 'A1'),
  port('/dev/ttyUSB1', '0001', '10c4:ea60'),
  port('/dev/ttyUSB2', '0001', '10c4:ea60'),
  port('/dev/ttyUSB3', '0001', '1a86:7523'),
  port('/dev/ttyUSB4', 'B2', null),
];

describe('pathsOfAdapter', () => {
  it.each([
    [{ serialNumber: 'A1' }, ['/dev/ttyUSB0']],
    [{ serialNumber: 'A1', id: '0403:6001' }, ['/dev/ttyUSB0']],
    [{ serialNumber: 'A1', id: '0403:6015' }, []],
    [{ serialNumber: 'a1' }, []],
    [{ serialNumber: '0001' }, ['/dev/ttyUSB1', '/dev/ttyUSB2', '/dev/ttyUSB3']],
    [{ serialNumber: '0001', id: '1a86:7523' }, ['/dev/ttyUSB3']],
    [{ serialNumber: 'null' }, []],
  ])('%j', (adapter, paths) => {
    expect(pathsOfAdapter(adapter, PORTS)).toEqual(paths);
  });
});

describe('adapterAt', () => {
  it.each([
    ['/dev/ttyUSB0', { serialNumber: 'A1', id: '0403:6001' }],
    ['/dev/ttyUSB3', { serialNumber: '0001', id: '1a86:7523' }],
    ['/dev/ttyUSB4', { serialNumber: 'B2' }],
    // Two alike, a port of the computer's own, and one that is not listed.
    ['/dev/ttyUSB1', null],
    ['/dev/ttyS0', null],
    ['/dev/ttyUSB9', null],
  ])('%s', (path, adapter) => {
    expect(adapterAt(path, PORTS)).toEqual(adapter);
  });
});
