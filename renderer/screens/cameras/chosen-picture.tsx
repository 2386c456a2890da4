/** The chosen camera's live picture, once the station has a line to it. */
import type { StationInfo } from '../../../preload/contract/station.ts';
import { useWords } from '../../i18n/index.ts';
import { LiveFrame } from '../../live/live-frame.tsx';
import type { DraftCamera } from './draft.ts';

export function ChosenPicture({
  chosen,
  known,
}: {
  readonly chosen: DraftCamera | undefined;
  readonly known: StationInfo;
}) {
  const { t } = useWords();
  const running = known.cameras.find(({ id }) => id === chosen?.id);
  if (chosen === undefined || running === undefined)
    return (
      <div className="picture-box cameras-empty">
        <p className="empty">{t(chosen === undefined ? 'cameras.choose' : 'cameras.live-after-save')}</p>
      </div>
    );
  return <LiveFrame key={running.id} cameraId={running.id} role={running.role} trouble={null} />;
}
