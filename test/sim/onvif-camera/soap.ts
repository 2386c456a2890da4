/** SOAP as cameras speak it: envelopes, sign-in, faults. Source: ONVIF Core 23.12 (WS-UsernameToken, fault codes). */
import { createHash } from 'node:crypto';

/** Calls that a camera answers before anyone signed in (ONVIF Core, access class PRE_AUTH). */
const OPEN_CALLS = ['GetSystemDateAndTime', 'GetCapabilities', 'GetServices', 'GetServiceCapabilities', 'GetHostname'];

export function callIn(envelope: string): string {
  return /<(?:[\w-]+:)?Body[^>]*>\s*<(?:[\w-]+:)?(\w+)/.exec(envelope)?.[1] ?? '';
}

/** Whether the call is of Media2: the two media services share names, and cameras share one address for both. */
export function isMedia2(envelope: string): boolean {
  return envelope.includes('http://www.onvif.org/ver20/media/wsdl');
}

export function isOpenCall(call: string): boolean {
  return OPEN_CALLS.includes(call);
}

/** The text of the first element of that name; empty when there is none. */
export function element(envelope: string, name: string): string {
  return new RegExp(`<(?:[\\w-]+:)?${name}(?:\\s[^>]*)?>([^<]*)</`).exec(envelope)?.[1]?.trim() ?? '';
}

/** All of an element that has children; empty when there is none. */
export function block(envelope: string, name: string): string {
  return new RegExp(`<((?:[\\w-]+:)?${name})(?:\\s[^>]*)?>[^]*?</\\1>`).exec(envelope)?.[0] ?? '';
}

/** How far a token's time may be from the camera's clock. Real cameras allow some seconds to some minutes. */
const TOKEN_TOLERANCE_MS = 5000;

/** WS-UsernameToken with PasswordDigest = Base64(SHA-1(nonce + created + password)). */
export function tokenIsGood(envelope: string, username: string, password: string, now: number): boolean {
  const created = element(envelope, 'Created');
  const digest = createHash('sha1')
    .update(Buffer.from(element(envelope, 'Nonce'), 'base64'))
    .update(created)
    .update(password)
    .digest('base64');
  const skew = Math.abs(Date.parse(created) - now);
  return (
    element(envelope, 'Username') === username && element(envelope, 'Password') === digest && skew <= TOKEN_TOLERANCE_MS
  );
}

export function wrap(body: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"' +
    ' xmlns:ter="http://www.onvif.org/ver10/error" xmlns:tds="http://www.onvif.org/ver10/device/wsdl"' +
    ' xmlns:trt="http://www.onvif.org/ver10/media/wsdl" xmlns:tr2="http://www.onvif.org/ver20/media/wsdl"' +
    ' xmlns:tev="http://www.onvif.org/ver10/events/wsdl" xmlns:wsnt="http://docs.oasis-open.org/wsn/b-2"' +
    ' xmlns:wsa5="http://www.w3.org/2005/08/addressing" xmlns:tns1="http://www.onvif.org/ver10/topics"' +
    ` xmlns:tt="http://www.onvif.org/ver10/schema"><s:Body>${body}</s:Body></s:Envelope>`
  );
}

/** A whole fault. @param subcode e.g. ter:NotAuthorized */
export function fault(who: 'Sender' | 'Receiver', subcode: string, reason: string): string {
  return wrap(
    `<s:Fault><s:Code><s:Value>s:${who}</s:Value><s:Subcode><s:Value>${subcode}</s:Value></s:Subcode></s:Code>` +
      `<s:Reason><s:Text xml:lang="en">${reason}</s:Text></s:Reason></s:Fault>`,
  );
}

export const NOT_AUTHORIZED = fault('Sender', 'ter:NotAuthorized', 'Sender not Authorized');
export const NOT_SUPPORTED = fault('Receiver', 'ter:ActionNotSupported', 'Optional Action Not Implemented');
export const INVALID = fault('Sender', 'ter:InvalidArgVal', 'Invalid argument');
