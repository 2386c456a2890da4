/** By hand: node test/sim/rtsp-server/run.ts [--codec h265] [--port 8554] [--password WORD] [--path /a --path /b]; ends on SIGTERM. */
import { parseArgs } from 'node:util';
import { RtspServer } from './rtsp-server.ts';

const { values } = parseArgs({
  options: {
    codec: { type: 'string' },
    port: { type: 'string' },
    password: { type: 'string' },
    path: { type: 'string', multiple: true },
  },
});
const server = new RtspServer({
  codec: values.codec === 'h265' ? 'h265' : 'h264',
  port: Number(values.port ?? '0'),
  paths: values.path ?? ['/stream'],
  auth: values.password === undefined ? null : { username: 'admin', password: values.password },
});
await server.start();
const addresses = server.options.paths.map((path) => server.address(path));
process.stdout.write(`${JSON.stringify({ ready: true, addresses })}\n`);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void server.stop());
