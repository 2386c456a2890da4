/** The names that shell and preload script share. Apart from shell.ts, so that the preload script carries no zod. */

/** Electron IPC: shell → preload script, a {@link import('./shell.ts').ShellMessage}, a port travels beside `station-port` and `live-port`. */
export const TO_PAGE = 'weighbridge:to-page';
/** Electron IPC: preload script → shell, a {@link import('./shell.ts').PageMessage}. */
export const TO_SHELL = 'weighbridge:to-shell';
/** What the page may say to the shell, and with which fields; the preload script passes nothing else on. */
export const PAGE_MESSAGES = {
  'window-ready': [],
  'station-retry': [],
  'live-open': ['cameraId', 'stream', 'ticket'],
  'live-close': ['ticket'],
} as const;
