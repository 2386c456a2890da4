/** `platePush` of the configuration file: on which network connection smart cameras may post plates, which ones, and how. */
import * as z from 'zod';
import { type CameraRole, PlateColor, RequiredText } from '../../../preload/contract/vocabulary.ts';
import { ANSWER_FORMS } from '../rules/plate-push/push-answers.ts';
import { READY_MAPPINGS, readyMapping } from '../rules/plate-push/ready-mappings.ts';
import type { PlateMapping } from '../rules/plate-push/plate-mapping.ts';
import { configInvalid, says } from './config-fault.ts';
import { Secret } from './secrets.ts';

/** Property names and list numbers, joined by dots. */
const Path = z
  .string()
  .max(256)
  .regex(/^[^.\s]{1,64}(\.[^.\s]{1,64}){0,11}$/, says('not-path'));

const Mapping = z.strictObject({
  plate: Path,
  none: z.array(z.string().max(32)).max(16).default([]),
  confidence: z.strictObject({ path: Path, most: z.literal([1, 100]) }).optional(),
  color: z.strictObject({ path: Path, codes: z.record(z.string().max(32), PlateColor) }).optional(),
  time: z.strictObject({ path: Path, form: z.enum(['unix-seconds', 'unix-milliseconds', 'local-text']) }).optional(),
  serial: Path.optional(),
  late: z.strictObject({ path: Path, value: z.string().max(64) }).optional(),
  alive: Path.optional(),
  answer: z.enum(ANSWER_FORMS).default('plain'),
});

const HeaderName = z
  .string()
  .max(64)
  .regex(/^[0-9A-Za-z-]+$/, says('letters-digits-hyphens'));

const Auth = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('secret'),
      /** One of the two, never both: where the camera puts it. */
      header: HeaderName.optional(),
      query: HeaderName.optional(),
      secret: Secret,
    })
    .refine(({ header, query }) => (header === undefined) !== (query === undefined), says('header-or-query')),
  z.strictObject({
    kind: z.literal('digest'),
    user: RequiredText(64),
    password: Secret,
    algorithms: z
      .array(z.enum(['sha-256', 'md5']))
      .min(1)
      .max(2)
      .default(['sha-256', 'md5']),
  }),
]);

const Source = z
  .strictObject({
    address: z.ipv4({ error: says('not-ip') }),
    cameraId: z.string(),
    /** The camera's own number, where it must be this one. */
    serial: RequiredText(64).optional(),
    auth: Auth,
    /** One of the two, never both. */
    ready: z.enum(READY_MAPPINGS).optional(),
    mapping: Mapping.optional(),
  })
  .refine(({ mapping, ready }) => (mapping === undefined) !== (ready === undefined), says('ready-or-mapping'));

export const PlatePush = z.strictObject({
  /** The network connection, as the system names it. */
  connection: RequiredText(64),
  port: z.number().int().min(1).max(65_535),
  sources: z.array(Source).min(1).max(16),
});
export type PlatePushSettings = z.infer<typeof PlatePush>;
type PushSource = PlatePushSettings['sources'][number];

/** Ends of a truck that has a weight: nobody would be shown what a gate's camera says. */
const ROLES: readonly CameraRole[] = ['front', 'rear'];

/** Sources that the types alone cannot refuse. @throws CodedError config.invalid */
export function checkPlatePush(
  settings: PlatePushSettings | null,
  cameras: readonly { readonly id: string; readonly role: CameraRole }[],
): void {
  for (const [index, { address, cameraId, mapping, serial }] of (settings?.sources ?? []).entries()) {
    const path = `platePush.sources.${index}`;
    if (!cameras.some(({ id, role }) => id === cameraId && ROLES.includes(role)))
      throw configInvalid(`${path}.cameraId`, 'other-camera');
    // Who posts is known by its address alone.
    if (settings?.sources.slice(0, index).some((other) => other.address === address) === true)
      throw configInvalid(`${path}.address`, 'address-twice');
    // It would refuse every push.
    if (serial !== undefined && mapping !== undefined && mapping.serial === undefined)
      throw configInvalid(`${path}.mapping.serial`, 'missing');
  }
}

export function mappingOf({ mapping, ready }: PushSource): PlateMapping {
  if (mapping !== undefined) return mapping;
  if (ready === undefined) throw new RangeError('a source without mapping');
  return readyMapping(ready);
}
