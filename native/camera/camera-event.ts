/** Something a camera noticed by itself. */
import type { EpochMs } from '../../preload/contract/vocabulary.ts';

/** `line` happens at one moment; the others begin and end. */
export type CameraEventKind = 'motion' | 'line' | 'field' | 'vehicle';

export interface CameraEvent {
  readonly kind: CameraEventKind;
  /** True when it begins (or happens), false when it ends. */
  readonly active: boolean;
  /** How things stood when we began to listen: nothing has happened. */
  readonly initial: boolean;
  /** Which of the camera's sources and rules; several may see one truck. */
  readonly source: string;
  /** When it came, by our clock. */
  readonly receivedAt: EpochMs;
  /** When it was, by the camera's clock, which may be wrong; null where it does not say. */
  readonly cameraTimeMs: number | null;
}
