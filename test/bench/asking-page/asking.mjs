/** The program's own page; a bench may ask the station as the window does. */
import '../../../renderer/main.tsx';
import { call } from '../../../renderer/station/client.ts';

Object.assign(window, { askStation: call });
