/** What a proof of video is about, in words: a camera by its place, a recorder's channel by its name. Pure. */
import type { StationInfo } from '../../preload/contract/station.ts';
import type { VideoProof } from '../../preload/contract/video.ts';
import type { Translate } from '../i18n/index.ts';
import { cameraWord } from './error-params.ts';

export function proofSubject(
  { kind, subjectId }: Pick<VideoProof, 'kind' | 'subjectId'>,
  cameras: StationInfo['cameras'],
  t: Translate,
): string {
  if (kind === 'channel') return t('proof.channel', { id: subjectId });
  const role = cameras.find(({ id }) => id === subjectId)?.role;
  // It may have been taken out since.
  if (role === undefined) return t('proof.camera', { id: subjectId });
  const alone = cameras.filter((camera) => camera.role === role).length === 1;
  return alone ? cameraWord(role, t) : `${cameraWord(role, t)} ${subjectId}`;
}
