/** What a camera says it is: GetDeviceInformation (ONVIF Core). Claims, shown to people and never acted upon. */
import { answerIn, textAt } from './xml.ts';

export interface DeviceInformation {
  readonly maker: string;
  readonly model: string;
  readonly firmware: string;
  readonly serial: string;
}

const LONGEST = 120;

/** @param xml the whole answer. Null when it is none; what is missing in it is empty */
export function readDeviceInformation(xml: string): DeviceInformation | null {
  const answer = answerIn(xml, 'GetDeviceInformationResponse');
  if (answer === null) return null;
  const said = (name: string): string => (textAt(answer, name) ?? '').replace(/[\p{Cc}\p{Cf}]/gu, '').slice(0, LONGEST);
  return {
    maker: said('Manufacturer'),
    model: said('Model'),
    firmware: said('FirmwareVersion'),
    serial: said('SerialNumber'),
  };
}
