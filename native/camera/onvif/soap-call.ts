/**
 * Own SOAP calls, for what neither library does safely (../README.md): settings, and events, which must end at once when
 * they are no longer wanted.
 */
import { randomBytes } from 'node:crypto';
import { CameraError } from '../camera-error.ts';
import type { SignedHttp } from '../signed-http.ts';
import type { OnvifTarget, OnvifWay } from './onvif-target.ts';
import { securityHeader } from './ws-token.ts';
import { elementAt, readXml, textAt, type XmlElement } from './xml.ts';

export interface SoapCall {
  /** On the configured host. */
  readonly url: URL;
  /** The action's whole name: namespace, slash, call. */
  readonly action: string;
  readonly body: string;
  /** More of the header: addressing. */
  readonly header?: string;
  readonly signal: AbortSignal;
}

export interface SoapSigning {
  readonly target: OnvifTarget;
  readonly way: OnvifWay;
  /** Camera clock minus ours, milliseconds; a token is dated by the camera's clock. */
  readonly clockOffsetMs: number;
}

export interface SoapAnswer {
  /** What stands in the body. */
  readonly said: XmlElement;
  /** All of it as received. */
  readonly xml: string;
}

const MOST_BYTES = 1024 * 1024;

/** @throws CameraError camera.unauthorised | camera.service-fault with the camera's own reason, and what breaks the line */
export async function soapCall(http: SignedHttp, signing: SoapSigning, call: SoapCall): Promise<SoapAnswer> {
  const { target, way, clockOffsetMs } = signing;
  const token =
    way === 'onvif-digest' || target.username === null
      ? ''
      : securityHeader(
          target.username,
          target.password,
          new Date(target.clock.wall() + clockOffsetMs),
          randomBytes(16),
        );
  const body =
    '<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"' +
    ` xmlns:a="http://www.w3.org/2005/08/addressing"><s:Header>${token}${call.header ?? ''}</s:Header>` +
    `<s:Body>${call.body}</s:Body></s:Envelope>`;
  const headers = { 'content-type': `application/soap+xml; charset=utf-8; action="${call.action}"` };
  const answer = await http.request(call.url, { method: 'POST', headers, body }, call.signal);
  if (answer.status === 403) {
    answer.discard();
    throw new CameraError('camera.unauthorised', 'HTTP 403');
  }
  const xml = (await answer.read(MOST_BYTES)).toString('utf8');
  const said = elementAt(readXml(xml), 'Body')?.children[0];
  if (said === undefined) throw new CameraError('camera.http-status', `HTTP ${answer.status}, no SOAP`);
  if (said.name === 'Fault') throw faultError(said);
  return { said, xml };
}

/** SOAP 1.2, and 1.1 as some cameras still write faults. */
function faultError(fault: XmlElement): CameraError {
  const codes: string[] = [];
  for (let code = elementAt(fault, 'Code'); code !== null; code = elementAt(code, 'Subcode')) {
    const value = textAt(code, 'Value');
    if (value !== null) codes.push(value.slice(value.indexOf(':') + 1));
  }
  const reason = textAt(fault, 'Reason', 'Text') ?? textAt(fault, 'faultstring') ?? '';
  const why = [codes.slice(1).join(' '), reason]
    .filter((part) => part !== '')
    .join(': ')
    .slice(0, 200);
  const refused =
    codes.includes('NotAuthorized') || /not ?authori[sz]ed|FailedAuthentication/i.test(`${codes.join(' ')} ${reason}`);
  return new CameraError(refused ? 'camera.unauthorised' : 'camera.service-fault', why || 'a fault without a reason');
}
