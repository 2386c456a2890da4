/** By hand: node test/sim/platform/main.ts [--port 8080] [--code TEST-CODE] [--folder DIR]; prints one JSON line, ends on SIGTERM. */
import { parseArgs } from 'node:util';
import { PlatformSimulator } from './platform-simulator.ts';

const { values } = parseArgs({
  options: { port: { type: 'string' }, code: { type: 'string', multiple: true }, folder: { type: 'string' } },
});
const simulator = new PlatformSimulator({
  port: Number(values.port ?? '0'),
  ...(values.code === undefined ? {} : { codes: values.code }),
  ...(values.folder === undefined ? {} : { folder: values.folder }),
});
await simulator.start();
process.stdout.write(`${JSON.stringify({ ready: true, url: simulator.url })}\n`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void simulator.stop());
