/** What Enter does and which keys are named, in every situation. */
import { expect, test } from 'vitest';
import { draftOf, type DraftCamera } from '../../../../../renderer/screens/cameras/draft.ts';
import { keysOf, situationOf, type Opened } from '../../../../../renderer/screens/cameras/situation.ts';

const [saved] = draftOf([
  {
    id: 'cam-front',
    role: 'front',
    scaleId: null,
    address: 'http://192.0.2.1/',
    username: null,
    hasPassword: false,
    certificate: null,
    display: null,
  },
]);
const chosen = saved as DraftCamera;
const measuring: Opened = { kind: 'measure', what: 'plate', box: { x: 0, y: 0, width: 4, height: 4 } };
const encoders = (changed: boolean): Opened => ({ kind: 'encoder', wishes: [], at: 0, changed });
const marking: Opened = {
  kind: 'display',
  mark: {
    corners: [
      [1, 1],
      [9, 1],
      [9, 4],
      [1, 4],
    ],
    digits: 6,
    type: 'segments',
    unit: 'kg',
    decimals: 0,
    pictureSize: [1920, 1080],
  },
  corner: 0,
  light: null,
  stillSha256: '',
  found: null,
  trialId: null,
};
const typing: Opened = { kind: 'address', address: '', wrong: false };

test.each([
  ['nothing changed', {}, 'inspect', false],
  ['no camera at all', { chosen: undefined }, null, false],
  ['something changed', { unsaved: true }, 'save', true],
  ['being saved', { unsaved: true, busy: 'saving' }, 'save', false],
  ['saved', { justSaved: true }, 'done', false],
  ['measuring, with something changed', { opened: measuring, unsaved: true }, 'take', true],
  ['encoders, nothing chosen otherwise', { opened: encoders(false) }, 'take', false],
  ['encoders, something chosen otherwise', { opened: encoders(true) }, 'take', true],
  ['encoders being set', { opened: encoders(true), busy: 'setting' }, 'take', false],
  ['marking the display', { opened: marking, unsaved: true }, 'try', true],
  ['looking for it', { opened: marking, busy: 'finding' }, 'try', false],
  ['ten pictures being read', { opened: marking, busy: 'trying', trial: 'running' }, null, false],
  ['ten pictures read', { opened: marking, trial: 'done' }, 'take', true],
  ['stopped before the tenth', { opened: marking, trial: 'stopped' }, 'try', true],
  ['the camera failed', { opened: marking, trial: 'failed' }, 'try', true],
  ['typing an address', { opened: typing }, 'take', true],
] as const)('%s', (_, now, deed, waits) => {
  const situation = situationOf({ opened: null, busy: null, unsaved: false, justSaved: false, chosen, ...now });
  expect([situation.deed, situation.waits]).toEqual([deed, waits]);
});

const FREE = {
  opened: null,
  busy: false,
  chosen,
  certificate: null,
  https: false,
  hasStill: false,
  scales: 1,
  settable: false,
};
const keys = (now: Partial<typeof FREE> & { opened?: Opened; chosen?: DraftCamera | undefined }): string[] =>
  keysOf({ ...FREE, ...now }).map(([[first = '']]) => first);

test.each([
  ['one of the configuration', {}, ['↑', '1', 'F2', 'F4', 'A', 'F5', 'F7', 'D', 'Del']],
  ['none', { chosen: undefined }, ['F4', 'A']],
  ['one that was found', { chosen: { ...chosen, id: null, role: null } }, ['↑', '1', 'F2', 'F4', 'A', 'F5']],
  ['a still picture, https, two scales', { hasStill: true, https: true, certificate: 'ab' as never, scales: 2 }, ['↑', '1', 'F3', 'F2', 'F4', 'A', 'F5', 'F6', 'F7', 'M', 'D', 'Del']], // prettier-ignore
  ['encoders that can be set', { settable: true }, ['↑', '1', 'F2', 'F4', 'A', 'F5', 'F7', 'E', 'D', 'Del']],
  ['encoders open', { opened: encoders(true) }, ['↑', '←']],
  ['measuring', { opened: measuring }, ['M']],
  ['the display open', { opened: marking }, ['F', 'Tab', '↑', 'F5']],
  ['ten pictures read', { opened: marking, tried: true }, ['F', 'Tab', '↑', 'F5', 'R']],
  ['one at the gate', { chosen: { ...chosen, role: 'gate-in' } }, ['↑', '1', 'F2', 'F4', 'A', 'F5', 'F7', 'Del']],
  ['typing', { opened: typing }, []],
  ['busy', { busy: true }, []],
] as const)('the keys with %s', (_, now, named) => expect(keys(now as never)).toEqual(named));
