/** What has to wait for something, and not for ever. */

/**
 * Runs `then` once: after the first call of what is listened to, or after `limitMs` without one.
 * @param listen attaches, and hands back what detaches
 */
export function onceThere(
  limitMs: number,
  listen: (heard: () => void) => () => void,
  then: () => void,
): { cancel(): void } {
  let waiting = true;
  const cancel = (): void => {
    waiting = false;
    unlisten();
    clearTimeout(timer);
  };
  const run = (): void => {
    if (!waiting) return;
    cancel();
    then();
  };
  // Not within the call itself: whoever else listens hears it first.
  const unlisten = listen(() => setImmediate(run));
  const timer = setTimeout(run, limitMs);
  return { cancel };
}
