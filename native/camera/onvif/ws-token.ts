/**
 * The WS-UsernameToken of a SOAP header. Source: OASIS UsernameToken Profile 1.0 as ONVIF Core ("Authentication") wants it:
 * PasswordDigest = Base64(SHA-1(nonce + created + password)).
 */
import { createHash } from 'node:crypto';
import { escapeXml } from './xml.ts';

const WSS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';

/**
 * @param created by the camera's own clock: it refuses a token that is some seconds or minutes off
 * @param nonce 16 random bytes
 */
export function securityHeader(username: string, password: string, created: Date, nonce: Buffer): string {
  const at = created.toISOString();
  const digest = createHash('sha1').update(nonce).update(at).update(password, 'utf8').digest('base64');
  return (
    `<wsse:Security s:mustUnderstand="1" xmlns:wsse="${WSS}-wssecurity-secext-1.0.xsd" xmlns:wsu="${WSS}-wssecurity-utility-1.0.xsd">` +
    `<wsse:UsernameToken><wsse:Username>${escapeXml(username)}</wsse:Username>` +
    `<wsse:Password Type="${WSS}-username-token-profile-1.0#PasswordDigest">${digest}</wsse:Password>` +
    `<wsse:Nonce EncodingType="${WSS}-soap-message-security-1.0#Base64Binary">${nonce.toString('base64')}</wsse:Nonce>` +
    `<wsu:Created>${at}</wsu:Created></wsse:UsernameToken></wsse:Security>`
  );
}
