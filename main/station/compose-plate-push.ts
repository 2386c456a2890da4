/**
 * Builds what takes in the plates that smart cameras push (part of compose.ts). A push becomes a suggestion beside what is read of
 * the truck on its camera's scale, and nothing else: no weighing, no pass of a gate and no barrier is within reach from here.
 */
import type { PushAnswer, PushReceiver } from '../../native/camera/push/push-receiver.ts';
import { timestamp, type EpochMs } from '../../preload/contract/vocabulary.ts';
import { makePushReceiver, type AttachedCamera } from './compose-devices.ts';
import type { ComposeOptions } from './host-channel.ts';
import type { PushedPlates } from './recognition/push/pushed-plates.ts';
import { PushThread } from './recognition/push/push-thread.ts';
import type { MappedPlate } from './rules/plate-push/plate-mapping.ts';
import { pushAnswer } from './rules/plate-push/push-answers.ts';
import { mappingOf } from './settings/plate-push-settings.ts';
import { systemTimers } from './upload/surroundings.ts';

export interface PlatePush {
  /** null: switched off, and nothing listens. */
  readonly receiver: PushReceiver | null;
  /** What was taken and refused, for a diagnostic bundle. */
  counts(): Readonly<Record<string, number>>;
  stop(): Promise<void>;
}

const NOTHING = '{}';

/** @throws CodedError config.invalid for a secret that is not there, or too short */
export function composePlatePush({
  cameras,
  options,
  pushedPlates,
}: {
  readonly cameras: readonly AttachedCamera[];
  readonly options: ComposeOptions;
  readonly pushedPlates: PushedPlates;
}): PlatePush {
  const { clock, configuration } = options;
  const log = options.log.child({ part: 'plate-push' });
  const thread = new PushThread({ timers: systemTimers, log });
  const sources = (configuration.platePush?.sources ?? []).map((source) => ({ ...source, reads: mappingOf(source) }));

  const suggest = (cameraId: string, { cameraAtMs, ...plate }: MappedPlate): void => {
    const role = cameras.find(({ id }) => id === cameraId)?.role;
    if (role !== 'front' && role !== 'rear') return;
    const cameraAt = cameraAtMs === null ? null : timestamp(cameraAtMs as EpochMs);
    pushedPlates.add({ cameraId, role, ...plate, at: timestamp(clock.wall()), cameraAt });
  };
  const receiver = makePushReceiver(options, async (index, body): Promise<PushAnswer> => {
    const source = sources[index];
    if (source === undefined) return { status: 503, body: NOTHING };
    const read = await thread.read(body, source.reads);
    const taken: PushAnswer = { status: 200, body: pushAnswer(source.reads.answer) };
    switch (read.kind) {
      case 'plate':
        // Another camera behind the same address: of which truck would it speak?
        if (source.serial !== undefined && source.serial !== read.serial) return { status: 403, body: NOTHING };
        suggest(source.cameraId, read.plate);
        return taken;
      case 'no-plate':
      case 'late':
      case 'alive':
        return taken;
      case 'not-json':
        return { status: 400, body: NOTHING };
      case 'unfit':
        return { status: 422, body: NOTHING };
      case 'busy':
        return { status: 503, body: NOTHING };
      default:
        return never(read);
    }
  });
  return {
    receiver,
    counts: () => ({ ...receiver?.counts(), readerEndings: thread.endings }),
    async stop() {
      await receiver?.stop();
      await thread.stop();
    },
  };
}

function never(value: never): never {
  throw new TypeError(`unhandled ${JSON.stringify(value)}`);
}
