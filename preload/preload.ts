/**
 * The only script between shell and page. It exposes nothing: it passes on window messages of this very page, and hands
 * over the line to the station.
 */
import { ipcRenderer } from 'electron';
import { PAGE_MESSAGE_TYPES, TO_PAGE, TO_SHELL } from './contract/channels.ts';
import type { PageMessage, ShellMessage } from './contract/shell.ts';

ipcRenderer.on(TO_PAGE, (event, message: ShellMessage) => {
  window.postMessage(message, location.origin, [...event.ports]);
});

window.addEventListener('message', ({ source, data }: MessageEvent<{ type?: unknown } | null>) => {
  const type = PAGE_MESSAGE_TYPES.find((known) => known === data?.type);
  if (source !== window || type === undefined) return;
  const message: PageMessage = { type };
  ipcRenderer.send(TO_SHELL, message);
});
