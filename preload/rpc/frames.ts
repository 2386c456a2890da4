/**
 * The frames of the border, JSON text on every kind of line (architecture.md §2, "Headless form").
 *   request {"id":1,"call":"weighing.capture","input":{…},"requestId":"…"}
 *   answer  {"id":1,"ok":true,"output":…} or {"id":1,"ok":false,"error":{"code","params","logId"}}
 *   push    {"push":"scale.reading","data":{…},"seq":7}
 * Reading a frame never throws, whatever comes.
 */
import * as z from 'zod';
import type { ErrorCode } from '../contract/errors.ts';
import { WireError } from '../contract/errors.ts';

/** Characters of one frame: an attachment of 8 MB as base64, and room. */
export const MAX_FRAME = 12 * 1024 * 1024;

const Id = z.number().int().nonnegative();
/** Made by the caller (a UUID, for example), the same for each try of one deed. */
const RequestId = z.string().min(1).max(128);

export const Request = z.strictObject({
  id: Id,
  call: z.string().max(64),
  /** Calls without input may leave it out. */
  input: z.unknown().optional(),
  requestId: RequestId.nullable().optional(),
});
export type Request = z.infer<typeof Request>;

export const Answer = z.discriminatedUnion('ok', [
  z.strictObject({ id: Id, ok: z.literal(true), output: z.unknown() }),
  /** `id` is null when the frame was too broken to find one. */
  z.strictObject({ id: Id.nullable(), ok: z.literal(false), error: WireError }),
]);
export type Answer = z.infer<typeof Answer>;

export const Push = z.strictObject({
  push: z.string(),
  data: z.unknown(),
  /** Counts the pushes of one connection: 1, 2, 3 … */
  seq: z.number().int().positive(),
});
export type Push = z.infer<typeof Push>;

export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly id: number | null;
      readonly code: ErrorCode;
      readonly params: { readonly path: string; readonly expected: string };
    };

/** Reads a request. What is wrong with it is told by path and expectation, and by its id where one can be found. */
export function readRequest(data: unknown): Read<Request> {
  const json = readJson(data);
  if (!json.ok) return json;
  const result = Request.safeParse(json.value);
  if (result.success) return { ok: true, value: result.data };
  const id = Id.safeParse((json.value as { id?: unknown } | null)?.id);
  return { ok: false, id: id.success ? id.data : null, code: 'rpc.invalid-frame', params: firstIssue(result.error) };
}

/** Reads what a station sends. Null: neither an answer nor a push. */
export function readFromStation(data: unknown): Answer | Push | null {
  const json = readJson(data);
  if (!json.ok) return null;
  const answer = Answer.safeParse(json.value);
  if (answer.success) return answer.data;
  const push = Push.safeParse(json.value);
  return push.success ? push.data : null;
}

function readJson(data: unknown): Read<unknown> {
  const refuse = (expected: string): Read<unknown> => ({
    ok: false,
    id: null,
    code: 'rpc.invalid-frame',
    params: { path: '', expected },
  });
  if (typeof data !== 'string') return refuse('text');
  if (data.length > MAX_FRAME) return refuse(`at most ${MAX_FRAME} characters`);
  try {
    return { ok: true, value: JSON.parse(data) };
  } catch (error) {
    // The parser's own message quotes the input: it stays here.
    return refuse(error instanceof SyntaxError ? 'JSON' : 'JSON that can be read');
  }
}

/** The first thing zod found, in the two words of `rpc.invalid-input` and `rpc.invalid-frame`; never long. */
export function firstIssue(error: z.ZodError): { path: string; expected: string } {
  const issue = error.issues[0];
  const unknownKeys = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  const path = [...(issue?.path ?? []), ...unknownKeys].map((part) => String(part).slice(0, 64)).join('.');
  return { path: path.slice(0, 200), expected: (issue?.message ?? '').slice(0, 200) };
}
