/** What systems and the library say of a port that does not open, as codes. */
import { describe, expect, it } from 'vitest';
import { portFault, portFaultDetail } from '../../../native/port-fault.ts';

describe('portFault', () => {
  it.each([
    ['Error Resource temporarily unavailable Cannot lock port', 'port.busy'],
    ['Device or resource busy, cannot open /dev/ttyUSB0', 'port.busy'],
    ['Opening COM3: Access denied', 'port.busy'],
    ['Permission denied, cannot open /dev/ttyS0', 'port.denied'],
    ['EACCES', 'port.denied'],
    ['No such file or directory, cannot open /dev/ttyUSB1', 'port.gone'],
    ['Opening COM7: File not found', 'port.gone'],
    ['Inappropriate ioctl for device', 'port.gone'],
    ['EIO', 'port.gone'],
    ['bad file descriptor', 'port.gone'],
    ['adapter absent: A50285BI', 'port.adapter-absent'],
    ['adapter twice: 0001', 'port.adapter-twice'],
    ['the list of serial ports did not come', 'port.failed'],
    ['ECONNREFUSED', 'port.gone'],
    ['ETIMEDOUT', 'port.gone'],
    ['closed by the other side', 'port.gone'],
    ['Opening COM3: Unknown error code 121', 'port.failed'],
    ['close timed out', 'port.failed'],
  ])('%s', (reason, code) => {
    expect(portFault(reason)).toBe(code);
  });

  it('says what the system said behind the code, and of an adapter its number alone', () => {
    expect(portFaultDetail('EACCES')).toBe('port.denied: EACCES');
    expect(portFaultDetail('adapter absent: A50285BI')).toBe('port.adapter-absent: A50285BI');
  });
});
