/**
 * The events in an answer to PullMessages. Pure. Sources: ONVIF Core "Notification message format"; Video Source,
 * Analytics (rule engine) specifications and Profile T for the topics; the vehicle topic is what cameras with
 * recognition of their own send beside them.
 */
import type { EpochMs } from '../../../preload/contract/vocabulary.ts';
import type { CameraEvent, CameraEventKind } from '../camera-event.ts';
import { elementAt, elementsAt, textAt, type XmlElement } from './xml.ts';

/** Topics without their prefixes, and which item of the data says whether it begins or ends; null: it just happens. */
const TOPICS: Readonly<Record<string, readonly [kind: CameraEventKind, state: string | null]>> = {
  'VideoSource/MotionAlarm': ['motion', 'State'],
  'RuleEngine/CellMotionDetector/Motion': ['motion', 'IsMotion'],
  'RuleEngine/MotionRegionDetector/Motion': ['motion', 'State'],
  'RuleEngine/LineDetector/Crossed': ['line', null],
  'RuleEngine/FieldDetector/ObjectsInside': ['field', 'IsInside'],
  'RuleEngine/MyRuleDetector/VehicleDetect': ['vehicle', 'State'],
};

/** Messages in one answer at most; we ask for fewer. */
const MOST_MESSAGES = 256;

export interface Notifications {
  readonly events: readonly CameraEvent[];
  /** Messages of other topics, and those that say nothing usable. */
  readonly ignored: number;
}

/** @param answer PullMessagesResponse */
export function readNotifications(answer: XmlElement, receivedAt: EpochMs): Notifications {
  const messages = elementsAt(answer, 'NotificationMessage');
  const events = messages.slice(0, MOST_MESSAGES).flatMap((message) => readMessage(message, receivedAt) ?? []);
  return { events, ignored: messages.length - events.length };
}

function readMessage(message: XmlElement, receivedAt: EpochMs): CameraEvent | null {
  const topic = topicOf(textAt(message, 'Topic') ?? '');
  if (!Object.hasOwn(TOPICS, topic)) return null;
  const [kind, state] = TOPICS[topic] ?? ['motion', null];
  const inner = elementAt(message, 'Message', 'Message');
  if (inner === null) return null;
  const { PropertyOperation = '', UtcTime = '' } = inner.attributes;
  // The source is gone with its state: whatever it was, it ends.
  const said = PropertyOperation === 'Deleted' ? 'false' : state === null ? 'true' : items(inner, 'Data').get(state);
  if (said === undefined || !/^(true|false|0|1)$/i.test(said)) return null;
  const cameraTimeMs = Date.parse(UtcTime);
  return {
    kind,
    active: /^(true|1)$/i.test(said),
    initial: PropertyOperation === 'Initialized',
    source: [topic, ...items(inner, 'Source').values()].join(' ').slice(0, 200),
    receivedAt,
    cameraTimeMs: Number.isNaN(cameraTimeMs) ? null : cameraTimeMs,
  };
}

/** `tns1:RuleEngine/tnsaxis:Xyz/.` and its kin: prefixes and empty ends taken off. */
function topicOf(text: string): string {
  return text
    .split('/')
    .map((part) => part.slice(part.indexOf(':') + 1).trim())
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}

function items(message: XmlElement, where: 'Source' | 'Data'): Map<string, string> {
  const found = new Map<string, string>();
  for (const { attributes } of elementsAt(message, 'SimpleItem', where).slice(0, 16)) {
    const { Name, Value } = attributes;
    if (Name !== undefined && Value !== undefined) found.set(Name, Value);
  }
  return found;
}
