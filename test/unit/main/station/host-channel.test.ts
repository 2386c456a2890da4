import { EventEmitter } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { openHostChannel, type HostMessage } from '../../../../main/station/host-channel.ts';

const here = process as unknown as { parentPort?: unknown };
afterEach(() => {
  delete here.parentPort;
});

it('a message that cannot be read is told and dropped; it ends no station, and the next one is heard', () => {
  const host = new EventEmitter();
  here.parentPort = Object.assign(host, { postMessage: () => undefined });
  const unread: string[] = [];
  const heard: HostMessage[] = [];
  openHostChannel((why) => unread.push(why)).onMessage((message) => heard.push(message));
  const ended = { type: 'print-ended', id: '01234567-89ab-4def-8123-456789abcdef', end: 'given-up' } as const;
  for (const data of [{ ...ended, detail: 'x'.repeat(201) }, 'no message', { ...ended, detail: 'jammed' }])
    host.emit('message', { data, ports: [] });
  expect(unread).toEqual([expect.stringContaining('detail'), expect.any(String)]);
  expect(heard).toEqual([{ ...ended, detail: 'jammed' }]);
});
