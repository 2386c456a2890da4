/** Builds what an installer marks and tries displays with (part of compose.ts). */
import { readFile } from 'node:fs/promises';
import type { Uuid } from '../../preload/contract/vocabulary.ts';
import { photoPath } from '../photo-path.ts';
import type { AttachedCamera } from './compose-devices.ts';
import type { Recognition } from './compose-recognition.ts';
import type { ComposeOptions } from './host-channel.ts';
import { DisplaySamples } from './recognition/display-samples.ts';
import { DisplayTrials } from './recognition/display-trials.ts';
import type { Weighbridges } from './weighbridges.ts';

export function composeDisplays({
  cameras,
  newId,
  options: { clock, dataDir, log },
  recognition,
  weighbridges,
}: {
  readonly options: ComposeOptions;
  readonly cameras: readonly AttachedCamera[];
  readonly recognition: Pick<Recognition, 'thread'>;
  readonly weighbridges: Weighbridges;
  readonly newId: () => Uuid;
}): DisplayTrials {
  return new DisplayTrials({
    cameras: cameras
      .filter(({ role }) => role === 'front' || role === 'rear')
      .map(({ id, scaleId, takePicture }) => ({
        id,
        takePicture,
        weightKg: () => weighbridges.of(scaleId ?? undefined).deck.reading().weightKg,
      })),
    thread: recognition.thread,
    samples: new DisplaySamples(dataDir),
    picture: (sha256) => readFile(photoPath(dataDir, sha256) ?? '').catch(() => null),
    clock,
    newId,
    log: log.child({ part: 'displays' }),
  });
}
