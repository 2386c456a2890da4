/** Why no camera can push plates, from the detail of the receiver's condition: `code: more`. null where nothing speaks against it. Pure. */
import type { ErrorCode } from '../../preload/contract/errors.ts';
import { isErrorCode } from '../i18n/is-error-code.ts';

export function pushTrouble(detail: string | null): { readonly code: ErrorCode; readonly detail: string } | null {
  const [, code = '', more = ''] = /^([a-z.-]+)(?:: (.*))?$/.exec(detail ?? '') ?? [];
  return isErrorCode(code) ? { code, detail: more } : null;
}
