/** By hand: node test/sim/chaos-proxy/main.ts --target 8080 [--port 9090] [--chaos '{"latencyMs":200}']; ends on SIGTERM. */
import { parseArgs } from 'node:util';
import { ChaosProxy, type Chaos } from './chaos-proxy.ts';

const { values } = parseArgs({
  options: { target: { type: 'string' }, port: { type: 'string' }, chaos: { type: 'string' } },
});
const proxy = new ChaosProxy({ target: { port: Number(values.target) }, port: Number(values.port ?? '0') });
proxy.set(JSON.parse(values.chaos ?? '{}') as Chaos);
await proxy.start();
process.stdout.write(`${JSON.stringify({ ready: true, port: proxy.port })}\n`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void proxy.stop());
