/** The listening as the station says it, and the installer's deeds. Whoever leaves the screen gives the port back. */
import { useCallback, useEffect, useState } from 'react';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { FoundPort, ListeningState } from '../../../preload/contract/listening.ts';
import { call } from '../../station/client.ts';
import { useLive } from '../../station/live-store.ts';

export interface Failure {
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface Listening {
  readonly ports: readonly FoundPort[];
  readonly state: ListeningState | null;
  /** The protocol that was taken last, and the USB number by which its port is found. */
  readonly taken: string | null;
  readonly takenAdapter: string | null;
  readonly failure: Failure | null;
  readonly busy: boolean;
  refreshPorts(): void;
  start(port: FoundPort, scaleId: string): void;
  observe(key: string): void;
  take(key: string): void;
  stop(): void;
}

export function useListening(): Listening {
  const pushed = useLive((live) => live.listening);
  const [answered, setAnswered] = useState<ListeningState | null>(null);
  const [ports, setPorts] = useState<readonly FoundPort[]>([]);
  const [taken, setTaken] = useState<{ readonly protocol: string; readonly adapter: string | null } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);

  const run = useCallback(async (deed: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setFailure(null);
    try {
      await deed();
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      setFailure({ code: error.code, params: error.params });
    } finally {
      setBusy(false);
    }
  }, []);
  const refreshPorts = useCallback(() => void run(async () => setPorts(await call('scale.listen.ports', {}))), [run]);
  useEffect(() => {
    refreshPorts();
    return () => {
      // The scale is wanted again. Cut off, the station ends it by itself after a while.
      void call('scale.listen.stop', {}).catch((error: unknown) => {
        if (!(error instanceof CodedError)) throw error;
      });
    };
  }, [refreshPorts]);

  return {
    ports,
    // What an answer says is older than any push that came after it.
    state: pushed ?? answered,
    taken: taken?.protocol ?? null,
    takenAdapter: taken?.adapter ?? null,
    failure,
    busy,
    refreshPorts,
    start: (found, scaleId) =>
      void run(async () => {
        setTaken(null);
        setAnswered(await call('scale.listen.start', { port: found.port, scaleId }));
      }),
    observe: (key) => void run(async () => setAnswered(await call('scale.listen.observe', { key }))),
    take: (key) => void run(async () => setTaken(await call('scale.listen.take', { key }))),
    stop: () => void run(async () => setAnswered(await call('scale.listen.stop', {}))),
  };
}
