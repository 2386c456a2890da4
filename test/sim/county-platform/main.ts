/** By hand: node test/sim/county-platform/main.ts [--port 8080]; prints one JSON line, ends on SIGTERM. */
import { parseArgs } from 'node:util';
import { COUNTY_APP_ID, COUNTY_SECRET, CountyPlatform } from './county-platform.ts';

const { values } = parseArgs({ options: { port: { type: 'string' } } });
const county = new CountyPlatform({ port: Number(values.port ?? '0') });
await county.start();
process.stdout.write(
  `${JSON.stringify({ ready: true, url: county.url, appId: COUNTY_APP_ID, secret: COUNTY_SECRET })}\n`,
);
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void county.stop());
