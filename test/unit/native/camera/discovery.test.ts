/** What strangers on the network say about themselves, made fit for a list. */
import { expect, it } from 'vitest';
import { toFoundCameras } from '../../../../native/camera/discovery.ts';

const answer = (urn: string, ...addresses: string[]) => ({ urn, name: 'Cam%20A', hardware: 'X-1', addresses });

it('keeps usable addresses, decodes names, sorts by address', () => {
  expect(
    toFoundCameras([
      answer('urn:uuid:2', 'http://192.168.1.31/onvif/device_service', 'http://[fe80::1]/onvif/device_service'),
      answer('urn:uuid:1', 'http://192.168.1.4/onvif/device_service', 'javascript:alert(1)', 'nonsense'),
      answer('urn:uuid:3', 'file:///etc/passwd'),
    ]),
  ).toEqual([
    { urn: 'urn:uuid:1', name: 'Cam A', hardware: 'X-1', addresses: ['http://192.168.1.4/onvif/device_service'] },
    {
      urn: 'urn:uuid:2',
      name: 'Cam A',
      hardware: 'X-1',
      addresses: ['http://192.168.1.31/onvif/device_service', 'http://[fe80::1]/onvif/device_service'],
    },
  ]);
});

it('shows neither control characters nor endless names, and bears a broken escape', () => {
  const [found] = toFoundCameras([
    { urn: 'u', name: `a\u001b[2J\u202eb${'x'.repeat(500)}`, hardware: '100%', addresses: ['http://10.0.0.1/'] },
  ]);
  expect(found?.name.slice(0, 6)).toBe('a[2Jbx');
  expect(found?.name.length).toBe(120);
  expect(found?.hardware).toBe('100%');
});

it('is bounded', () => {
  const many = Array.from({ length: 500 }, (_, index) => answer(`u${index}`, `http://10.0.0.${index % 250}/`));
  expect(toFoundCameras(many)).toHaveLength(64);
});
