/** The entry of the station process: started by the shell (utilityProcess) or by the headless form (child process). */
import { compose } from './compose.ts';
import { INDICATOR_PROTOCOLS } from './compose-devices.ts';
import { runStation } from './run-station.ts';

runStation(compose, INDICATOR_PROTOCOLS);
