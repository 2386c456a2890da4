/**
 * Answers WS-Discovery probes for one camera (OASIS WS-Discovery 1.1, ONVIF Core "Discovery"). It has to listen on the
 * fixed multicast group and port, so it is a part of its own: only the discovery test and an installer's demonstration
 * start it.
 */
import { randomUUID } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';

const GROUP = '239.255.255.250';
const PORT = 3702;

export interface DiscoveryIdentity {
  /** The device service. */
  readonly address: string;
  readonly name: string;
  readonly hardware: string;
  /** The network it listens on; left out: the system's first. */
  readonly interfaceAddress?: string;
  /** Sent beside every answer: what else comes back when one asks a network. */
  readonly noise?: readonly string[];
}

export class DiscoveryResponder {
  readonly #identity: DiscoveryIdentity;
  readonly #urn = `urn:uuid:${randomUUID()}`;
  #socket: Socket | null = null;
  /** Probes that were answered. */
  answered = 0;

  constructor(identity: DiscoveryIdentity) {
    this.#identity = identity;
  }

  /** @throws Error of the socket where this machine has no multicast */
  async start(): Promise<void> {
    const socket = createSocket({ type: 'udp4', reuseAddr: true });
    this.#socket = socket;
    socket.on('message', (message, from) => {
      const probe = message.toString('utf8');
      const id = /<(?:\w+:)?MessageID[^>]*>([^<]+)</.exec(probe)?.[1];
      if (id === undefined || !/Types[^>]*>[^<]*(NetworkVideoTransmitter|Device)\s*</.test(probe)) return;
      this.answered += 1;
      for (const text of [this.#match(id), ...(this.#identity.noise ?? [])]) socket.send(text, from.port, from.address);
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('error', reject);
      socket.bind(PORT, () => {
        socket.removeListener('error', reject);
        resolve();
      });
    });
    try {
      socket.addMembership(GROUP, this.#identity.interfaceAddress);
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    const socket = this.#socket;
    this.#socket = null;
    if (socket !== null) await new Promise<void>((resolve) => socket.close(() => resolve()));
  }

  #match(relatesTo: string): string {
    const { address, name, hardware } = this.#identity;
    const scopes = [
      'type/video_encoder',
      `name/${encodeURIComponent(name)}`,
      `hardware/${encodeURIComponent(hardware)}`,
    ];
    return `<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"
      xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery"
      xmlns:dn="http://www.onvif.org/ver10/network/wsdl"><s:Header><a:MessageID>urn:uuid:${randomUUID()}</a:MessageID>
      <a:RelatesTo>${relatesTo}</a:RelatesTo>
      <a:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/ProbeMatches</a:Action></s:Header><s:Body><d:ProbeMatches>
      <d:ProbeMatch><a:EndpointReference><a:Address>${this.#urn}</a:Address></a:EndpointReference>
      <d:Types>dn:NetworkVideoTransmitter</d:Types>
      <d:Scopes>${scopes.map((scope) => `onvif://www.onvif.org/${scope}`).join(' ')}</d:Scopes>
      <d:XAddrs>${address}</d:XAddrs><d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch></d:ProbeMatches></s:Body></s:Envelope>`;
  }
}
