/** How long a deadline is away, by the platform's clock; a minute later it says so by itself. */
import { useEffect, useState } from 'react';
import type { WarningStage } from '../../preload/contract/inbox.ts';
import { roughAge } from '../format.ts';
import { useWords } from '../i18n/index.ts';
import { useLive } from '../station/live-store.ts';
import { StateShape } from './state-shape.tsx';

const LOOK_MS = 10_000;

export function TimeLeft({
  dueAt,
  stage,
  plain = false,
}: {
  readonly dueAt: string | null;
  readonly stage: WarningStage;
  /** Shape and colour stand before it already. */
  readonly plain?: boolean;
}) {
  const { t } = useWords();
  const offset = useLive((live) => live.outbox?.link.clockOffsetMs) ?? 0;
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  if (dueAt === null) return <span className="label">{t('inbox.no-term')}</span>;
  const seconds = Math.floor((Date.parse(dueAt) - now - offset) / 1000);
  const over = seconds < 0;
  const time = roughAge(Math.abs(seconds));
  if (plain) return <span className="figures">{t(over ? 'inbox.over' : 'inbox.left', { time })}</span>;
  return (
    <span className={`figures ${over ? 'stop' : stage === 'calm' ? '' : 'look'}`}>
      {over ? (
        <StateShape shape="octagon" size="14px" />
      ) : (
        stage !== 'calm' && <StateShape shape="triangle" size="14px" />
      )}{' '}
      {t(over ? 'inbox.over' : 'inbox.left', { time })}
    </span>
  );
}
