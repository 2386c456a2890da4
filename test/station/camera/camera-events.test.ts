/** What a camera notices, heard over a pull point that is lost in every way. */
import { describe, expect, it } from 'vitest';
import { CameraEvents, type CameraEventsState } from '../../../native/camera/camera-events.ts';
import type { CameraEvent } from '../../../native/camera/camera-event.ts';
import type { Clock, EpochMs, MonotonicMs } from '../../../preload/contract/vocabulary.ts';
import {
  OnvifCameraSimulator,
  type OnvifCameraSimulatorOptions,
} from '../../sim/onvif-camera/onvif-camera-simulator.ts';
import { afterThisTest, CLOCK } from './rig.ts';
import { until } from './rtsp-rig.ts';

interface Heard {
  readonly simulator: OnvifCameraSimulator;
  readonly events: CameraEvent[];
  readonly states: CameraEventsState[];
  readonly camera: CameraEvents;
}

/**
 * Short pauses pass at once and long ones never, so that a test waits for what happens and not for the clock.
 * @param before what is wrong with the camera from the beginning
 */
async function listening(
  simulated: Partial<OnvifCameraSimulatorOptions> = {},
  before: (simulator: OnvifCameraSimulator) => Promise<void> | void = () => undefined,
  clock: Clock = CLOCK,
): Promise<Heard> {
  const simulator = new OnvifCameraSimulator({ role: 'front', displayText: () => '0', ...simulated });
  await simulator.start();
  afterThisTest(() => simulator.stop());
  await before(simulator);
  const [events, states]: [CameraEvent[], CameraEventsState[]] = [[], []];
  const camera = new CameraEvents(
    {
      address: new URL(simulator.address),
      username: simulator.username,
      password: simulator.password,
      certificate: null,
      clock,
    },
    { onEvent: (event) => events.push(event), onState: (state) => states.push(state) },
    (ms, run) => {
      if (ms > 20_000) return () => undefined;
      const timer = setTimeout(run, 5);
      return () => clearTimeout(timer);
    },
  );
  afterThisTest(() => camera.stop());
  camera.start();
  return { simulator, events, states, camera };
}

const isListening = ({ camera }: Heard) => camera.state.kind === 'listening';
const news = ({ events }: Heard) => events.filter(({ initial }) => !initial).map(({ kind, active }) => [kind, active]);

describe('events', () => {
  it.each([
    ['media1', 'wsse'],
    ['media1', 'digest'],
    ['media2', 'wsse'],
    ['media2', 'digest'],
  ] as const)('come when they happen: %s, %s', async (media, soapAuth) => {
    const heard = await listening({ media, soapAuth });
    await until('it listens', () => isListening(heard));
    await until('how things stand', () => heard.events.some(({ initial }) => initial));
    const { events } = heard.simulator;
    events.emit({ kind: 'motionAlarm', state: true });
    events.emit({ kind: 'tampering', state: true });
    events.emit({ kind: 'cellMotion', state: true });
    events.emit({ kind: 'lineCrossed' });
    events.emit({ kind: 'objectsInside', state: true });
    events.emit({ kind: 'motionAlarm', state: false });
    await until('five', () => news(heard).length === 5);
    expect(news(heard)).toEqual([
      ['motion', true],
      ['motion', true],
      ['line', true],
      ['field', true],
      ['motion', false],
    ]);
    expect(heard.camera.counters()).toMatchObject({ ignored: 1, subscriptions: 1, faults: 0 });
    // Fifty at once come in one answer or in several, in their order.
    for (let index = 0; index < 50; index += 1) events.emit({ kind: 'lineCrossed' });
    await until('all', () => news(heard).length === 55);
  });

  it('are signed by the camera’s own clock, hours off', async () => {
    const heard = await listening();
    await until('it listens', () => isListening(heard));
    heard.simulator.clockOffsetMs = 5 * 3_600_000;
    heard.simulator.events.forget();
    await until('a second subscription', () => heard.simulator.events.counts.created >= 2 && isListening(heard));
    heard.simulator.events.emit({ kind: 'lineCrossed' });
    await until('the event', () => news(heard).length === 1);
    const [event] = heard.events.slice(-1);
    expect((event?.cameraTimeMs ?? 0) - (event?.receivedAt ?? (0 as EpochMs))).toBeGreaterThan(4.9 * 3_600_000);
  });
});

describe('a subscription', () => {
  it('that is lost is made again', async () => {
    const heard = await listening();
    await until('it listens', () => isListening(heard));
    heard.simulator.events.forget();
    await until('a second', () => heard.simulator.events.counts.created === 2 && isListening(heard));
    heard.simulator.events.emit({ kind: 'lineCrossed' });
    await until('the event', () => news(heard).length === 1);
    expect(heard.states.some((state) => state.kind === 'waiting' && state.error.code === 'camera.service-fault')).toBe(
      true,
    );
  });

  it('whose pull dies in the middle is made again, and the old one is given back', async () => {
    const heard = await listening();
    await until('it listens', () => isListening(heard));
    await heard.simulator.setFault('diesInPull');
    heard.simulator.events.emit({ kind: 'motionAlarm', state: true });
    await until('a fault', () => heard.camera.counters()['faults'] !== 0);
    await heard.simulator.setFault(null);
    await until('it listens again', () => isListening(heard));
    heard.simulator.events.emit({ kind: 'lineCrossed' });
    await until('the event', () => news(heard).some(([kind]) => kind === 'line'));
    expect(heard.simulator.events.subscriptions).toBe(1);
  });

  it('of a camera that is switched off and on', async () => {
    const heard = await listening();
    await until('it listens', () => isListening(heard));
    await heard.simulator.setFault('refuse');
    heard.simulator.events.forget();
    await until('it waits', () =>
      heard.states.some((state) => state.kind === 'waiting' && state.error.code === 'camera.refused'),
    );
    await heard.simulator.setFault(null);
    await until('it listens again', () => isListening(heard));
    heard.simulator.events.emit({ kind: 'lineCrossed' });
    await until('the event', () => news(heard).length === 1);
  });

  it('is given back when nobody listens any more, while a pull is under way', async () => {
    const heard = await listening();
    await until('a pull', () => heard.simulator.events.counts.pulls >= 2);
    await heard.camera.stop();
    expect(heard.simulator.events.counts.unsubscribed).toBe(1);
    expect(heard.camera.state.kind).toBe('stopped');
    heard.camera.start();
    await until('it listens again', () => isListening(heard));
  });
});

describe('renewal', () => {
  /** A thousand times faster: every pull is followed by a renewal. */
  const FAST: Clock = { ...CLOCK, monotonic: () => (performance.now() * 1000) as MonotonicMs };

  it('keeps a subscription', async () => {
    const heard = await listening({}, undefined, FAST);
    for (let times = 1; times <= 3; times += 1) {
      await until('a renewal', () => {
        heard.simulator.events.emit({ kind: 'lineCrossed' });
        return heard.simulator.events.counts.renewed >= times;
      });
    }
    expect(heard.simulator.events.counts.created).toBe(1);
  });

  it('that a camera refuses is a new subscription', async () => {
    const heard = await listening({}, (simulator) => simulator.setFault('refusesRenew'), FAST);
    await until('a third', () => {
      heard.simulator.events.emit({ kind: 'lineCrossed' });
      return heard.simulator.events.counts.created >= 3;
    });
    // Each old one was given back: cameras bear few.
    expect(heard.simulator.events.subscriptions).toBeLessThanOrEqual(1);
  });
});

describe('what cannot be', () => {
  const waiting = ({ states }: Heard) => states.flatMap((state) => (state.kind === 'waiting' ? [state] : []));

  it.each([
    ['eventsRefused', 'camera.service-fault', 60_000],
    ['eventsForeignHost', 'camera.foreign-host', 300_000],
    ['wrongPassword', 'camera.unauthorised', 300_000],
  ] as const)('%s: said, tried again once, then seldom', async (fault, code, pauseMs) => {
    const heard = await listening({}, (simulator) => simulator.setFault(fault));
    await until('two attempts', () => waiting(heard).length === 2);
    expect(waiting(heard).map(({ error, retryInMs }) => [error.code, retryInMs])).toEqual([
      [code, 1000],
      [code, pauseMs],
    ]);
  });

  it('more subscriptions than the camera bears', async () => {
    const heard = await listening({}, ({ events }) => void (events.mostSubscriptions = 0));
    await until('it waits', () => waiting(heard).length > 0);
    expect(waiting(heard)[0]?.error).toMatchObject({
      code: 'camera.service-fault',
      detail: 'MaxNotificationConsumers: Too many subscriptions',
    });
  });

  it('a camera that answers no pull: noticed, subscribed anew', async () => {
    const heard = await listening({}, (simulator) => simulator.setFault('slowPull'));
    await until('it says so', () => waiting(heard).length > 0, 40_000);
    expect(waiting(heard)[0]?.error.code).toBe('camera.timeout');
    await heard.simulator.setFault(null);
    heard.simulator.events.emit({ kind: 'lineCrossed' });
    await until('it hears', () => heard.camera.counters()['pulls'] !== 0);
  }, 60_000);
});
