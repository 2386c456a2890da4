/** The desk of who answers for the site: who sees to a warning, and the signed answer to one of the platform (product.md M1, M2). */
import type { Image, Rectification } from '../../../preload/contract/documents.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { ParsedInput } from '../../../preload/contract/index.ts';
import { timestamp, type Clock, type EpochMs, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { OpenWarnings, SiteWarning, WarningTaken } from '../../../preload/contract/warnings.ts';
import type { PlatformWarningStore } from '../records/platform-warning-store.ts';
import type { Publisher } from '../records/publisher.ts';
import type { Act } from '../rpc-server.ts';
import { stageOf } from '../rules/warning-escalation.ts';
import { awaitsUs } from '../rules/warning-state.ts';
import type { Writer } from '../store/statement.ts';
import type { Attachments } from './attachments.ts';
import type { Escalation } from './escalation.ts';
import type { SiteWarnings } from './site-warnings.ts';

export interface WarningDeskParts {
  readonly db: Writer;
  readonly site: Pick<SiteWarnings, 'explain' | 'get' | 'open' | 'raised'>;
  readonly platform: Pick<
    PlatformWarningStore,
    'awaited' | 'awaitedCount' | 'get' | 'own' | 'owner' | 'state' | 'step'
  >;
  readonly escalation: Pick<Escalation, 'sound'>;
  readonly attachments: Pick<Attachments, 'image'>;
  readonly publisher: Pick<Publisher, 'publish'>;
  readonly clock: Clock;
  /** By the platform's clock as far as it is known. */
  readonly now: () => EpochMs;
  readonly newId: () => Uuid;
}

/** A line of the strip. */
const MOST_TITLE = 120;

export class WarningDesk {
  readonly #parts: WarningDeskParts;

  constructor(parts: WarningDeskParts) {
    this.#parts = parts;
  }

  open(): OpenWarnings {
    const { escalation, now, platform, site } = this.#parts;
    const [next] = platform.awaited();
    return {
      ...site.open(),
      platform: {
        count: platform.awaitedCount(),
        next:
          next === undefined
            ? null
            : {
                warningId: next.warningId,
                announcement: next.announcement === 1,
                code: next.code,
                level: next.level,
                title: next.title.slice(0, MOST_TITLE).toWellFormed(),
                raisedAt: timestamp(next.raisedAtMs),
                dueAt: next.dueAtMs === null ? null : timestamp(next.dueAtMs),
                stage: stageOf(next, now()),
              },
      },
      sound: escalation.sound,
    };
  }

  /**
   * `warnings.acknowledge`.
   * @throws CodedError warning.not-found | warning.already-acknowledged {at, operatorId} | warning.not-open {state} |
   *   warning.answer-owed | gate.close-there {passId} | store.disk-full
   */
  acknowledge(
    { operatorId, reason, warningId }: ParsedInput<'warnings.acknowledge'>,
    act: Act,
  ): SiteWarning | WarningTaken {
    const { site } = this.#parts;
    const who = operatorId ?? (act.operator || 'nobody');
    const ofSite = site.get(warningId);
    if (ofSite === null) return this.#takePlatform(warningId, who, reason, act);
    if (reason !== undefined) return site.explain(ofSite, { operatorId: who, reason }, act);
    if (ofSite.acknowledged !== null) throw new CodedError('warning.not-open', { state: 'closed' });
    return this.#take(warningId, who, 'acknowledged', act);
  }

  /**
   * `warnings.rectify`.
   * @throws CodedError warning.not-found | warning.not-rectifiable | warning.not-open {state} | warning.picture-unknown {sha256} |
   *   platform.chain-unknown | store.disk-full
   */
  rectify(
    { images, operatorId, responsible, text, warningId }: ParsedInput<'warnings.rectify'>,
    act: Act,
  ): Rectification {
    const { attachments, clock, db, newId, platform, publisher, site } = this.#parts;
    const made = db.immediate(() => {
      const warning = platform.get(warningId);
      if (warning === null && site.get(warningId) === null)
        throw new CodedError('warning.not-found', { id: warningId });
      if (warning === null || warning.announcement === 1) throw new CodedError('warning.not-rectifiable');
      const state = platform.state(warningId);
      if (!awaitsUs(state)) throw new CodedError('warning.not-open', { state });
      const pictures = [...new Set(images)].map((sha256): Image => {
        const image = attachments.image(sha256);
        if (image === null) throw new CodedError('warning.picture-unknown', { sha256 });
        return image;
      });
      const at = clock.wall();
      const document = publisher.publish('rectification', newId(), {
        warningId,
        text,
        images: pictures,
        responsible,
        finishedAt: timestamp(at),
        operatorId: operatorId ?? (act.operator || 'nobody'),
      });
      platform.step(warningId, 'rectified', at, '', document.id);
      act.remember(document);
      return document;
    });
    site.raised();
    return made;
  }

  #takePlatform(warningId: string, who: string, reason: string | undefined, act: Act): WarningTaken {
    const { platform } = this.#parts;
    const warning = platform.get(warningId);
    if (warning === null) throw new CodedError('warning.not-found', { id: warningId });
    if (reason !== undefined) throw new CodedError('warning.answer-owed');
    const state = platform.state(warningId);
    if (!awaitsUs(state)) throw new CodedError('warning.not-open', { state });
    return this.#take(warningId, who, warning.announcement === 1 ? 'closed' : state, act);
  }

  #take(warningId: string, who: string, state: WarningTaken['state'], act: Act): WarningTaken {
    const { clock, db, platform, site } = this.#parts;
    const before = platform.owner(warningId);
    if (before?.operatorId === who)
      throw new CodedError('warning.already-acknowledged', { at: timestamp(before.atMs), operatorId: who });
    const at = clock.wall();
    const taken = db.immediate(() => {
      platform.own(warningId, who, at);
      if (state === 'closed') platform.step(warningId, 'read', at, '');
      const answer: WarningTaken = {
        warningId,
        state: state === 'raised' ? 'acknowledged' : state,
        owner: who,
        at: timestamp(at),
      };
      act.remember(answer);
      return answer;
    });
    site.raised();
    return taken;
  }
}
