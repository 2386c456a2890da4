/** What is known of an arm after an order that was not confirmed. Pure. */
import type { ErrorCode } from '../../../preload/contract/errors.ts';

/** Never sent, or turned down by the board: whatever else went wrong, the arm may have gone up. */
const STAYED: ReadonlySet<ErrorCode> = new Set(['barrier.unreachable', 'barrier.refused']);

export const stayedClosed = (trouble: ErrorCode): boolean => STAYED.has(trouble);
