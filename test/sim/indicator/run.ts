/**
 * An indicator to play with: `node test/sim/indicator/run.ts PROTOCOL [tcp port] [device file]`.
 * Then type: `set 15600` · `ramp 48200 8000` · `silence` · `speak` · `wrong` · `right` · `junk` · `end`.
 */
import { createInterface } from 'node:readline';
import { SIMULATED_PROTOCOLS } from './dialects.ts';
import { IndicatorSimulator } from './indicator-simulator.ts';

const [name = 'yaohua-tf0', port = '0', serialPath] = process.argv.slice(2);
const protocol = SIMULATED_PROTOCOLS.find((one) => one === name);
if (protocol === undefined) throw new Error(`no such protocol: ${name}; there are ${SIMULATED_PROTOCOLS.join(', ')}`);
const indicator = new IndicatorSimulator({
  protocol,
  tcp: { port: Number(port) },
  ...(serialPath === undefined ? {} : { serialPath }),
});
await indicator.start();
indicator.onShown((shownKg) => console.log(shownKg ?? '------'));
console.log(`${protocol} on 127.0.0.1:${indicator.port}${serialPath === undefined ? '' : ` and ${serialPath}`}`);

for await (const line of createInterface({ input: process.stdin })) {
  const [word, first = '0', second = '0'] = line.trim().split(/\s+/);
  if (word === 'set') indicator.setWeight(Number(first));
  else if (word === 'ramp') indicator.ramp(Number(first), Number(second));
  else if (word === 'silence') indicator.silence();
  else if (word === 'speak') indicator.speak();
  else if (word === 'wrong' || word === 'right') indicator.checksum = word;
  else if (word === 'junk') indicator.inject(Buffer.from('\u0002\u0002+0012\u0000\u00ffjunk', 'latin1'));
  else if (word === 'end') break;
  else console.log('set KG · ramp KG MS · silence · speak · wrong · right · junk · end');
}
await indicator.stop();
