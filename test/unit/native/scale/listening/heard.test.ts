/** The collector of what is heard: bounded in bytes and in age. */
import { describe, expect, it } from 'vitest';
import { HeardBytes } from '../../../../../native/scale/listening/heard.ts';
import { AS_8N1 } from './as-heard.ts';

describe('HeardBytes', () => {
  it('keeps the newest 4096 bytes with the times of their arrivals, and counts the others', () => {
    const heard = new HeardBytes();
    for (let chunk = 0; chunk < 100; chunk += 1) heard.push(new Uint8Array(100).fill(chunk), chunk * 10);
    const { arrivals, bytes, forMs } = heard.heard(AS_8N1, 1000);
    expect(bytes).toHaveLength(4096);
    expect([heard.total, heard.dropped]).toEqual([10_000, 10_000 - 4096]);
    expect(arrivals).toHaveLength(40);
    for (const { at, ms } of arrivals) expect(bytes[at]).toBe(ms / 10);
    expect(forMs).toBe(1000 - 600);
  });

  it('forgets what came more than half a minute before the newest', () => {
    const heard = new HeardBytes();
    heard.push(Uint8Array.of(1, 1), 0);
    heard.push(Uint8Array.of(2, 2), 20_000);
    heard.push(Uint8Array.of(3, 3), 45_000);
    expect([...heard.heard(AS_8N1, 45_000).bytes]).toEqual([2, 2, 3, 3]);
    expect([...heard.tail(3)]).toEqual([2, 3, 3]);
  });

  it('copies: the wire may overwrite its bytes', () => {
    const heard = new HeardBytes();
    const chunk = Uint8Array.of(1, 2);
    heard.push(chunk, 0);
    chunk.fill(9);
    expect([...heard.tail(9)]).toEqual([1, 2]);
  });
});
