/** Everything that platforms, proxies and portals were seen to do instead of answering properly. */
import type { IncomingMessage, ServerResponse } from 'node:http';

export type Subject = 'documents' | 'blobs' | 'heartbeat' | 'enrolments' | 'chain' | 'events' | 'commands' | 'films';

export type Fault =
  /** An answer with this status; `problem` as application/problem+json with the same status, else as HTML. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly retryAfter?: string;
      readonly problem?: boolean;
      readonly detail?: string;
    }
  /** Nothing stored, the socket is reset. */
  | { readonly kind: 'reset-before' }
  /** Stored, and then the socket is reset instead of the answer. */
  | { readonly kind: 'reset-after-commit' }
  /** Stored, and then half of the answer. */
  | { readonly kind: 'half-reply' }
  /** A captive portal: 200 and a log-in page; nothing stored. */
  | { readonly kind: 'portal' }
  /** 200 with text that is no JSON; nothing stored. */
  | { readonly kind: 'wrong-json' }
  /** 200 with a well-formed receipt for something else; nothing stored. */
  | { readonly kind: 'wrong-id' }
  | { readonly kind: 'wrong-hash' }
  /** 307 to elsewhere; nothing stored. */
  | { readonly kind: 'redirect'; readonly location: string }
  /** Proper, but only after so long. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** No answer at all; the socket stays open. */
  | { readonly kind: 'hang' };

export interface FaultScope {
  /** Left out: every request. */
  readonly on?: Subject;
  /** Only requests for this document id or picture hash. */
  readonly id?: string;
  /** Only so many requests, then the fault is over. */
  readonly times?: number;
  /** The first so many requests pass. */
  readonly after?: number;
}

interface Active {
  readonly fault: Fault;
  readonly scope: FaultScope;
  passed: number;
  hit: number;
}

export class FaultBoard {
  readonly #active = new Set<Active>();

  /** Sets a fault; the returned function ends it. */
  set(fault: Fault, scope: FaultScope = {}): () => void {
    const active: Active = { fault, scope, passed: 0, hit: 0 };
    this.#active.add(active);
    return () => this.#active.delete(active);
  }

  clear(): void {
    this.#active.clear();
  }

  /** The fault that this request meets, if any; counts it. */
  meet(subject: Subject, id: string | undefined): Fault | null {
    for (const active of this.#active) {
      const { on, id: only, times = Infinity, after = 0 } = active.scope;
      if ((on !== undefined && on !== subject) || (only !== undefined && only !== id)) continue;
      if (active.passed < after) {
        active.passed++;
        continue;
      }
      if (active.hit >= times) continue;
      active.hit++;
      return active.fault;
    }
    return null;
  }
}

/** Answers for a fault that stores nothing; false when the fault lets the request go on (slow, and those after storing). */
export async function misbehave(fault: Fault, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  switch (fault.kind) {
    case 'status': {
      const { status, retryAfter, detail = 'as the test asked' } = fault;
      const problem = JSON.stringify({ type: 'about:blank', title: 'refused by the simulator', status, detail });
      response.writeHead(status, {
        'content-type': fault.problem === true ? 'application/problem+json; charset=utf-8' : 'text/html',
        ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
      });
      response.end(fault.problem === true ? problem : `<html><h1>${status}</h1></html>`);
      return true;
    }
    case 'reset-before':
      request.socket.resetAndDestroy();
      return true;
    case 'portal':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end('<!doctype html><html><body>请登录无线网络 <form action="/login"></form></body></html>');
      return true;
    case 'wrong-json':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"id": "0192');
      return true;
    case 'wrong-id':
    case 'wrong-hash':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(wrongReceipt(fault.kind, request.url ?? '')));
      return true;
    case 'redirect':
      response.writeHead(307, { location: fault.location });
      response.end();
      return true;
    case 'hang':
      return true;
    case 'slow':
      await new Promise((resolve) => setTimeout(resolve, fault.ms));
      return false;
    case 'reset-after-commit':
    case 'half-reply':
      return false;
  }
}

function wrongReceipt(kind: 'wrong-id' | 'wrong-hash', url: string): object {
  const id = kind === 'wrong-id' ? '00000000-0000-7000-8000-000000000000' : (url.split('/').at(-1) ?? '');
  return { id, hash: 'f'.repeat(64), receivedAt: new Date().toISOString(), missingBlobs: [] };
}
