/**
 * The only script between shell and page. It exposes nothing: it passes on window messages of this very page, and hands
 * over the line to the station.
 */
import { ipcRenderer } from 'electron';
import { PAGE_MESSAGES, TO_PAGE, TO_SHELL } from './contract/channels.ts';
import type { PageMessage, ShellMessage } from './contract/shell.ts';

ipcRenderer.on(TO_PAGE, (event, message: ShellMessage) => {
  window.postMessage(message, location.origin, [...event.ports]);
});

const isKnown = (type: unknown): type is PageMessage['type'] =>
  typeof type === 'string' && Object.hasOwn(PAGE_MESSAGES, type);

window.addEventListener('message', ({ source, data }: MessageEvent<Readonly<Record<string, unknown>> | null>) => {
  const type = data?.['type'];
  if (source !== window || !isKnown(type)) return;
  // Of a known message its own fields; the shell checks what stands in them.
  const fields: readonly string[] = PAGE_MESSAGES[type];
  ipcRenderer.send(TO_SHELL, { type, ...Object.fromEntries(fields.map((name) => [name, data?.[name]])) });
});
