/** Takes what the platform warns of, and what it says of that later: each event once, in whatever order they come. */
import type { Clock } from '../../../preload/contract/vocabulary.ts';
import type { NoticeEvent } from '../platform/platform-event.ts';
import type { PlatformWarningStore } from '../records/platform-warning-store.ts';

export class PlatformWarnings {
  readonly #store: Pick<PlatformWarningStore, 'raise' | 'step' | 'takeEvent'>;
  readonly #clock: Clock;

  constructor({
    clock,
    store,
  }: {
    readonly store: Pick<PlatformWarningStore, 'raise' | 'step' | 'takeEvent'>;
    readonly clock: Clock;
  }) {
    this.#store = store;
    this.#clock = clock;
  }

  /** In the transaction of the event's cursor. @returns false: it was taken before, or says nothing new */
  keep({ at, data, id, type }: NoticeEvent): boolean {
    const receivedAtMs = this.#clock.wall();
    if (!this.#store.takeEvent(id, type, receivedAtMs)) return false;
    const common = { raisedAtMs: at, receivedAtMs };
    switch (type) {
      case 'warning.raised':
        return this.#store.raise({
          ...common,
          warningId: data.warningId,
          announcement: 0,
          code: data.code,
          level: data.level,
          title: data.title,
          text: data.text,
          dueAtMs: data.dueAt,
          documentIds: JSON.stringify(data.documentIds ?? []),
        });
      case 'warning.closed':
      case 'warning.returned': {
        const step = type === 'warning.closed' ? 'closed' : 'returned';
        this.#store.step(data.warningId, step, at, data.text ?? '');
        return true;
      }
      case 'announcement':
        return this.#store.raise({
          ...common,
          warningId: `announcement:${id}`,
          announcement: 1,
          code: 'announcement',
          level: 'info',
          title: '',
          text: data.text,
          dueAtMs: null,
          documentIds: '[]',
        });
    }
  }
}
