/** Fetches one picture over HTTP, as the camera sends it. */
import type { EpochMs } from '../../preload/contract/vocabulary.ts';
import { CameraError } from './camera-error.ts';
import type { SignedHttp } from './signed-http.ts';

export interface Snapshot {
  readonly body: Buffer;
  /** Our clock when the camera began to answer. */
  readonly answeredAt: EpochMs;
  readonly date: string | null;
  readonly lastModified: string | null;
}

export const MOST_PICTURE_BYTES = 12 * 1024 * 1024;

/**
 * One picture, unchecked.
 * @param url an address on the camera's configured host (host-policy.ts)
 * @param signal ends it at once and closes the connection
 * @throws CameraError
 */
export async function fetchSnapshot(
  http: SignedHttp,
  url: URL,
  signal: AbortSignal,
  maxBytes: number = MOST_PICTURE_BYTES,
): Promise<Snapshot> {
  const answer = await http.request(url, { method: 'GET', headers: { accept: 'image/jpeg' } }, signal);
  const { status, answeredAt } = answer;
  if (status !== 200) {
    answer.discard();
    if (status === 403) throw new CameraError('camera.unauthorised', 'HTTP 403');
    const location = answer.header('location');
    const where = location === null ? '' : ` to ${JSON.stringify(location.slice(0, 200))}, not followed`;
    throw new CameraError('camera.http-status', `HTTP ${status}${where}`);
  }
  return {
    body: await answer.read(maxBytes),
    answeredAt,
    date: answer.header('date'),
    lastModified: answer.header('last-modified'),
  };
}
