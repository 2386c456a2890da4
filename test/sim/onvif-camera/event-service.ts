/**
 * The Events service of the simulated camera: pull points. Sources: ONVIF Core "Event handling", event.wsdl,
 * WS-BaseNotification 1.3, WS-Addressing 1.0.
 */
import { element, fault, wrap } from './soap.ts';

/** What the camera notices; `line` happens, the others begin and end. */
export type SimulatedEvent =
  | { readonly kind: 'motionAlarm' | 'cellMotion' | 'objectsInside'; readonly state: boolean }
  | { readonly kind: 'lineCrossed' }
  | { readonly kind: 'tampering'; readonly state: boolean };

interface Subscription {
  readonly id: string;
  readonly queue: string[];
  expiresAt: number;
  /** A pull that waits for something to tell. */
  wake: (() => void) | null;
}

const DEFAULT_TERM_MS = 60_000;
const MOST_QUEUED = 100;
const RESOURCE_UNKNOWN = fault('Sender', 'wsrf-rw:ResourceUnknownFault', 'The resource is unknown');

export class EventService {
  readonly #now: () => number;
  readonly #subscriptions = new Map<string, Subscription>();
  readonly counts = { created: 0, pulls: 0, renewed: 0, unsubscribed: 0 };
  /** How many it bears at once; cameras bear few. */
  mostSubscriptions = 5;
  #next = 1;

  constructor(now: () => number) {
    this.#now = now;
  }

  get subscriptions(): number {
    this.#expire();
    return this.#subscriptions.size;
  }

  /** Told to every subscription. */
  emit(event: SimulatedEvent): void {
    const message = this.#message(event, 'Changed');
    for (const subscription of this.#subscriptions.values()) {
      if (subscription.queue.length < MOST_QUEUED) subscription.queue.push(message);
      subscription.wake?.();
    }
  }

  /** As after a restart: nobody is known any more. */
  forget(): void {
    const all = [...this.#subscriptions.values()];
    this.#subscriptions.clear();
    for (const { wake } of all) wake?.();
  }

  /**
   * @param id of the subscription that is spoken to; null: the service itself
   * @returns the whole answer; null for a call that is not of this service
   */
  async answer(call: string, envelope: string, origin: string, id: string | null): Promise<string | null> {
    this.#expire();
    switch (call) {
      case 'CreatePullPointSubscription':
        return this.#create(envelope, origin);
      case 'PullMessages':
        return await this.#pull(envelope, id);
      case 'Renew': {
        const subscription = this.#of(id);
        if (subscription === null) return RESOURCE_UNKNOWN;
        this.counts.renewed += 1;
        subscription.expiresAt = Date.now() + termMs(element(envelope, 'TerminationTime'));
        return wrap(`<wsnt:RenewResponse>${this.#times(subscription, 'wsnt')}</wsnt:RenewResponse>`);
      }
      case 'Unsubscribe':
        if (this.#of(id) === null) return RESOURCE_UNKNOWN;
        this.counts.unsubscribed += 1;
        this.#subscriptions.delete(id ?? '');
        return wrap('<wsnt:UnsubscribeResponse/>');
      case 'GetEventProperties':
        return wrap(`<tev:GetEventPropertiesResponse><tev:TopicNamespaceLocation>http://www.onvif.org/onvif/ver10/topics/topicns.xml</tev:TopicNamespaceLocation>
          <wsnt:FixedTopicSet>true</wsnt:FixedTopicSet><wstop:TopicSet xmlns:wstop="http://docs.oasis-open.org/wsn/t-1">
          <tns1:VideoSource><MotionAlarm wstop:topic="true"/></tns1:VideoSource><tns1:RuleEngine>
          <CellMotionDetector><Motion wstop:topic="true"/></CellMotionDetector><LineDetector><Crossed wstop:topic="true"/></LineDetector>
          <FieldDetector><ObjectsInside wstop:topic="true"/></FieldDetector></tns1:RuleEngine></wstop:TopicSet>
          <wsnt:TopicExpressionDialect>http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet</wsnt:TopicExpressionDialect>
          <tev:MessageContentFilterDialect>http://www.onvif.org/ver10/tev/messageContentFilter/ItemFilter</tev:MessageContentFilterDialect>
          <tev:MessageContentSchemaLocation>http://www.onvif.org/onvif/ver10/schema/onvif.xsd</tev:MessageContentSchemaLocation></tev:GetEventPropertiesResponse>`);
      default:
        return null;
    }
  }

  #create(envelope: string, origin: string): string {
    if (this.#subscriptions.size >= this.mostSubscriptions) {
      return fault('Receiver', 'ter:MaxNotificationConsumers', 'Too many subscriptions');
    }
    const id = String(this.#next++);
    const term = termMs(element(envelope, 'InitialTerminationTime'));
    // How things stand comes first (PropertyOperation Initialized).
    const queue = [this.#message({ kind: 'motionAlarm', state: false }, 'Initialized')];
    const subscription: Subscription = { id, queue, expiresAt: Date.now() + term, wake: null };
    this.#subscriptions.set(id, subscription);
    this.counts.created += 1;
    return wrap(`<tev:CreatePullPointSubscriptionResponse><tev:SubscriptionReference>
      <wsa5:Address>${origin}/onvif/event_service/sub?${id}</wsa5:Address>
      <wsa5:ReferenceParameters><dom0:SubscriptionId xmlns:dom0="http://www.axis.com/2009/event">${id}</dom0:SubscriptionId></wsa5:ReferenceParameters>
      </tev:SubscriptionReference>${this.#times(subscription, 'wsnt')}</tev:CreatePullPointSubscriptionResponse>`);
  }

  async #pull(envelope: string, id: string | null): Promise<string> {
    const subscription = this.#of(id);
    if (subscription === null) return RESOURCE_UNKNOWN;
    this.counts.pulls += 1;
    if (subscription.queue.length === 0) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, termMs(element(envelope, 'Timeout')));
        subscription.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      subscription.wake = null;
    }
    if (this.#of(id) === null) return RESOURCE_UNKNOWN;
    const told = subscription.queue.splice(0, Number(element(envelope, 'MessageLimit') || 10));
    return wrap(
      `<tev:PullMessagesResponse>${this.#times(subscription, 'tev')}${told.join('')}</tev:PullMessagesResponse>`,
    );
  }

  #of(id: string | null): Subscription | null {
    return this.#subscriptions.get(id ?? '') ?? null;
  }

  #expire(): void {
    for (const { id, expiresAt } of this.#subscriptions.values())
      if (expiresAt < Date.now()) this.#subscriptions.delete(id);
  }

  #times({ expiresAt }: Subscription, prefix: string): string {
    const end = new Date(this.#now() + expiresAt - Date.now()).toISOString();
    return (
      `<${prefix}:CurrentTime>${new Date(this.#now()).toISOString()}</${prefix}:CurrentTime>` +
      `<${prefix}:TerminationTime>${end}</${prefix}:TerminationTime>`
    );
  }

  #message(event: SimulatedEvent, operation: 'Changed' | 'Initialized'): string {
    const item = (name: string, value: string): string => `<tt:SimpleItem Name="${name}" Value="${value}"/>`;
    const rule = item('VideoSourceConfigurationToken', 'VideoSourceToken') + item('Rule', 'Rule1');
    const [topic, source, data, property] = ((): readonly [string, string, string, boolean] => {
      switch (event.kind) {
        case 'motionAlarm':
          return [
            'tns1:VideoSource/MotionAlarm',
            item('Source', 'VideoSource_1'),
            item('State', String(event.state)),
            true,
          ];
        case 'cellMotion':
          return ['tns1:RuleEngine/CellMotionDetector/Motion', rule, item('IsMotion', String(event.state)), true];
        case 'objectsInside':
          return [
            'tns1:RuleEngine/FieldDetector/ObjectsInside',
            rule,
            item('ObjectId', '15') + item('IsInside', String(event.state)),
            true,
          ];
        case 'lineCrossed':
          return ['tns1:RuleEngine/LineDetector/Crossed', rule, item('ObjectId', '15'), false];
        case 'tampering':
          return [
            'tns1:VideoSource/GlobalSceneChange/ImagingService',
            item('Source', 'VideoSource_1'),
            item('State', String(event.state)),
            true,
          ];
      }
    })();
    return `<wsnt:NotificationMessage><wsnt:Topic Dialect="http://www.onvif.org/ver10/tev/topicExpression/ConcreteSet">${topic}</wsnt:Topic>
      <wsnt:Message><tt:Message UtcTime="${new Date(this.#now()).toISOString()}"${property ? ` PropertyOperation="${operation}"` : ''}>
      <tt:Source>${source}</tt:Source><tt:Data>${data}</tt:Data></tt:Message></wsnt:Message></wsnt:NotificationMessage>`;
  }
}

/** PT10S, PT1M and their kin. */
function termMs(text: string): number {
  const [, hours = '0', minutes = '0', seconds = '0'] =
    /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/.exec(text) ?? [];
  const ms = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return text === '' ? DEFAULT_TERM_MS : ms;
}
