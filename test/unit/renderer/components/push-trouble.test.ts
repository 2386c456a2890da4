import { expect, test } from 'vitest';
import { pushTrouble } from '../../../../renderer/components/push-trouble.ts';

test.each([
  ['push.no-connection: eth-gone', { code: 'push.no-connection', detail: 'eth-gone' }],
  ['push.port-busy: 0.0.0.0:7070', { code: 'push.port-busy', detail: '0.0.0.0:7070' }],
  ['push.failed', { code: 'push.failed', detail: '' }],
  ['listening on eth0', null],
  ['push.unheard-of: x', null],
  ['', null],
  [null, null],
])('%s', (detail, trouble) => {
  expect(pushTrouble(detail)).toEqual(trouble);
});
