/** The messages of a pull point, and what stands in their answers. Pure. Sources: ONVIF Core "Real-time pull-point
 * notification interface", WS-BaseNotification 1.3 (Renew, Unsubscribe), WS-Addressing 1.0 (reference parameters). */
import { escapeXml, textAt, type XmlElement } from './xml.ts';

export const EVENT_ACTIONS = {
  create: 'http://www.onvif.org/ver10/events/wsdl/EventPortType/CreatePullPointSubscriptionRequest',
  pull: 'http://www.onvif.org/ver10/events/wsdl/PullPointSubscription/PullMessagesRequest',
  renew: 'http://docs.oasis-open.org/wsn/bw-2/SubscriptionManager/RenewRequest',
  unsubscribe: 'http://docs.oasis-open.org/wsn/bw-2/SubscriptionManager/UnsubscribeRequest',
} as const;

const EVENTS = 'xmlns:e="http://www.onvif.org/ver10/events/wsdl"';
const NOTIFICATION = 'xmlns:w="http://docs.oasis-open.org/wsn/b-2"';

export const createBody = (seconds: number): string =>
  `<e:CreatePullPointSubscription ${EVENTS}><e:InitialTerminationTime>PT${seconds}S</e:InitialTerminationTime></e:CreatePullPointSubscription>`;

/** The camera waits so long for something to tell, at most. */
export const pullBody = (seconds: number, limit: number): string =>
  `<e:PullMessages ${EVENTS}><e:Timeout>PT${seconds}S</e:Timeout><e:MessageLimit>${limit}</e:MessageLimit></e:PullMessages>`;

export const renewBody = (seconds: number): string =>
  `<w:Renew ${NOTIFICATION}><w:TerminationTime>PT${seconds}S</w:TerminationTime></w:Renew>`;

export const UNSUBSCRIBE_BODY = `<w:Unsubscribe ${NOTIFICATION}/>`;

/** Where a subscription is spoken to, as the camera writes it; null when the answer has none. */
export function subscriptionAddress(answer: XmlElement): string | null {
  return textAt(answer, 'SubscriptionReference', 'Address');
}

/** The addressing part of the header: whom, what, and what the camera wants to find there again, word for word. */
export function addressingHeader(to: string, action: string, id: string, parameters: string): string {
  return (
    `<a:Action s:mustUnderstand="1">${action}</a:Action><a:MessageID>urn:uuid:${id}</a:MessageID>` +
    `<a:To s:mustUnderstand="1">${escapeXml(to)}</a:To>${parameters}`
  );
}

const PARAMETERS = /<((?:[\w.-]+:)?ReferenceParameters)(?:\s[^>]*)?>([^]*?)<\/\1>/;
const MOST_PARAMETERS = 4096;

/**
 * The reference parameters of a new subscription as they go into headers: the camera's own elements, marked, with the
 * names of their namespaces, which may have been given anywhere above them.
 * @param xml the whole answer to CreatePullPointSubscription
 */
export function referenceParameters(xml: string): string {
  const inner = PARAMETERS.exec(xml)?.[2]?.trim() ?? '';
  if (inner === '' || inner.length > MOST_PARAMETERS) return '';
  const prefixes = new Set([...inner.matchAll(/<\/?([\w.-]+):/g)].map(([, prefix]) => prefix ?? ''));
  let names = ' a:IsReferenceParameter="true"';
  for (const prefix of prefixes) {
    const name = new RegExp(`xmlns:${prefix.replace(/[.-]/g, '\\$&')}\\s*=\\s*("[^"<]*"|'[^'<]*')`).exec(xml)?.[1];
    if (name !== undefined && !inner.includes(`xmlns:${prefix}=`)) names += ` xmlns:${prefix}=${name}`;
  }
  // Elements that stand side by side are each a header of their own.
  let depth = 0;
  return inner.replace(/<(\/?)([\w.:-]+)((?:"[^"]*"|'[^']*'|[^"'<>])*)>/g, (tag, slash, name, rest: string) => {
    if (slash === '/') {
      depth -= 1;
      return tag;
    }
    const top = depth === 0;
    if (!rest.endsWith('/')) depth += 1;
    return top ? `<${name}${names}${rest}>` : tag;
  });
}
