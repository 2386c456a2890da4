/**
 * A station with a few handlers and no devices: the process, its channel and its rpc server are the real ones.
 * What a call does is steered by its input, so that a test can make it slow, fail or block.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { Compose } from '../../../main/station/host-channel.ts';
import type { Handlers, PushListener, StoredRequest } from '../../../main/station/rpc-server.ts';
import { runStation } from '../../../main/station/run-station.ts';
import { SCALE_PROTOCOLS } from '../../../native/scale/protocols/index.ts';

const compose: Compose = async ({ configuration, dataDir, progress }) => {
  if (configuration.station.name === 'folder in use') throw new CodedError('station.folder-in-use');
  if (configuration.station.name === 'slow start') {
    // Longer than a station may be silent, and the loop is blocked all the while.
    for (let second = 0; second < 12; second++) {
      progress('migrate', second, 12);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
    }
  }
  const requests = new Map<string, StoredRequest>();
  const listeners: PushListener[] = [];
  let voided = 0;
  const handlers = {
    'chain.verify': () => ({ ok: true, length: voided }),
    'trucks.open': () => {
      throw new Error('a defect of the double');
    },
    'records.document': () => Promise.reject(new CodedError('document.not-found')),
    'outbox.retry': async ({ id }: { id?: string }) => {
      if (id === 'block') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      if (id === 'crash') setImmediate(() => Promise.reject(new Error('nobody handles this')));
      if (id === 'wait') await delay(500);
      voided++;
      for (const listener of listeners) {
        listener('devices.changed', [
          {
            id: String(voided),
            kind: 'printer',
            state: 'online',
            since: '2026-11-22T14:32:05.123+08:00' as never,
            detail: null,
          },
        ]);
      }
      return { retried: voided };
    },
  };
  return {
    handlers: handlers as unknown as Handlers,
    requests: { find: (id) => requests.get(id) ?? null, remember: (row) => void requests.set(row.requestId, row) },
    simulated: configuration.simulated,
    operator: configuration.station.operator ?? '',
    onPush: (listener) => void listeners.push(listener),
    live: (_cameraId, _stream, line) => line.close(),
    stop: async () => {
      await delay(50);
      writeFileSync(join(dataDir, 'stopped'), String(process.pid));
    },
  };
};

runStation(compose, SCALE_PROTOCOLS);
