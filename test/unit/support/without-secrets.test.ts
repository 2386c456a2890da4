/** Every secret of the configuration is replaced, wherever it stands; all else stays. */
import { describe, expect, it } from 'vitest';
import { withoutSecrets } from '../../../main/station/support/without-secrets.ts';

describe('withoutSecrets', () => {
  it('replaces passwords, codes and names of secrets', () => {
    const value = {
      cameras: [
        { id: 'a', username: 'admin', password: 'S1' },
        { id: 'b', password: { secret: 'cam-b' } },
      ],
      platform: { url: 'https://platform.example/', enrolmentCode: 'S2', caFile: null },
      other: { accessToken: 'S3', privateKey: 'S4', key: 'S5', clientSecret: { a: 'S6' } },
    };
    expect(withoutSecrets(value)).toEqual({
      cameras: [
        { id: 'a', username: 'admin', password: '[hidden]' },
        { id: 'b', password: '[hidden]' },
      ],
      platform: { url: 'https://platform.example/', enrolmentCode: '[hidden]', caFile: null },
      other: { accessToken: '[hidden]', privateKey: '[hidden]', key: '[hidden]', clientSecret: '[hidden]' },
    });
  });

  it('says that there is none, and leaves numbers, lists and texts as they are', () => {
    const value = { password: null, scales: [{ id: 's', usb: { serialNumber: 'A1' }, keyboard: 1 }], n: 0, yes: false };
    expect(withoutSecrets(value)).toEqual(value);
    expect(withoutSecrets(null)).toBeNull();
  });
});
