/** The answer to one warning while it is written: words, who is responsible, pictures; sent by a second key. */
import { useState } from 'react';
import type { Image } from '../../../preload/contract/documents.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import { MOST_ATTACHMENT_BYTES } from '../../../preload/contract/warnings.ts';
import { call } from '../../station/client.ts';

const MOST_PICTURES = 20;

interface Draft {
  readonly text: string;
  readonly responsible: string;
  readonly images: readonly Image[];
}
/** What was written survives a look elsewhere, by warning; gone with the window. */
const drafts = new Map<string, Draft>();
const MOST_DRAFTS = 50;

export interface Rectification extends Draft {
  /** For what the next picture is. */
  readonly role: 'before' | 'after';
  readonly busy: boolean;
  readonly failure: CodedError | null;
  readonly complete: boolean;
  write(change: Partial<Pick<Draft, 'responsible' | 'text'>>): void;
  turnRole(): void;
  addFiles(files: Iterable<File>): void;
  shoot(cameraId: string): void;
  removeLast(): void;
  send(after: () => void): void;
}

export function useRectification(warningId: string, operator: string): Rectification {
  const [draft, setDraft] = useState<Draft>(
    () => drafts.get(warningId) ?? { text: '', responsible: operator, images: [] },
  );
  const [role, setRole] = useState<'before' | 'after'>('before');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CodedError | null>(null);
  const change = (next: (now: Draft) => Draft): void =>
    setDraft((now) => {
      const changed = next(now);
      drafts.delete(warningId);
      drafts.set(warningId, changed);
      const [oldest] = drafts.keys();
      if (drafts.size > MOST_DRAFTS && oldest !== undefined) drafts.delete(oldest);
      return changed;
    });
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await work();
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const added = (image: Image): void =>
    change((now) => ({
      ...now,
      images: [...now.images.filter(({ sha256 }) => sha256 !== image.sha256), image].slice(0, MOST_PICTURES),
    }));
  return {
    ...draft,
    role,
    busy,
    failure,
    complete: draft.text.trim() !== '' && draft.responsible.trim() !== '',
    write: (part) => change((now) => ({ ...now, ...part })),
    turnRole: () => setRole((now) => (now === 'before' ? 'after' : 'before')),
    addFiles: (files) =>
      void run(async () => {
        for (const file of files) {
          // Not read at all: the station would refuse it.
          if (file.size > MOST_ATTACHMENT_BYTES)
            throw new CodedError('attachment.too-large', { mostMb: MOST_ATTACHMENT_BYTES / 1024 / 1024 });
          added(await call('attachment.add', { base64: await base64Of(file), role }));
        }
      }),
    shoot: (cameraId) => void run(async () => added(await call('camera.snapshot', { cameraId, role }))),
    removeLast: () => change((now) => ({ ...now, images: now.images.slice(0, -1) })),
    send: (after) =>
      void run(async () => {
        const { images, responsible, text } = draft;
        await call('warnings.rectify', {
          warningId,
          text,
          responsible,
          images: images.map(({ sha256 }) => sha256),
          operatorId: operator,
        });
        drafts.delete(warningId);
        after();
      }),
  };
}

/** As the reader of the browser writes it, off the page's own thread. */
function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => {
      const url = typeof reader.result === 'string' ? reader.result : '';
      resolve(url.slice(url.indexOf(',') + 1));
    };
    // A folder that was dropped, or a file that is gone: no picture.
    reader.onerror = () => reject(new CodedError('attachment.not-a-picture'));
    reader.readAsDataURL(file);
  });
}
