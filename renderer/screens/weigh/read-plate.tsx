/** Beside the plate: the place in the picture where it was read, how sure that is, and what was read where it says otherwise. */
import type { Image } from '../../../preload/contract/documents.ts';
import type { PlateSeen } from '../../../preload/contract/readings.ts';
import { PictureCrop } from '../../components/picture-crop.tsx';
import { dottedPlate } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { percent, readOtherwise } from './readings.ts';

export function ReadPlate({
  seen,
  said,
  images,
  heightPx,
}: {
  readonly seen: PlateSeen;
  /** What stands in the field; '' = nothing. */
  readonly said: string;
  readonly images: readonly Image[];
  readonly heightPx: number;
}) {
  const { t } = useWords();
  const picture = images.find(({ sha256 }) => sha256 === seen.sha256);
  const other = readOtherwise(seen, said);
  const plate = dottedPlate(seen.readAs ?? seen.text);
  return (
    <span className={`read-plate${other ? ' look' : ''}`}>
      {picture !== undefined && (
        <PictureCrop picture={picture} corners={seen.corners} heightPx={heightPx} alt={t('plate.crop', { plate })} />
      )}
      <small>
        {seen.readAs !== null && said === seen.text
          ? t('plate.read-as', { plate })
          : other
            ? t('plate.read-otherwise', { plate })
            : t('plate.read', { share: percent(seen.confidence) })}
      </small>
    </span>
  );
}

/** What the record's pictures read, where it bears another plate. */
export function ReadBeside({ plate }: { readonly plate: string }) {
  const { t } = useWords();
  return (
    <span className="read-plate read-beside">
      <small>{t('plate.read-otherwise', { plate: dottedPlate(plate) })}</small>
    </span>
  );
}
