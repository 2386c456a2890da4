/** node-onvif 0.1.7 carries no types. Only what onvif/simple-device.ts uses; answers are data from outside, hence unknown. */
interface NodeOnvifAnswer {
  /** The answer's XML as received. */
  readonly soap: string;
}

declare module 'node-onvif' {
  interface ProbeMatch {
    readonly urn: string;
    readonly name: string;
    readonly hardware: string;
    readonly location: string;
    readonly types: readonly string[];
    readonly xaddrs: readonly string[];
    readonly scopes: readonly string[];
  }
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
  function startProbe(): Promise<ProbeMatch[]>;
}

declare module 'node-onvif/lib/modules/service-media.js' {
  export default class OnvifServiceMedia {
    constructor(options: { xaddr: string; user: string; pass: string; time_diff: number });
    getProfiles(): Promise<NodeOnvifAnswer>;
    getSnapshotUri(options: { ProfileToken: string }): Promise<NodeOnvifAnswer>;
  }
}
