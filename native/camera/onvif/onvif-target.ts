/** Who is spoken to, and which of the two libraries does it how. */
import type { Clock } from '../../../preload/contract/vocabulary.ts';
import type { CertificatePin } from '../certificate-pin.ts';

export interface OnvifTarget {
  /** The device service as configured. */
  readonly address: URL;
  readonly username: string | null;
  readonly password: string;
  /** Of https; null: any certificate is taken. */
  readonly certificate: CertificatePin | null;
  readonly clock: Clock;
}

/** The library that serves a camera, and how the calls are signed: in the message, or by HTTP digest. */
export type OnvifWay = 'node-onvif' | 'onvif-token' | 'onvif-digest';

export interface CameraClock {
  /** Camera clock minus ours, in milliseconds; ONVIF counts whole seconds, so ± 500 ms. */
  readonly offsetMs: number;
  /** Minutes east of Greenwich; null when the camera gives no local time. */
  readonly utcOffsetMinutes: number | null;
}

/** A camera whose services are known, and are on its configured host. */
export interface OnvifDevice {
  readonly way: OnvifWay;
  /** The raw answer; `media-profile.ts` reads it. @throws CameraError */
  profiles(): Promise<string>;
  /** The address as the camera writes it; null when the answer has none. @throws CameraError */
  snapshotUri(profile: string): Promise<string | null>;
}
