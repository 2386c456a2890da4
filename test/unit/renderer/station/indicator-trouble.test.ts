/** What an indicator's condition becomes on screen: an error with words of its own, and whether listening would help. */
import { describe, expect, it } from 'vitest';
import { troubleOf } from '../../../../renderer/station/indicator-trouble.ts';

describe('troubleOf', () => {
  it.each([
    ['no-signal', 'scale.signal-lost', {}, false],
    ['no-frames', 'scale.not-understood', { form: '' }, true],
    ['rubbish', 'scale.rubbish', { form: '' }, true],
    ['parity: 7E1', 'scale.parity', { form: '7E1' }, true],
    ['checksum', 'scale.checksum', { form: '' }, true],
    ['not-whole-kg', 'scale.not-whole-kg', {}, false],
    ['port.busy: Cannot lock port', 'port.busy', { reason: 'Cannot lock port' }, false],
    ['port.denied: Error: Permission denied', 'port.denied', { reason: 'Error: Permission denied' }, false],
    ['port.gone: ENOENT', 'port.gone', { reason: 'ENOENT' }, false],
    ['port.failed: Unknown error 121', 'port.failed', { reason: 'Unknown error 121' }, false],
    ['port.adapter-absent: A50285BI', 'port.adapter-absent', { adapter: 'A50285BI' }, false],
    ['port.adapter-twice: 0001', 'port.adapter-twice', { adapter: '0001' }, false],
  ])('%s', (detail, code, params, listen) => {
    expect(troubleOf(detail)).toEqual({ code, params, listen });
  });

  it.each([null, undefined, '', 'stopped', 'connecting', 'unit-mismatch: lb', 'port.unheard-of: x', 'clock +37 s'])(
    '%s is none',
    (detail) => {
      expect(troubleOf(detail)).toBeNull();
    },
  );
});
