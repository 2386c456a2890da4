/** Forked by platform-child.ts: tells its address, answers every message with what it holds, ends with its parent. */
import { PlatformSimulator } from '../sim/platform/platform-simulator.ts';
import type { PlatformUsage } from './platform-child.ts';

const simulator = new PlatformSimulator({ keepPictures: false });
await simulator.start();
const started = process.cpuUsage();

process.on('message', () => {
  const { user, system } = process.cpuUsage(started);
  const usage: PlatformUsage = {
    documents: simulator.documents().length,
    pictures: simulator.blobs().size,
    cpuMs: (user + system) / 1000,
  };
  process.send?.(usage);
});
process.on('disconnect', () => process.exit(0));
process.send?.({ url: simulator.url });
