/** Whatever a camera answers is read or refused, soon, and never throws; what was written comes back. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readDeviceInformation } from '../../../../native/camera/onvif/device-information.ts';
import { readEncoderOptions } from '../../../../native/camera/onvif/encoder-options.ts';
import { readProfiles } from '../../../../native/camera/onvif/media-profile.ts';
import { readNotifications } from '../../../../native/camera/onvif/notification.ts';
import { readProbeMatches } from '../../../../native/camera/onvif/probe-message.ts';
import { referenceParameters, subscriptionAddress } from '../../../../native/camera/onvif/subscription.ts';
import type { EpochMs } from '../../../../preload/contract/vocabulary.ts';
import { readXml, type XmlElement } from '../../../../native/camera/onvif/xml.ts';

const PIECES = [
  '<',
  '>',
  '/',
  '</',
  '/>',
  '<a',
  '<a>',
  '</a>',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?',
  '?>',
  '"',
  "'",
  '=',
  '&lt;',
  ' ',
  'b:c',
  '<!',
];

it('any text', () => {
  const soup = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 5 })), { maxLength: 200 });
  fc.assert(
    fc.property(soup, (pieces) => {
      const text = pieces.join('');
      expect([null, 'object']).toContain(readXml(text) === null ? null : typeof readXml(text));
      expect(Array.isArray(readProfiles(text))).toBe(true);
    }),
  );
});

it('one piece again and again, a megabyte of it', () => {
  for (const piece of [...PIECES, '<a "', "<a '", '<aaaa', '<a b', 'a=', '<a b="']) {
    const many = piece.repeat(Math.floor(999_000 / piece.length));
    readXml(many);
    readXml(`<a ${many}`);
    readXml(`<a ${many.slice(0, 990_000)}>`);
  }
});

it('what was written', () => {
  const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,8}$/);
  const attributes = fc.dictionary(
    name.filter((text) => text !== 'xmlns'),
    fc.string({ maxLength: 8 }),
    { maxKeys: 3, noNullPrototype: true },
  );
  const text = fc.string({ maxLength: 8 }).map((words) => words.trim());
  const over = (children: fc.Arbitrary<XmlElement[]>): fc.Arbitrary<XmlElement> =>
    fc.record({ name, attributes, children, text });
  const tree = over(fc.array(over(fc.array(over(fc.constant([])), { maxLength: 3 })), { maxLength: 3 }));
  const escaped = (words: string): string => words.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const written = ({ name: tag, attributes: pairs, children, text: words }: XmlElement): string =>
    `<x:${tag}${Object.entries(pairs)
      .map(([key, value]) => ` ${key}="${escaped(value)}"`)
      .join('')}>` + `${escaped(words)}${children.map(written).join('')}</x:${tag}>`;
  fc.assert(
    fc.property(tree, (element) => {
      expect(readXml(written(element))).toEqual(element);
    }),
  );
});

it('whatever stands where an answer’s parts should: read or left, never thrown at', () => {
  const NAMES = ['Envelope', 'Body', 'GetProfilesResponse', 'Profiles', 'Configurations', 'VideoEncoder', 'Resolution', 'Width', 'GetVideoEncoderConfigurationOptionsResponse', 'Options', 'H264', 'ResolutionsAvailable', 'ProbeMatches', 'ProbeMatch', 'XAddrs', 'NotificationMessage', 'Message', 'Topic', 'Source', 'Data', 'SimpleItem', 'SubscriptionReference', 'ReferenceParameters', 'Address', '__proto__', 'constructor']; // prettier-ignore
  const VALUES = [
    '',
    '1',
    '-1',
    'NaN',
    '1e999',
    'true',
    'tns1:VideoSource/MotionAlarm',
    'http://[',
    'State',
    '__proto__',
  ];
  const element = (children: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc
      .record({
        name: fc.constantFrom(...NAMES),
        value: fc.constantFrom(...VALUES),
        inner: fc.array(children, { maxLength: 4 }),
      })
      .map(
        ({ name, value, inner }) =>
          `<${name} token="${value}" Name="${value}" Value="${value}">${value}${inner.join('')}</${name}>`,
      );
  const deep = element(element(element(element(fc.constantFrom(...VALUES)))));
  fc.assert(
    fc.property(deep, (inner) => {
      for (const text of [
        inner,
        `<Envelope><Body>${inner}</Body></Envelope>`,
        `<E><Body><ProbeMatches>${inner}</ProbeMatches></Body></E>`,
      ]) {
        readProfiles(text);
        readEncoderOptions(text);
        readDeviceInformation(text);
        referenceParameters(text);
        for (const { addresses } of readProbeMatches(text)) expect(addresses.length).toBeGreaterThan(0);
        const read = readXml(text);
        if (read === null) continue;
        subscriptionAddress(read);
        const { events, ignored } = readNotifications(read, 0 as EpochMs);
        expect(events.length + ignored).toBe(read.children.filter(({ name }) => name === 'NotificationMessage').length);
      }
    }),
  );
});
