/** The station's end of a page's live line, on a real message channel, as Electron has it. */
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import type { LiveMessage } from '../../../preload/contract/live.ts';
import type { FeedListener } from '../../../main/station/video/feed.ts';
import { LivePictures, type TakeJpeg } from '../../../main/station/video/live-pictures.ts';
import { LivePort, type LiveLine } from '../../../main/station/video/live-port.ts';
import { FakeTime } from '../../unit/native/fake-time.ts';
import { afterThisTest } from '../camera/rig.ts';
import { until } from '../camera/rtsp-rig.ts';
import { feedsRig, rtspServer } from './feeds-rig.ts';

function lineOn(port: MessagePort): LiveLine {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => port.on('message', listener),
    onClose: (listener) => port.once('close', listener),
    close: () => port.close(),
  };
}

/** The page's end. */
function page(options: { readonly acknowledges?: boolean } = {}) {
  const { port1, port2 } = new MessageChannel();
  const said: LiveMessage[] = [];
  let closed = false;
  port2.on('message', (message: LiveMessage) => {
    said.push(message);
    if (options.acknowledges === true && (message.type === 'unit' || message.type === 'picture'))
      port2.postMessage({ type: 'ack', count: 1 });
  });
  port2.once('close', () => (closed = true));
  afterThisTest(() => Promise.resolve(port2.close()));
  const units = () => said.filter((message) => message.type === 'unit');
  return { line: lineOn(port1), port: port2, said, units, isClosed: () => closed };
}

const FORMAT = { codec: 'h264', codecString: 'avc1.42c028', width: 1280, height: 720, frameRate: 25 } as const;

/** A feed that is told what to send. */
function madeFeed() {
  let listener: FeedListener | null = null;
  let subscribed = 0;
  const subscribe = (_camera: string, _stream: string, one: FeedListener): (() => void) => {
    listener = one;
    subscribed += 1;
    one.onState({ kind: 'playing' });
    one.onFormat(FORMAT);
    return () => void (subscribed -= 1);
  };
  const unit = (number: number, key: boolean, bytes = 10): void =>
    listener?.onUnit({ key, timestampUs: number * 40_000, data: new ArrayBuffer(bytes) });
  return { subscribe, unit, subscribed: () => subscribed };
}

describe('video', () => {
  test('of a real camera, end to end', async () => {
    const server = await rtspServer();
    const rig = feedsRig({ configured: { address: server.address() } });
    const one = page({ acknowledges: true });
    new LivePort(one.line).serve('cam', 'main', (...subscription) => rig.feeds.subscribe(...subscription));
    await until('four seconds of pictures', () => one.units().length >= 100);
    expect(one.said.slice(0, 3)).toMatchObject([
      { type: 'state', kind: 'connecting' },
      { type: 'state', kind: 'playing' },
      { type: 'format', codec: 'h264', width: 640, height: 360 },
    ]);
    expect(one.units()[0]).toMatchObject({ key: true, data: expect.any(ArrayBuffer) as ArrayBuffer });
    one.port.close();
    // Nobody else wants it: what comes after is somebody else's.
    const other = rig.listen();
    await until('the stream itself goes on', () => other.units.length > 0);
  });

  test('fifty units wait for the page; then they are held, and go out in order as it takes them', async () => {
    const feed = madeFeed();
    const one = page();
    const port = new LivePort(one.line);
    port.serve('cam', 'main', feed.subscribe);
    for (let number = 0; number < 70; number += 1) feed.unit(number, number === 0);
    await until('what may be sent', () => one.units().length === 50);
    one.port.postMessage({ type: 'ack', count: 30 });
    await until('the rest', () => one.units().length === 70);
    expect(one.units().map(({ timestampUs }) => timestampUs / 40_000)).toEqual([...Array(70).keys()]);
    expect(port.dropped).toBe(0);
  });

  test('what is held is given up for the next key picture, and counted', async () => {
    const feed = madeFeed();
    const one = page();
    const port = new LivePort(one.line);
    port.serve('cam', 'main', feed.subscribe);
    for (let number = 0; number < 120; number += 1) feed.unit(number, number % 60 === 0);
    await until('what may be sent', () => one.units().length === 50);
    one.port.postMessage({ type: 'ack', count: 50 });
    await until('the newer group', () => one.units().length === 100);
    expect(one.units()[50]).toMatchObject({ key: true, timestampUs: 60 * 40_000 });
    expect(port.dropped).toBe(10);
  });

  test('four megabytes wait for the page, and four are held; then nothing until a key picture', async () => {
    const feed = madeFeed();
    const one = page();
    const port = new LivePort(one.line);
    port.serve('cam', 'main', feed.subscribe);
    const MB = 1024 * 1024;
    for (let number = 0; number < 12; number += 1) feed.unit(number, number === 0, MB);
    await until('what may be sent', () => one.units().length === 4);
    expect(port.dropped).toBe(8);
    one.port.postMessage({ type: 'ack', count: 4 });
    feed.unit(12, false, MB);
    feed.unit(13, true, MB);
    await until('it begins anew', () => one.units().length === 5);
    expect(one.units()[4]).toMatchObject({ key: true, timestampUs: 13 * 40_000 });
    expect(port.dropped).toBe(9);
  });

  test('a new format: nothing of the old one comes after it', async () => {
    const feed = madeFeed();
    const one = page();
    let told: FeedListener | null = null;
    new LivePort(one.line).serve('cam', 'main', (camera, stream, listener) => {
      told = listener;
      return feed.subscribe(camera, stream, listener);
    });
    for (let number = 0; number < 70; number += 1) feed.unit(number, number === 0);
    (told as FeedListener | null)?.onFormat({ ...FORMAT, width: 1920 });
    feed.unit(70, true);
    one.port.postMessage({ type: 'ack', count: 50 });
    await until('the new one', () => one.units().length === 51);
    const order = one.said.map((message) => (message.type === 'unit' ? message.timestampUs / 40_000 : message.type));
    expect(order.slice(-2)).toEqual(['format', 70]);
  });

  test.each([
    ['a closed line', (port: MessagePort) => port.close()],
    ['more than it ever got', (port: MessagePort) => port.postMessage({ type: 'ack', count: 2 })],
    ['a foreign word', (port: MessagePort) => port.postMessage({ type: 'give', count: 1 })],
    ['nothing', (port: MessagePort) => port.postMessage(null)],
  ])('%s ends it', async (_what, act) => {
    const feed = madeFeed();
    const one = page();
    new LivePort(one.line).serve('cam', 'main', feed.subscribe);
    feed.unit(0, true);
    expect(feed.subscribed()).toBe(1);
    act(one.port);
    await until('it is over', () => feed.subscribed() === 0 && one.isClosed());
  });
});

describe('pictures', () => {
  const JPEG = new Uint8Array([0xff, 0xd8, 0xff, 0xd9]);

  test('two a second, and none before the last one is dealt with', async () => {
    const time = new FakeTime();
    const one = page();
    let taken = 0;
    const take: TakeJpeg = () => {
      taken += 1;
      return Promise.resolve({ jpeg: JPEG });
    };
    new LivePictures(one.line, take, { now: () => time.now, after: time.after }).serve();
    const pictures = () => one.said.filter(({ type }) => type === 'picture').length;
    await until('the first', () => pictures() === 1);
    time.advance(5000);
    expect(taken).toBe(1);
    one.port.postMessage({ type: 'ack', count: 1 });
    await until('the second', () => pictures() === 2);
    one.port.postMessage({ type: 'ack', count: 1 });
    await until('its time is waited for', () => time.waiting === 1);
    time.advance(499);
    expect(taken).toBe(2);
    time.advance(1);
    await until('the third', () => pictures() === 3);
    one.port.close();
    await until('nothing more is waited for', () => time.waiting === 0);
  });

  test('a camera that gives none is said, and asked again two seconds later', async () => {
    const time = new FakeTime();
    const one = page({ acknowledges: true });
    const answers = [{ code: 'camera.timeout' } as const, { jpeg: JPEG }];
    let taken = 0;
    const take: TakeJpeg = () => Promise.resolve(answers[taken++] ?? { jpeg: JPEG });
    new LivePictures(one.line, take, { now: () => time.now, after: time.after }).serve();
    await until('it is said', () => one.said.length === 2);
    expect(one.said[1]).toEqual({ type: 'state', kind: 'waiting', code: 'camera.timeout', retryInMs: 2000 });
    time.advance(1999);
    expect(taken).toBe(1);
    time.advance(1);
    await until('it is there', () => one.said.some(({ type }) => type === 'picture'));
  });
});
