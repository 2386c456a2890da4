import { ERROR_CODES, type ErrorCode } from '../../preload/contract/errors.ts';

const CODES: ReadonlySet<string> = new Set(ERROR_CODES);

/** Whether a text (a device's detail, for example) is a code of the closed list. */
export const isErrorCode = (text: string): text is ErrorCode => CODES.has(text);
