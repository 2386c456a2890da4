/** The list of cameras while it is changed: nothing gets lost, nothing is in it twice, and only one looks at either end. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CameraSetting } from '../../../../../preload/contract/camera-settings.ts';
import type { FoundCamera } from '../../../../../preload/contract/cameras.ts';
import {
  addressOf,
  atNextScale,
  changed,
  differs,
  draftOf,
  placed,
  removed,
  ROLES,
  whomOf,
  wishes,
  withFound,
  withTyped,
} from '../../../../../renderer/screens/cameras/draft.ts';

const camera = (
  id: string,
  role: CameraSetting['role'],
  host: string,
  scaleId: string | null = null,
): CameraSetting => ({
  id,
  role,
  scaleId: scaleId,
  address: `http://${host}/onvif/device_service`,
  username: 'admin',
  hasPassword: true,
  certificate: null,
  display: null,
});
const SAVED = [camera('cam-rear', 'rear', '192.0.2.2'), camera('cam-front', 'front', '192.0.2.1')];
const found = (host: string, cameraId: string | null = null): FoundCamera => ({
  urn: '',
  name: 'IPC',
  hardware: 'X1',
  addresses: [`http://${host}/onvif/device_service`],
  cameraId,
});
const places = (draft: ReturnType<typeof draftOf>) => draft.map(({ key, role, scaleId }) => [key, role, scaleId]);

describe('whom F5 asks', () => {
  const [front] = draftOf(SAVED);
  const one = (change: Parameters<typeof changed>[2]) => {
    const [first] = changed(draftOf(SAVED), 'cam-front', change);
    if (first === undefined) throw new Error('there is none');
    return whomOf(first);
  };

  test('one of the configuration by its name, as it stands in the list, with the password that it has', () => {
    if (front === undefined) throw new Error('there is none');
    expect(whomOf(front)).toEqual({ cameraId: 'cam-front', role: 'front', username: 'admin', certificate: null });
  });

  test('another user is asked for before it is saved, and another certificate', () => {
    expect(one({ username: 'operator' })).toMatchObject({ cameraId: 'cam-front', username: 'operator' });
    expect(one({ username: '' })).toMatchObject({ cameraId: 'cam-front', username: null });
    expect(one({ certificate: 'ab'.repeat(32) })).toMatchObject({ certificate: 'ab'.repeat(32) });
  });

  test('one whose password is changed, and one that is new, by its address', () => {
    expect(one({ password: 'new' })).toEqual({
      address: 'http://192.0.2.1/onvif/device_service',
      username: 'admin',
      password: 'new',
      certificate: null,
      role: 'front',
    });
    const typed = withTyped([], '192.0.2.9')?.[0];
    if (typed === undefined) throw new Error('there is none');
    // Of one without a place nothing is demanded of its picture.
    expect(whomOf(typed)).toMatchObject({ username: null, password: '', role: 'office' });
  });
});

describe('a draft', () => {
  test('of what is saved differs in nothing, and stands by places', () => {
    const draft = draftOf(SAVED);
    expect(draft.map(({ id }) => id)).toEqual(['cam-front', 'cam-rear']);
    expect(differs(draft, SAVED)).toBe(false);
    expect(wishes(draft)[0]).toEqual({
      id: 'cam-front',
      role: 'front',
      scaleId: null,
      address: 'http://192.0.2.1/onvif/device_service',
      username: 'admin',
      certificate: null,
      display: null,
    });
  });

  test('front and rear change places by one key', () => {
    const draft = placed(draftOf(SAVED), 'cam-front', 'rear', ['scale-1']);
    expect(places(draft)).toEqual([
      ['cam-rear', 'front', null],
      ['cam-front', 'rear', null],
    ]);
    expect(differs(draft, SAVED)).toBe(true);
    expect(differs(placed(draft, 'cam-front', 'front', ['scale-1']), SAVED)).toBe(false);
  });

  test('a found one takes the place of the front: the other waits without one, and is not wished any more', () => {
    const draft = withFound(draftOf(SAVED), [found('192.0.2.9')]);
    const after = placed(draft, 'http://192.0.2.9/onvif/device_service', 'front', ['scale-1']);
    expect(after.map(({ id, role }) => [id, role])).toEqual([
      [null, 'front'],
      ['cam-rear', 'rear'],
      ['cam-front', null],
    ]);
    expect(wishes(after).map(({ id }) => id)).toEqual([undefined, 'cam-rear']);
  });

  test('a password, a certificate and a removal count as changes', () => {
    const draft = draftOf(SAVED);
    expect(differs(changed(draft, 'cam-rear', { password: '' }), SAVED)).toBe(true);
    expect(differs(changed(draft, 'cam-rear', { certificate: 'ab' }), SAVED)).toBe(true);
    expect(differs(removed(draft, 'cam-rear'), SAVED)).toBe(true);
    expect(differs(withFound(draft, [found('192.0.2.9')]), SAVED)).toBe(false);
  });

  test('what is found is not in it twice: neither configured nor searched before nor under another address', () => {
    const draft = withFound(draftOf(SAVED), [found('192.0.2.9'), found('192.0.2.1'), found('192.0.2.77', 'cam-front')]);
    expect(draft.map(({ key }) => key)).toEqual(['cam-front', 'cam-rear', 'http://192.0.2.9/onvif/device_service']);
    expect(withFound(draft, [found('192.0.2.8')]).map(({ address }) => address)).not.toContain(
      'http://192.0.2.9/onvif/device_service',
    );
  });

  test('a search takes away nothing that was typed, nor what was taken out and is not saved', () => {
    const typed = withTyped(removed(draftOf(SAVED), 'cam-rear'), '192.0.2.50') ?? [];
    const after = withFound(typed, [found('192.0.2.9'), found('192.0.2.50')]);
    expect(after.map(({ key }) => key)).toEqual([
      'cam-front',
      'cam-rear',
      'http://192.0.2.50/onvif/device_service',
      'http://192.0.2.9/onvif/device_service',
    ]);
  });

  test('two scales: each has its own front; the next scale in a row', () => {
    const scales = ['scale-1', 'scale-2'];
    const saved = [camera('a', 'front', '192.0.2.1', 'scale-1'), camera('b', 'front', '192.0.2.2', 'scale-2')];
    const moved = atNextScale(draftOf(saved), 'a', scales);
    expect(places(moved)).toEqual([
      ['a', 'front', 'scale-2'],
      ['b', 'front', 'scale-1'],
    ]);
    expect(places(placed(draftOf(saved), 'b', 'rear', scales))).toEqual([
      ['a', 'front', 'scale-1'],
      ['b', 'rear', 'scale-2'],
    ]);
    // A new one looks at the first.
    const fresh = placed(
      withFound(draftOf(saved), [found('192.0.2.3')]),
      'http://192.0.2.3/onvif/device_service',
      'rear',
      scales,
    );
    expect(fresh.at(-1)).toMatchObject({ role: 'rear', scaleId: 'scale-1' });
  });
});

test.each([
  ['192.168.1.31', 'http://192.168.1.31/onvif/device_service'],
  [' 192.168.1.31:8080 ', 'http://192.168.1.31:8080/onvif/device_service'],
  ['https://cam.local/onvif', 'https://cam.local/onvif'],
  ['', null],
  ['not an address', null],
  ['http://', null],
  ['http://admin:geheim@192.168.1.31/', null],
  ['admin@192.168.1.31', null],
])('the address %j', (typed, address) => expect(addressOf(typed)).toBe(address));

test('an address that is in the list is not added again', () => {
  expect(withTyped(draftOf(SAVED), '192.0.2.1')).toBeNull();
  expect(withTyped(draftOf(SAVED), '192.0.2.1:8080')?.at(-1)).toMatchObject({ id: null, role: null });
});

test('whatever is placed, moved and taken out: no camera is lost, and no scale has two of one end', () => {
  const deed = fc.record({
    key: fc.constantFrom('cam-front', 'cam-rear', 'http://192.0.2.9/onvif/device_service'),
    role: fc.constantFrom(...ROLES),
    what: fc.constantFrom('place', 'place', 'place', 'remove', 'scale'),
  });
  const scales = fc.constantFrom(['scale-1'], ['scale-1', 'scale-2']);
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 20 }), scales, (deeds, ids) => {
      let draft = withFound(
        draftOf(SAVED.map((one) => ({ ...one, scaleId: ids.length > 1 ? (ids[0] as never) : null }))),
        [found('192.0.2.9')],
      );
      for (const { key, role, what } of deeds) {
        if (what === 'place') draft = placed(draft, key, role, ids);
        else if (what === 'remove') draft = removed(draft, key);
        else draft = atNextScale(draft, key, ids);
        expect(draft.map((one) => one.key).toSorted()).toEqual([
          'cam-front',
          'cam-rear',
          'http://192.0.2.9/onvif/device_service',
        ]);
        const ends = draft
          .filter((one) => one.role === 'front' || one.role === 'rear')
          .map((one) => `${one.role} ${one.scaleId ?? ''}`);
        expect(new Set(ends).size).toBe(ends.length);
      }
    }),
  );
});
