/**
 * `app://station/…`: the page's files, and of the data folder pictures under `app://station/photos/<sha256>` and recorded
 * video under `app://station/video/<day>/<file>`, any part of it, as a player asks.
 * Electron is handed in, so that the answers can be tested without it.
 */
import { randomBytes } from 'node:crypto';
import { open, readFile, type FileHandle } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import type { CustomScheme, Protocol } from 'electron';
import type { Log } from '../log.ts';
import { byteRange } from '../byte-range.ts';
import { photoPath } from '../photo-path.ts';
import { videoPath } from '../video-path.ts';
import { contentSecurityPolicy, ORIGIN, SCHEME, WORKER_POLICY } from './security.ts';

/** To be registered before the app is ready. */
export const PRIVILEGES: CustomScheme = {
  scheme: SCHEME,
  // stream: a player asks for parts of a video.
  privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true, stream: true },
};

/** What the page consists of; anything else is not served. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
};
/** Written by Vite (`html.cspNonce`), replaced in each response. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';

export interface AppFolders {
  /** The bundled page. */
  readonly renderer: string;
  /** null: no pictures and no video (the page that is printed needs none). */
  readonly dataDir: string | null;
}

export function serveApp(protocol: Protocol, folders: AppFolders, log: Log): void {
  protocol.handle(SCHEME, async (request) => {
    try {
      return await answer(request, folders);
    } catch (error) {
      log.error({ err: error, url: request.url.slice(0, 200) }, 'a file of the page could not be read');
      return empty(500);
    }
  });
}

/** The response to one request of the page; 404 for whatever is not plainly one of its files or pictures. */
export async function answer(
  request: Pick<Request, 'url' | 'method' | 'headers'>,
  folders: AppFolders,
): Promise<Response> {
  if (request.method !== 'GET') return empty(405);
  const url = URL.canParse(request.url) ? new URL(request.url) : null;
  if (url === null || `${url.protocol}//${url.host}` !== ORIGIN) return empty(404);
  const path = decoded(url.pathname);
  if (path === null) return empty(404);
  const { dataDir } = folders;
  if (dataDir !== null && path.startsWith('/photos/')) return photo(dataDir, path.slice('/photos/'.length));
  if (dataDir !== null && path.startsWith('/video/'))
    return video(dataDir, path.slice('/video/'.length), request.headers.get('range'));
  return asset(folders.renderer, path === '/' ? '/index.html' : path);
}

async function photo(dataDir: string, sha256: string): Promise<Response> {
  const file = photoPath(dataDir, sha256);
  const bytes = file === null ? null : await readIfThere(file);
  if (bytes === null) return empty(404);
  // Named by its hash: it never changes.
  return respond(bytes, 'image/jpeg', { 'cache-control': 'private, max-age=31536000, immutable' });
}

/** Finished files only: what is being written has another name. */
async function video(dataDir: string, name: string, range: string | null): Promise<Response> {
  const file = videoPath(dataDir, name);
  const handle = file === null ? null : await openIfThere(file);
  if (handle === null) return empty(404);
  const { size } = await handle.stat();
  const part = size === 0 ? 'unsatisfiable' : byteRange(range, size);
  if (part === 'unsatisfiable') {
    await handle.close();
    if (size === 0) return empty(404);
    return new Response(null, { status: 416, headers: { 'content-range': `bytes */${size}` } });
  }
  const { from, to } = part ?? { from: 0, to: size - 1 };
  // It closes the file when it is read or given up.
  const body = Readable.toWeb(handle.createReadStream({ start: from, end: to })) as ReadableStream<Uint8Array>;
  return new Response(body, {
    status: part === null ? 200 : 206,
    headers: {
      'content-type': 'video/mp4',
      'content-length': String(to - from + 1),
      'accept-ranges': 'bytes',
      ...(part === null ? {} : { 'content-range': `bytes ${from}-${to}/${size}` }),
      'x-content-type-options': 'nosniff',
      // It never changes, and may be purged.
      'cache-control': 'no-store',
    },
  });
}

async function asset(folder: string, path: string): Promise<Response> {
  const file = join(folder, path);
  const type = TYPES[extname(file)];
  const inside = relative(folder, file);
  if (type === undefined || inside === '' || inside.startsWith(`..${sep}`)) return empty(404);
  const bytes = await readIfThere(file);
  if (bytes === null) return empty(404);
  // A worker has the policy of its own script's response, not the page's: it may load its own parts and nothing else.
  if (extname(file) === '.js') return respond(bytes, type, { 'content-security-policy': WORKER_POLICY });
  if (extname(file) !== '.html') return respond(bytes, type);
  const nonce = randomBytes(18).toString('base64');
  return respond(bytes.toString('utf8').replaceAll(NONCE_PLACEHOLDER, nonce), type, {
    'content-security-policy': contentSecurityPolicy(nonce),
    'cache-control': 'no-store',
  });
}

/** Percent-decoded; null for what no file name of ours contains: broken escapes, backslashes, control characters. */
function decoded(pathname: string): string | null {
  try {
    const path = decodeURIComponent(pathname);
    // eslint would have the control characters escaped twice; a set of what is allowed says it better.
    return /^[\p{L}\p{N}/._@~ -]+$/u.test(path) ? path : null;
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

export function respond(body: Buffer | string, type: string, headers: Readonly<Record<string, string>> = {}): Response {
  const bytes = typeof body === 'string' ? body : new Uint8Array(body);
  return new Response(bytes, {
    headers: { 'content-type': type, 'x-content-type-options': 'nosniff', ...headers },
  });
}

function empty(status: number): Response {
  return new Response(null, { status });
}

const readIfThere = (file: string): Promise<Buffer | null> => ifThere(() => readFile(file));
const openIfThere = (file: string): Promise<FileHandle | null> => ifThere(() => open(file, 'r'));

async function ifThere<T>(get: () => Promise<T>): Promise<T | null> {
  try {
    return await get();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return null;
    throw error;
  }
}
