/** The foot of the screen: what waits for upload, how each device is, and the keys that work anywhere. */
import type { ReactNode } from 'react';
import type { DeviceStatus, PlatformLink, StationInfo } from '../../preload/contract/station.ts';
import { roughAge } from '../format.ts';
import { errorSentences, useWords, type WordKey } from '../i18n/index.ts';
import { troubleOf } from '../station/indicator-trouble.ts';
import { useLive } from '../station/live-store.ts';
import { gateKey, gatesOf } from './gates.ts';
import { KeyCap } from './key-cap.tsx';
import { pushTrouble } from './push-trouble.ts';
import { StateShape, type Shape } from './state-shape.tsx';
import { TimeLeft } from './time-left.tsx';

type Condition = 'fine' | 'look' | 'stop' | 'unknown';
const SHAPES: Readonly<Record<Condition, Shape>> = {
  fine: 'tick',
  look: 'triangle',
  stop: 'broken-line',
  unknown: 'dash',
};

/** More than this and the clock of the evidence is wrong (domain.md §5 N9: within one second). */
const CLOCK_OFFSET_MS = 1000;

export function QuietStrip({
  reprint,
  explain = false,
  gate = false,
  barrier = false,
}: {
  readonly reprint: boolean;
  /** F9 leads to what waits to be explained. */
  readonly explain?: boolean;
  /** The key to the gate is heard here. It is named where there is a gate camera. */
  readonly gate?: boolean;
  /** The key that opens this scale's barrier by hand is heard here. */
  readonly barrier?: boolean;
}) {
  const { t } = useWords();
  const connected = useLive((live) => live.connected);
  const outbox = useLive((live) => live.outbox);
  const devices = useLive((live) => live.devices);
  const printJobs = useLive((live) => live.printJobs);
  const info = useLive((live) => live.info);
  const toCheck = useLive((live) => live.warnings.count);
  const platform = useLive((live) => live.warnings.platform);
  const shown = devices.filter((device) => device.state !== 'disabled');
  const offset = outbox?.link.clockOffsetMs ?? null;
  const waitingPaper = printJobs.filter((job) => job.state === 'queued' || job.state === 'printing').length;
  return (
    <div className="strip" role="contentinfo">
      {outbox?.link.configured === true && (
        <>
          <span className="strip-item">
            {t('strip.pending')} <b className="figures">{outbox.pending}</b>
            {outbox.pending > 0 && outbox.oldestAgeSeconds !== null && outbox.oldestAgeSeconds >= 60 && (
              <small className="figures"> {roughAge(outbox.oldestAgeSeconds)}</small>
            )}
          </span>
          {outbox.parked > 0 && (
            <span className="strip-item look">
              <StateShape shape="triangle" /> {t('strip.parked')} <b className="figures">{outbox.parked}</b>
            </span>
          )}
        </>
      )}
      {shown.map((device) => (
        <Item
          key={device.id}
          condition={connected ? conditionOf(device) : 'unknown'}
          name={t(`device.${device.kind}`) + ofWhichScale(device.id, info)}
          {...(connected && device.state === 'offline' && device.kind.startsWith('camera-')
            ? { words: 'condition.no-link' as const }
            : {})}
          {...(connected && device.state === 'offline' && device.kind === 'plate-push'
            ? { words: 'condition.not-receiving' as const }
            : {})}
        >
          {device.kind === 'printer' && waitingPaper > 0 ? (
            <small className="figures"> {t('strip.paper', { count: waitingPaper })}</small>
          ) : null}
          {connected && device.state === 'offline' ? <small className="figures">{numberOf(device)}</small> : null}
        </Item>
      ))}
      {outbox?.link.configured === true && (
        <Item {...(connected ? platformOf(outbox.link) : { condition: 'unknown' })} name={t('strip.platform')} />
      )}
      {outbox?.link.configured === true && (
        <Item
          condition={offset === null || !connected ? 'unknown' : Math.abs(offset) > CLOCK_OFFSET_MS ? 'look' : 'fine'}
          name={t('strip.clock')}
          {...(outbox.link.abilities.heartbeat ? {} : { words: 'condition.not-offered' as const })}
        >
          {offset !== null && Math.abs(offset) > CLOCK_OFFSET_MS ? (
            <small className="figures"> {(offset / 1000).toFixed(1)} s</small>
          ) : null}
        </Item>
      )}
      {platform.next !== null && (
        <span className={`strip-warnings ${platform.next.stage === 'overdue' ? 'stop' : 'look'}`}>
          <StateShape shape={platform.next.stage === 'overdue' ? 'octagon' : 'triangle'} />{' '}
          {t('strip.warnings', { count: platform.count })}
          {platform.next.dueAt !== null && (
            <>
              {' · '}
              <TimeLeft dueAt={platform.next.dueAt} stage="calm" plain />
            </>
          )}
        </span>
      )}
      {toCheck > 0 && (
        <span className="strip-warnings look">
          <StateShape shape="triangle" /> {t('strip.to-check')} <b className="figures">{toCheck}</b>
        </span>
      )}
      <span className="strip-keys">
        {explain && (toCheck > 0 || platform.next !== null) && (
          <span className="hint-key">
            <KeyCap name="F9" /> {t(platform.next === null ? 'key.to-check' : 'key.warnings')}
          </span>
        )}
        {barrier && (
          <span className="hint-key">
            <KeyCap name="Shift F3" /> {t('key.barrier')}
          </span>
        )}
        <span className="hint-key">
          <KeyCap name="F8" /> {t('key.records')}
        </span>
        {reprint && (
          <span className="hint-key">
            <KeyCap name="F10" /> {t('key.reprint')}
          </span>
        )}
        {gate && info !== null && gatesOf(info).length > 0 && (
          <span className="hint-key">
            <KeyCap name={gateKey(info)} /> {t('key.gate')}
          </span>
        )}
        <span className="hint-key">
          <KeyCap name="F12" /> {t('key.preferences')}
        </span>
      </span>
    </div>
  );
}

/** E107: why an indicator gives no weight, on another scale's screen as well; the words stand on its own. E255: why no camera can push. */
function numberOf({ detail, kind }: DeviceStatus): string {
  if (kind === 'plate-push') {
    const push = pushTrouble(detail);
    return push === null ? '' : ` ${errorSentences(push.code, push).number}`;
  }
  const trouble = kind === 'indicator' ? troubleOf(detail) : null;
  return trouble === null ? '' : ` ${errorSentences(trouble.code, trouble.params).number}`;
}

function platformOf(link: PlatformLink): { readonly condition: Condition; readonly words: WordKey } {
  if (!link.enrolled) return { condition: 'look', words: 'strip.not-enrolled' };
  // It hears no heartbeat: before the first record nobody knows, and nothing is wrong.
  if (!link.abilities.heartbeat && link.lastReceiptAt === null && link.failuresInARow === 0)
    return { condition: 'unknown', words: 'strip.nothing-sent' };
  return link.online
    ? { condition: 'fine', words: 'condition.fine' }
    : { condition: 'look', words: 'strip.offline-weighing' };
}

function conditionOf(device: DeviceStatus): Condition {
  switch (device.state) {
    case 'online':
      return 'fine';
    case 'degraded':
      return 'look';
    case 'offline':
      return device.kind === 'indicator' ? 'stop' : 'look';
    case 'disabled':
      return 'unknown';
    default:
      return never(device.state);
  }
}

const CONDITION_WORDS: Readonly<Record<Condition, WordKey>> = {
  fine: 'condition.fine',
  look: 'condition.look',
  stop: 'condition.stop',
  unknown: 'condition.unknown',
};

function Item({
  condition,
  name,
  words,
  children,
}: {
  readonly condition: Condition;
  readonly name: string;
  readonly words?: WordKey;
  readonly children?: ReactNode;
}) {
  const { t } = useWords();
  const word = t(words ?? CONDITION_WORDS[condition]);
  // All well needs no word on screen; whoever cannot see the tick hears it.
  return (
    <span className={`strip-item ${condition === 'fine' || condition === 'unknown' ? '' : condition}`}>
      {name} <StateShape shape={SHAPES[condition]} />
      {condition === 'fine' ? <span className="unseen">{word}</span> : <small> {word}</small>}
      {children}
    </span>
  );
}

function never(value: never): never {
  throw new TypeError(`unhandled ${JSON.stringify(value)}`);
}

/** With several scales: the number of the one that a device belongs to, in the order of the tabs. */
function ofWhichScale(deviceId: string, info: StationInfo | null): string {
  if (info === null || info.scales.length === 1) return '';
  const scaleId = info.cameras.find(({ id }) => id === deviceId)?.scaleId ?? deviceId;
  const at = info.scales.findIndex(({ id }) => id === scaleId);
  return at < 0 ? '' : ` ${at + 1}`;
}
