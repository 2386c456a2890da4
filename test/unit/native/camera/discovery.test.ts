/** What strangers on the network say about themselves, made fit for a list; and where one may ask. */
import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import { networkConnections, toFoundCameras } from '../../../../native/camera/discovery.ts';

const match = (
  urn: string,
  addresses: string,
  scopes = 'onvif://www.onvif.org/name/Cam%20A onvif://www.onvif.org/hardware/X-1',
) =>
  `<d:ProbeMatch><a:EndpointReference><a:Address>${urn}</a:Address></a:EndpointReference><d:Scopes>${scopes}</d:Scopes><d:XAddrs>${addresses}</d:XAddrs></d:ProbeMatch>`;
const answer = (...matches: string[]): string =>
  `<?xml version="1.0"?><s:Envelope><s:Header/><s:Body><d:ProbeMatches>${matches.join('')}</d:ProbeMatches></s:Body></s:Envelope>`;
const heard = (text: string, from = '192.168.1.31') => ({ from, text });

describe('answers', () => {
  it('keep usable addresses, the one that is here first, decode names, are sorted by address', () => {
    const { cameras, ignored } = toFoundCameras([
      heard(
        answer(match('urn:uuid:2', 'http://10.0.0.5/onvif/device_service http://192.168.1.31/onvif/device_service')),
      ),
      heard(
        answer(match('urn:uuid:1', 'http://192.168.1.4/onvif/device_service javascript:alert(1) nonsense')),
        '192.168.1.4',
      ),
      heard(answer(match('urn:uuid:3', 'file:///etc/passwd'))),
    ]);
    expect(cameras).toEqual([
      {
        urn: 'urn:uuid:1',
        name: 'Cam A',
        hardware: 'X-1',
        addresses: ['http://192.168.1.4/onvif/device_service'],
        from: '192.168.1.4',
      },
      {
        urn: 'urn:uuid:2',
        name: 'Cam A',
        hardware: 'X-1',
        addresses: ['http://192.168.1.31/onvif/device_service', 'http://10.0.0.5/onvif/device_service'],
        from: '192.168.1.31',
      },
    ]);
    expect(ignored).toBe(1);
  });

  it('of one device are one camera: by its name, or without one by its address', () => {
    const { cameras } = toFoundCameras([
      heard(answer(match('urn:uuid:AB', 'http://10.0.0.1/', ''))),
      heard(answer(match('urn:uuid:ab', 'http://10.0.0.1/ http://10.0.0.2/'))),
      heard(answer(match('', 'http://10.0.0.9/'), match('', 'http://10.0.0.9/'))),
    ]);
    expect(cameras.map(({ name, addresses }) => [name, addresses])).toEqual([
      ['Cam A', ['http://10.0.0.1/', 'http://10.0.0.2/']],
      ['Cam A', ['http://10.0.0.9/']],
    ]);
  });

  it('that are none are counted', () => {
    const texts = ['', 'x', '<a/>', answer(), answer(match('urn:uuid:1', '')), '<!DOCTYPE a><a/>'];
    expect(toFoundCameras(texts.map((text) => heard(text)))).toEqual({ cameras: [], ignored: texts.length });
  });

  it('show neither control characters nor endless names, and a broken escape as it is', () => {
    const scopes = `onvif://www.onvif.org/name/a%1b[2J%E2%80%AEb${'x'.repeat(500)} onvif://www.onvif.org/hardware/100%`;
    const [found] = toFoundCameras([heard(answer(match('u', 'http://10.0.0.1/', scopes)))]).cameras;
    expect(found?.name.slice(0, 6)).toBe('a[2Jbx');
    expect(found?.name.length).toBe(120);
    expect(found?.hardware).toBe('100%');
  });

  it('are bounded', () => {
    const many = Array.from({ length: 500 }, (_, index) =>
      heard(answer(match(`u${index}`, `http://10.0.0.${index % 250}/`))),
    );
    const { cameras, ignored } = toFoundCameras(many);
    expect(cameras).toHaveLength(64);
    expect(ignored).toBe(436);
  });
});

describe('connections', () => {
  const info = (address: string, internal = false, family: 'IPv4' | 'IPv6' = 'IPv4') =>
    ({ address, internal, family }) as NetworkInterfaceInfo;

  it('are those with IPv4; loopback only where there is no other', () => {
    const lo = { lo: [info('127.0.0.1', true), info('::1', true, 'IPv6')] };
    expect(
      networkConnections({ ...lo, eth0: [info('192.168.1.5'), info('fe80::1', false, 'IPv6')], wlan0: undefined }),
    ).toEqual([{ name: 'eth0', address: '192.168.1.5' }]);
    expect(networkConnections(lo)).toEqual([{ name: 'lo', address: '127.0.0.1' }]);
  });
});
