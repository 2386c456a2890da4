/** The entry of the station process: started by the shell (utilityProcess) or by the headless form (child process). */
import { firstThread } from './store/first-thread.ts';
import { compose } from './compose.ts';
import { INDICATOR_PROTOCOLS } from './compose-devices.ts';
import { runStation } from './run-station.ts';

runStation((options) => compose(options, firstThread), INDICATOR_PROTOCOLS);
