/** The bytes of a push: UTF-8, GB2312, neither. */
import { describe, expect, test } from 'vitest';
import { readPush } from '../../../../main/station/recognition/push/read-push.ts';
import { readyMapping } from '../../../../main/station/rules/plate-push/ready-mappings.ts';
import { gbBytes } from '../../../sim/smart-camera/gb-bytes.ts';
import { alarmInfoPlate } from '../../../sim/smart-camera/vendor-bodies.ts';

const ALARM = readyMapping('alarm-info-plate');
const json = (plate: string): string => JSON.stringify(alarmInfoPlate({ plate }));

describe('text of a push', () => {
  test.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-8 with its mark', (text: string) => Buffer.from(`\uFEFF${text}`)],
    ['GB2312', gbBytes],
  ])('%s', (_name, bytes) => {
    expect(readPush(bytes(json('晋K1111挂')), ALARM)).toMatchObject({ plate: { text: '晋K1111挂', kind: 'trailer' } });
    expect(readPush(bytes(json('_无_')), ALARM)).toEqual({ kind: 'no-plate' });
  });

  test.each([
    ['nothing', Buffer.alloc(0)],
    ['half of it', Buffer.from(json('晋C88666').slice(0, 200))],
    ['more behind it', Buffer.from(`${json('晋C88666')}}`)],
    ['XML', Buffer.from('<EventNotificationAlert/>')],
    ['neither UTF-8 nor GB', Buffer.from([0x22, 0xff, 0xff, 0x22])],
  ])('no JSON: %s', (_what, bytes) => {
    expect(readPush(bytes, ALARM)).toEqual({ kind: 'not-json' });
  });

  test('a hundred thousand brackets deep', () => {
    expect(readPush(Buffer.from('['.repeat(100_000) + ']'.repeat(100_000)), ALARM)).toEqual({ kind: 'unfit' });
  });
});
