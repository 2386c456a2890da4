/** What an event of the platform says, as far as this station knows its kind (openapi.yaml, PlatformEvent). Pure. */
import * as z from 'zod';

const Time = z
  .string()
  .max(64)
  .transform((text) => Date.parse(text))
  .refine((at) => Number.isFinite(at));
const CommandId = z.string().min(1).max(200);
const Target = { commandId: CommandId, cameraId: z.string().min(1).max(200) };
const VideoTarget = { ...Target, url: z.string().min(1).max(4096) };
const event = <T extends string, D extends z.ZodType>(type: T, data: D) =>
  z.looseObject({ id: z.string().max(500), at: Time, type: z.literal(type), data });

/** Members that we do not know are let through: the platform may be newer than we are. */
const Command = z.discriminatedUnion('type', [
  event('command.snapshot', z.looseObject(Target)),
  event('command.live', z.looseObject({ ...VideoTarget, seconds: z.number().int().min(1).max(3600).optional() })),
  event('command.clip', z.looseObject({ ...VideoTarget, from: Time, to: Time })),
  event('command.stop', z.looseObject({ commandId: CommandId })),
]);
/** `at` by the platform's clock, in milliseconds since 1970. */
export type CommandEvent = z.infer<typeof Command>;

export type ReadEvent =
  | { readonly kind: 'command'; readonly event: CommandEvent }
  /** Of a kind that this station does nothing with, yet or at all. */
  | { readonly kind: 'other'; readonly type: string }
  /** A command in a form that is none. */
  | { readonly kind: 'misshapen'; readonly type: string; readonly why: string };

export function readEvent(text: string): ReadEvent {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'misshapen', type: '', why: 'not JSON' };
  }
  const type = (value as { readonly type?: unknown } | null)?.type;
  if (typeof type !== 'string') return { kind: 'misshapen', type: '', why: 'no type' };
  const known = Command.safeParse(value);
  if (known.success) return { kind: 'command', event: known.data };
  if (!KNOWN.has(type)) return { kind: 'other', type: type.slice(0, 100) };
  const issue = known.error.issues[0];
  return { kind: 'misshapen', type, why: `${issue?.path.map(String).join('.') ?? ''}: ${issue?.code ?? ''}` };
}

const KNOWN: ReadonlySet<string> = new Set(['command.snapshot', 'command.live', 'command.clip', 'command.stop']);
