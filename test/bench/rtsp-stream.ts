/** What one camera's video costs before anybody looks at it, beside a socket that takes the same bytes and throws them away. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { RtspClient } from '../../native/camera/rtsp/rtsp-client.ts';
import { RtspServer } from '../sim/rtsp-server/rtsp-server.ts';
import { say, type Bench } from './figure.ts';
import { systemClock } from './system-clock.ts';

const TURNS = 2;
const TURN_MS = 10_000;
const PER_SECOND = 25;

interface Player {
  /** Resolves when the stream runs. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Since the start: bytes of the stream or pictures, whatever it counts. */
  count(): number;
}

export const rtspStream: Bench = {
  name: 'rtsp-stream-cpu',
  unit: '% of a core',
  goal: { of: 'value', is: 'at-most', bound: 3 },
  measure: async () => {
    const server = new RtspServer();
    await server.start();
    try {
      const ours = { player: product(server.address()), cpuMs: 0, counted: 0 };
      const floor = { player: bareSocket(server), cpuMs: 0, counted: 0 };
      for (let turn = 0; turn < TURNS; turn += 1) {
        for (const one of turn % 2 === 0 ? [floor, ours] : [ours, floor]) {
          await one.player.start();
          const [before, counted] = [process.cpuUsage(), one.player.count()];
          await pause(TURN_MS);
          const { user, system } = process.cpuUsage(before);
          one.cpuMs += (user + system) / 1000;
          one.counted += one.player.count() - counted;
          await one.player.stop();
        }
      }
      const pictures = (TURNS * TURN_MS * PER_SECOND) / 1000;
      if (ours.counted < pictures * 0.98) throw new Error(`${ours.counted} of ${pictures} pictures came`);
      say(`  ${ours.counted} pictures; beside it ${Math.round(floor.counted / 1024)} KB thrown away`);
      const share = (cpuMs: number): number => (100 * cpuMs) / (TURNS * TURN_MS);
      return { value: share(ours.cpuMs), baseline: share(floor.cpuMs) };
    } finally {
      await server.stop();
    }
  },
};

function product(address: string): Player {
  let pictures = 0;
  let client: RtspClient | null = null;
  return {
    start: () =>
      new Promise((resolve) => {
        client = new RtspClient(
          { address, username: null, password: '', clock: systemClock() },
          {
            onFormat: () => undefined,
            onAccessUnit: () => {
              pictures += 1;
              resolve();
            },
            onState: () => undefined,
          },
        );
        client.start();
      }),
    stop: async () => client?.stop(),
    count: () => pictures,
  };
}

/** Says what has to be said to get the stream, and no more. */
function bareSocket(server: RtspServer): Player {
  let bytes = 0;
  let socket: Socket | null = null;
  const ask = async (to: Socket, request: string): Promise<string> => {
    to.write(`${request}\r\n\r\n`);
    const [answer] = (await once(to, 'data')) as [Buffer];
    return answer.toString('latin1');
  };
  return {
    start: async () => {
      const to = connect({ host: '127.0.0.1', port: server.port });
      socket = to;
      await once(to, 'connect');
      const address = server.address();
      await ask(to, `DESCRIBE ${address} RTSP/1.0\r\nCSeq: 1`);
      const transport = 'Transport: RTP/AVP/TCP;unicast;interleaved=0-1';
      const set = await ask(to, `SETUP ${address}/stream=0 RTSP/1.0\r\nCSeq: 2\r\n${transport}`);
      const session = /^Session: ([^;\r]+)/m.exec(set)?.[1] ?? '';
      await ask(to, `PLAY ${address}/ RTSP/1.0\r\nCSeq: 3\r\nSession: ${session}`);
      to.on('data', (piece) => (bytes += piece.length));
      await once(to, 'data');
    },
    stop: async () => {
      const to = socket;
      if (to === null || to.destroyed) return;
      to.destroy();
      await once(to, 'close');
    },
    count: () => bytes,
  };
}
