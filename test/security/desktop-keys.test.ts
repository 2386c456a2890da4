/** Which key stores count, and that both of Electron's interfaces to them are used right. */
import { describe, expect, it, vi } from 'vitest';
import type { Log } from '../../main/log.ts';
import { DesktopKeys } from '../../main/shell/desktop-calls.ts';

const log: Log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn(), child: () => log };
const flip = (text: string): string => [...text].reverse().join('');
const older = {
  isEncryptionAvailable: () => true,
  encryptString: (text: string) => Buffer.from(flip(text)),
  decryptString: (sealed: Buffer) => flip(sealed.toString()),
};
const newer = {
  ...older,
  isAsyncEncryptionAvailable: async () => true,
  encryptStringAsync: async (text: string) => Buffer.from(`new ${text}`),
  decryptStringAsync: async (sealed: Buffer) => ({ result: sealed.toString().slice(4), shouldReEncrypt: false }),
};
const plain = Buffer.from('a private key').toString('base64');

describe('a key', () => {
  it.each([
    ['the older interface', older],
    ['the newer interface', newer],
  ])('comes back from %s as it went', async (_what, store) => {
    const keys = new DesktopKeys(store, 'win32', log);
    const sealed = await keys.seal(plain);
    expect(sealed).not.toBeNull();
    expect(Buffer.from(sealed ?? '', 'base64').toString()).not.toBe(plain);
    expect(await keys.unseal(sealed ?? '')).toBe(plain);
  });

  it.each([
    ['linux', 'basic_text', false],
    ['linux', 'unknown', false],
    ['linux', 'gnome_libsecret', true],
    ['linux', 'kwallet6', true],
    ['win32', 'basic_text', true],
  ] as const)('on %s with %s: sealed %s', async (platform, backend, sealed) => {
    const keys = new DesktopKeys({ ...newer, getSelectedStorageBackend: () => backend }, platform, log);
    expect(await keys.canSeal()).toBe(sealed);
    expect((await keys.seal(plain)) !== null).toBe(sealed);
  });

  it('is not sealed on a Linux that cannot name its key store', async () => {
    expect(await new DesktopKeys(older, 'linux', log).seal(plain)).toBeNull();
  });

  it('that the store refuses is null and a line in the log, without the key', async () => {
    const refusing = {
      ...older,
      decryptString: () => {
        throw new Error('wrong user');
      },
    };
    const keys = new DesktopKeys(refusing, 'win32', log);
    expect(await keys.unseal(plain)).toBeNull();
    expect(log.warn).toHaveBeenCalledTimes(1);
    expect(JSON.stringify(vi.mocked(log.warn).mock.calls)).not.toContain(plain);
  });
});
