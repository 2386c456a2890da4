/** What cameras tell, in the words of several makers, and what is not taken for an event. */
import { describe, expect, it } from 'vitest';
import { readNotifications } from '../../../../../native/camera/onvif/notification.ts';
import { referenceParameters, subscriptionAddress } from '../../../../../native/camera/onvif/subscription.ts';
import { readXml, type XmlElement } from '../../../../../native/camera/onvif/xml.ts';
import type { EpochMs } from '../../../../../preload/contract/vocabulary.ts';

const NOW = 1_790_000_000_000 as EpochMs;

function answer(...messages: string[]): XmlElement {
  const read = readXml(`<tev:PullMessagesResponse>${messages.join('')}</tev:PullMessagesResponse>`);
  if (read === null) throw new Error('no XML');
  return read;
}

const message = (
  topic: string,
  data: string,
  attributes = 'UtcTime="2026-11-29T10:00:00Z" PropertyOperation="Changed"',
  source = '<tt:SimpleItem Name="Source" Value="V1"/>',
) =>
  `<wsnt:NotificationMessage><wsnt:Topic Dialect="x">${topic}</wsnt:Topic><wsnt:Message><tt:Message ${attributes}>
   <tt:Source>${source}</tt:Source><tt:Data>${data}</tt:Data></tt:Message></wsnt:Message></wsnt:NotificationMessage>`;
const item = (name: string, value: string): string => `<tt:SimpleItem Name="${name}" Value="${value}"/>`;

describe('an event', () => {
  it.each<[string, string, string, object]>([
    ['motion of the source', 'tns1:VideoSource/MotionAlarm', item('State', 'true'), { kind: 'motion', active: true }],
    ['its end', 'tns1:VideoSource/MotionAlarm', item('State', '0'), { kind: 'motion', active: false }],
    [
      'motion in cells',
      'tns1:RuleEngine/CellMotionDetector/Motion',
      item('IsMotion', 'True'),
      { kind: 'motion', active: true },
    ],
    [
      'motion in a region',
      'tns1:RuleEngine/MotionRegionDetector/Motion',
      item('State', '1'),
      { kind: 'motion', active: true },
    ],
    ['a line crossed', 'tns1:RuleEngine/LineDetector/Crossed', item('ObjectId', '15'), { kind: 'line', active: true }],
    [
      'an object inside',
      'tns1:RuleEngine/FieldDetector/ObjectsInside',
      item('ObjectId', '1') + item('IsInside', 'true'),
      { kind: 'field', active: true },
    ],
    [
      'a vehicle',
      'tns1:RuleEngine/MyRuleDetector/VehicleDetect',
      item('State', 'true'),
      { kind: 'vehicle', active: true },
    ],
    [
      'other prefixes and a dot at the end',
      ' tnsx:RuleEngine/tnsx:LineDetector/Crossed//. ',
      '',
      { kind: 'line', active: true },
    ],
  ])('%s', (_name, topic, data, expected) => {
    expect(readNotifications(answer(message(topic, data)), NOW)).toEqual({
      events: [
        {
          initial: false,
          source: expect.stringContaining('V1'),
          receivedAt: NOW,
          cameraTimeMs: Date.UTC(2026, 10, 29, 10),
          ...expected,
        },
      ],
      ignored: 0,
    });
  });

  it('of how things stand is no news, and a source that is gone has ended', () => {
    const motion = 'tns1:VideoSource/MotionAlarm';
    const { events } = readNotifications(
      answer(
        message(motion, item('State', 'true'), 'PropertyOperation="Initialized"'),
        message(motion, '', 'PropertyOperation="Deleted" UtcTime="never"'),
      ),
      NOW,
    );
    expect(events).toMatchObject([
      { initial: true, active: true, cameraTimeMs: null },
      { initial: false, active: false, cameraTimeMs: null },
    ]);
  });
});

it.each<[string, string]>([
  ['another topic', message('tns1:Device/Trigger/Relay', item('LogicalState', 'active'))],
  ['a topic that every object has', message('constructor', item('State', 'true'))],
  ['no state', message('tns1:VideoSource/MotionAlarm', item('Other', 'true'))],
  ['a state that is none', message('tns1:VideoSource/MotionAlarm', item('State', 'perhaps'))],
  ['no message', '<NotificationMessage><Topic>tns1:VideoSource/MotionAlarm</Topic></NotificationMessage>'],
  ['nothing', '<NotificationMessage/>'],
])('%s is ignored and counted', (_name, text) => {
  expect(readNotifications(answer(text), NOW)).toEqual({ events: [], ignored: 1 });
});

it('an answer without end is bounded', () => {
  const many = Array.from({ length: 1000 }, () => message('tns1:RuleEngine/LineDetector/Crossed', ''));
  const { events, ignored } = readNotifications(answer(...many), NOW);
  expect([events.length, ignored]).toEqual([256, 744]);
});

describe('a subscription', () => {
  const created = (address: string, more = '', outer = ''): string =>
    `<s:Envelope${outer}><s:Body><tev:CreatePullPointSubscriptionResponse><tev:SubscriptionReference><wsa5:Address>${address}</wsa5:Address>${more}</tev:SubscriptionReference></tev:CreatePullPointSubscriptionResponse></s:Body></s:Envelope>`;

  it('has an address, or none', () => {
    const said = (xml: string) => readXml(xml)?.children[0]?.children[0];
    const read = said(created('http://10.0.0.1/sub?1&amp;x=2'));
    expect(read && subscriptionAddress(read)).toBe('http://10.0.0.1/sub?1&x=2');
    const none = said(created(''));
    expect(none && subscriptionAddress(none)).toBeNull();
  });

  it('gives its parameters back word for word, marked, with their namespaces', () => {
    const of = (inner: string, outer = ''): string =>
      referenceParameters(created('x', `<wsa5:ReferenceParameters>${inner}</wsa5:ReferenceParameters>`, outer));
    expect(of('<d:Id xmlns:d="u">7</d:Id>')).toBe('<d:Id a:IsReferenceParameter="true" xmlns:d="u">7</d:Id>');
    expect(of('<d:Id>7</d:Id><d:Two/>', ' xmlns:d="u"')).toBe(
      '<d:Id a:IsReferenceParameter="true" xmlns:d="u">7</d:Id><d:Two a:IsReferenceParameter="true" xmlns:d="u"/>',
    );
    expect(of('<Id xmlns="u"><In>7</In></Id>')).toBe('<Id a:IsReferenceParameter="true" xmlns="u"><In>7</In></Id>');
    expect(of('')).toBe('');
    expect(of(`<d:Id>${'x'.repeat(5000)}</d:Id>`)).toBe('');
    expect(referenceParameters(created('x'))).toBe('');
  });
});
