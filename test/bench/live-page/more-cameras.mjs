/** The program's own page, and beside it both gate cameras: no screen of it shows four at once where weights are shown. */
import '../../../renderer/main.tsx';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { call } from '../../../renderer/station/client.ts';
import { LiveFrame } from '../../../renderer/live/live-frame.tsx';

const place = document.querySelector('#more');
if (!(place instanceof HTMLElement)) throw new Error('index.html has no #more');
// As large as those beside the weight, and beside them: where all that moves lies together, least is drawn anew.
Object.assign(place.style, {
  position: 'fixed',
  left: '1340px',
  top: '152px',
  display: 'flex',
  flexDirection: 'column',
});
// For benches that ask the station as the window does.
Object.assign(window, { askStation: call });
const frame = (cameraId, role) =>
  createElement('div', { key: cameraId, ref: (box) => box?.style.setProperty('width', '420px') }, [
    createElement(LiveFrame, { key: cameraId, cameraId, role, trouble: null }),
  ]);
createRoot(place).render([frame('cam-gate-in', 'gate-in'), frame('cam-gate-out', 'gate-out')]);
