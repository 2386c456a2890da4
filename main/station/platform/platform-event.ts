/** What an event of the platform says, as far as this station knows its kind (openapi.yaml, PlatformEvent). Pure. */
import * as z from 'zod';
import { WarningLevel } from '../../../preload/contract/inbox.ts';
import type { EpochMs } from '../../../preload/contract/vocabulary.ts';

/** Longer than any event is let through (upload/adapters/sse-parser.ts drops a line of 256 KiB before that). */
const MOST_CHARACTERS = 1024 * 1024;

/** RFC 3339; the station's own stricter form is only for what the station writes. */
const Time = z
  .string()
  .max(64)
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i)
  .transform((text) => Date.parse(text) as EpochMs)
  .refine((at) => Number.isFinite(at));
/** No half of a pair: neither a document nor the database could say it back as it came. */
const Words = (max: number) =>
  z
    .string()
    .max(max)
    .refine((text) => text.isWellFormed());
const Named = (max: number) => Words(max).min(1);
const CommandId = z.string().min(1).max(200);
const Target = { commandId: CommandId, cameraId: z.string().min(1).max(200) };
const VideoTarget = { ...Target, url: z.string().min(1).max(4096) };
const event = <T extends string, D extends z.ZodType>(type: T, data: D) =>
  z.looseObject({ id: Named(500), at: Time, type: z.literal(type), data });

/** Members that we do not know are let through: the platform may be newer than we are. */
const Command = z.discriminatedUnion('type', [
  event('command.snapshot', z.looseObject(Target)),
  event('command.live', z.looseObject({ ...VideoTarget, seconds: z.number().int().min(1).max(3600).optional() })),
  event('command.clip', z.looseObject({ ...VideoTarget, from: Time, to: Time })),
  event('command.stop', z.looseObject({ commandId: CommandId })),
]);
/** `at` by the platform's clock, in milliseconds since 1970. */
export type CommandEvent = z.infer<typeof Command>;

const WarningId = Named(200);
/** A returned warning or one that is closed is known by its id: the words beside it may be missing. */
const Ended = z.looseObject({ warningId: WarningId, text: Words(MOST_CHARACTERS).optional() });
const Notice = z.discriminatedUnion('type', [
  event(
    'warning.raised',
    z.looseObject({
      warningId: WarningId,
      code: Named(200),
      level: WarningLevel,
      title: Words(MOST_CHARACTERS),
      text: Words(MOST_CHARACTERS),
      dueAt: Time.nullable(),
      documentIds: z.array(Named(200)).max(1000).optional(),
    }),
  ),
  event('warning.closed', Ended),
  event('warning.returned', Ended),
  event('announcement', z.looseObject({ text: Words(MOST_CHARACTERS) })),
]);
/** What the platform warns of, and what it says of that later. Times as of {@link CommandEvent}. */
export type NoticeEvent = z.infer<typeof Notice>;

export type ReadEvent =
  | { readonly kind: 'command'; readonly event: CommandEvent }
  | { readonly kind: 'notice'; readonly event: NoticeEvent }
  /** Of a kind that this station does nothing with, yet or at all. */
  | { readonly kind: 'other'; readonly type: string }
  /** Of a kind that it knows, in a form that is none. */
  | { readonly kind: 'misshapen'; readonly type: string; readonly why: string };

export function readEvent(text: string): ReadEvent {
  if (text.length > MOST_CHARACTERS) return { kind: 'misshapen', type: '', why: 'too long' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'misshapen', type: '', why: 'not JSON' };
  }
  const type = (value as { readonly type?: unknown } | null)?.type;
  if (typeof type !== 'string') return { kind: 'misshapen', type: '', why: 'no type' };
  if (COMMANDS.has(type)) {
    const read = Command.safeParse(value);
    return read.success ? { kind: 'command', event: read.data } : misshapen(type, read.error);
  }
  if (NOTICES.has(type)) {
    const read = Notice.safeParse(value);
    return read.success ? { kind: 'notice', event: read.data } : misshapen(type, read.error);
  }
  return { kind: 'other', type: type.slice(0, 100) };
}

const COMMANDS: ReadonlySet<string> = new Set(['command.snapshot', 'command.live', 'command.clip', 'command.stop']);
const NOTICES: ReadonlySet<string> = new Set(['warning.raised', 'warning.closed', 'warning.returned', 'announcement']);

function misshapen(type: string, { issues: [issue] }: z.ZodError): ReadEvent {
  return { kind: 'misshapen', type, why: `${issue?.path.map(String).join('.') ?? ''}: ${issue?.code ?? ''}` };
}
