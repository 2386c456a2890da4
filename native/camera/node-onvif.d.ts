/** node-onvif 0.1.7 carries no types. Only what onvif/simple-device.ts uses; answers are data from outside, hence unknown. */
interface NodeOnvifAnswer {
  /** The answer's XML as received. */
  readonly soap: string;
}

declare module 'node-onvif' {
  class OnvifDevice {
    constructor(options: { xaddr: string; user?: string; pass?: string });
    readonly services: {
      readonly device: {
        /** Camera clock minus ours, in milliseconds; goes into the WS-UsernameToken. */
        time_diff: number;
        getSystemDateAndTime(): Promise<NodeOnvifAnswer>;
        getCapabilities(): Promise<NodeOnvifAnswer>;
      };
    };
  }
}

declare module 'node-onvif/lib/modules/service-media.js' {
  export default class OnvifServiceMedia {
    constructor(options: { xaddr: string; user: string; pass: string; time_diff: number });
    getProfiles(): Promise<NodeOnvifAnswer>;
    getSnapshotUri(options: { ProfileToken: string }): Promise<NodeOnvifAnswer>;
  }
}
