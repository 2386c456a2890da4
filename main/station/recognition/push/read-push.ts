/** The bytes of a push → what they say by a mapping. Cameras write UTF-8, and older ones GB2312, without saying which. */
import { mapPlate, type Mapped, type PlateMapping } from '../../rules/plate-push/plate-mapping.ts';

/** `not-json`: no text, or none that is JSON. */
export type PushRead = Mapped | { readonly kind: 'not-json' };

export function readPush(bytes: Uint8Array, mapping: PlateMapping): PushRead {
  let posted: unknown;
  try {
    posted = JSON.parse(textOf(bytes));
  } catch {
    return { kind: 'not-json' };
  }
  return mapPlate(posted, mapping);
}

/** GB18030 holds GB2312 and GBK. A text in it that has Chinese characters is hardly ever UTF-8. @throws TypeError when it is neither */
function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  }
}
