/** Writes the list of cameras into the configuration file, in place. */
import type { CameraSettings } from './configuration.ts';
import { changeConfiguration, replaced, type ConfigurationFile } from './configuration-writer.ts';
import { jsonSpan, type Span } from './json-span.ts';

/** What an installer sets of a camera; whatever else the file says of it stays. */
export type CameraChange = Pick<CameraSettings, 'id' | 'role' | 'driver' | 'address'> &
  Partial<Pick<CameraSettings, 'scaleId' | 'username' | 'password' | 'certificate'>> & {
    /** null: it is taken out. */
    readonly display?: CameraSettings['display'] | null;
  };

/**
 * @param cameras all of them, in their order; of one that the file has, what the change leaves out is left as it is, but
 *   `scaleId`, `username` and `certificate`, which are then taken out
 * @returns the cameras as the file has them now
 * @throws CodedError as {@link changeConfiguration}
 */
export async function writeCameras(
  file: ConfigurationFile,
  cameras: readonly CameraChange[],
): Promise<readonly CameraSettings[]> {
  const written = await changeConfiguration(file, (json) => {
    const { cameras: before = [] } = JSON.parse(json) as { cameras?: readonly { id: string }[] };
    const next = cameras.map(({ certificate, display, scaleId, username, ...others }) => ({
      ...before.find(({ id }) => id === others.id),
      // JSON leaves out what is undefined.
      ...(display === undefined ? {} : { display: display ?? undefined }),
      scaleId,
      username,
      certificate,
      ...others,
    }));
    const span = jsonSpan(json, ['cameras']);
    return span === null ? added(json, next) : replaced(json, span, next);
  });
  return written.cameras;
}

/** As the last key of the file; it has others, or it would not be a configuration. */
function added(json: string, cameras: unknown): string {
  const root: Span = jsonSpan(json, []) ?? { from: 0, to: json.length };
  const end = json.slice(0, root.to - 1).trimEnd();
  const value = JSON.stringify(cameras, null, 2).replaceAll('\n', '\n  ');
  return `${end},\n  "cameras": ${value}\n${json.slice(root.to - 1)}`;
}
