/** What the window may not do: everything but showing our own page. */
import type { Session, WebContents } from 'electron';
import type { Log } from '../log.ts';

/** The page's only origin. */
export const SCHEME = 'app';
export const ORIGIN = `${SCHEME}://station`;

/**
 * The policy of every page, with the nonce that antd's styles carry (see README, "Content security policy").
 * Sounds come from the same origin; the page talks to the station through a MessagePort, which needs no `connect-src`.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' ${SCHEME}:`,
    "font-src 'self'",
    "media-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The policy of the page that is printed: its fonts and its styles. No script, not even our own; no picture. */
export const printedPagePolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** The policy of a worker: its own scripts and nothing else. Pictures reach it through a MessagePort. */
export const WORKER_POLICY = "default-src 'none'; script-src 'self'";

/** No permission, no device, no request that leaves the program. */
export function secureSession(session: Session, { devTools, log }: { devTools: boolean; log: Log }): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, decide) => {
    const own = url.startsWith(`${ORIGIN}/`) || (devTools && url.startsWith('devtools://'));
    if (!own) log.warn({ url: url.slice(0, 200) }, 'a request of the page was refused');
    decide({ cancel: !own });
  });
  session.on('will-download', (event) => event.preventDefault());
}

/** No way out of the page: no other address, no other window, no guest. */
export function confine(contents: WebContents, log: Log): void {
  contents.setWindowOpenHandler(({ url }) => {
    log.warn({ url: url.slice(0, 200) }, 'a new window was refused');
    return { action: 'deny' };
  });
  const refuse = (event: { preventDefault(): void; url: string }): void => {
    log.warn({ url: event.url.slice(0, 200) }, 'a navigation was refused');
    event.preventDefault();
  };
  contents.on('will-navigate', refuse);
  contents.on('will-frame-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
