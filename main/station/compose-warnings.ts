/** Builds the warnings desk: the inbox, what is answered and how, deadlines, pictures that a person adds (part of compose.ts). */
import type { EpochMs, Uuid } from '../../preload/contract/vocabulary.ts';
import type { OpenWarnings } from '../../preload/contract/warnings.ts';
import { jpegStructure } from './compose-devices.ts';
import type { Records } from './compose-records.ts';
import type { ComposeOptions } from './host-channel.ts';
import type { EventStreamOptions } from './platform/event-stream.ts';
import { EvidenceQuery } from './records/evidence-query.ts';
import { InboxQuery } from './records/inbox-query.ts';
import { WarningFiguresQuery } from './records/warning-figures-query.ts';
import { systemTimers } from './upload/surroundings.ts';
import { Attachments } from './warnings/attachments.ts';
import { Escalation } from './warnings/escalation.ts';
import { PlatformWarnings } from './warnings/platform-warnings.ts';
import { WarningDesk } from './warnings/warning-desk.ts';

export interface Warnings {
  readonly desk: WarningDesk;
  readonly inbox: InboxQuery;
  readonly evidence: EvidenceQuery;
  readonly figures: WarningFiguresQuery;
  readonly attachments: Attachments;
  /** For the platform's events. */
  readonly notices: EventStreamOptions['notices'];
  onChange(listener: (open: OpenWarnings) => void): void;
  start(): void;
  stop(): void;
}

export function composeWarnings({
  clockOffsetMs,
  newId,
  options,
  records,
}: {
  readonly options: ComposeOptions;
  readonly records: Records;
  /** null while the platform's clock is not known. */
  readonly clockOffsetMs: () => number | null;
  readonly newId: () => Uuid;
}): Warnings {
  const { clock, configuration, log } = options;
  const { db, photos, platformWarnings, publisher, reader, warnings: site } = records;
  const { siteHours } = configuration.warnings;
  const now = (): EpochMs => (clock.wall() + Math.round(clockOffsetMs() ?? 0)) as EpochMs;
  const attachments = new Attachments({
    db,
    photos,
    readJpeg: (bytes) => {
      const picture = jpegStructure(bytes);
      return picture.ok ? picture : { ok: false, damaged: picture.code === 'camera.truncated' };
    },
    clock,
  });
  const listeners = new Set<(open: OpenWarnings) => void>();
  const tell = (): void => {
    if (listeners.size === 0) return;
    const open = desk.open();
    for (const listener of listeners) listener(open);
  };
  const escalation = new Escalation({
    db,
    platform: platformWarnings,
    siteHours,
    now,
    timers: systemTimers,
    log: log.child({ part: 'warnings' }),
    onMark: tell,
  });
  const desk = new WarningDesk({
    db,
    site,
    platform: platformWarnings,
    escalation,
    attachments,
    publisher,
    clock,
    now,
    newId,
  });
  const intake = new PlatformWarnings({ store: platformWarnings, clock });
  const inbox = new InboxQuery({ reader, siteHours, now });
  site.onChange(() => {
    escalation.look();
    tell();
  });
  return {
    desk,
    inbox,
    evidence: new EvidenceQuery({ reader, inbox }),
    figures: new WarningFiguresQuery({ reader, siteHours, now }),
    attachments,
    notices: { keep: (event) => intake.keep(event), kept: () => site.raised() },
    onChange: (listener) => void listeners.add(listener),
    start: () => escalation.start(),
    stop: () => escalation.stop(),
  };
}
