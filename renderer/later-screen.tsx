/**
 * A screen in a file of its own. It is fetched as soon as the window that opened has a moment, and from then on it is there with
 * the key that leads to it: a key that comes next is already its own.
 */
import { use, type ComponentType } from 'react';

/** A window that is never idle fetches all the same. */
const AT_LATEST_MS = 5_000;

/** @param load the same file each time: it is asked for once */
export function laterScreen<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): (props: Props) => React.JSX.Element {
  let there: ComponentType<Props> | null = null;
  let fetching: Promise<ComponentType<Props>> | null = null;
  const fetchIt = (): Promise<ComponentType<Props>> =>
    (fetching ??= load().then((screen) => {
      there = screen;
      return screen;
    }));
  requestIdleCallback(() => void fetchIt(), { timeout: AT_LATEST_MS });
  return function Later(props) {
    const Screen = there ?? use(fetchIt());
    return <Screen {...props} />;
  };
}
