/** The cameras of the configuration, as an installer sees and sets them (product.md C2). */
import * as z from 'zod';
import { ask, change, INSTALLER, SITE } from './call.ts';
import { DisplayMark } from './camera-display.ts';
import { CameraRole, RequiredText, ScaleId } from './vocabulary.ts';

/** A password in it would come back in messages and logs. */
export const CameraAddress = z
  .url({ protocol: /^https?$/ })
  .max(512)
  .refine((url) => !/^https?:\/\/[^/]*@/i.test(url));

/** SHA-256 of a certificate, 64 hexadecimal digits, as a camera shows it or as the configuration pins it. */
export const Fingerprint = z.string().regex(/^[0-9a-fA-F:]{64,95}$/);

/** As the configuration has it; the password itself is told to nobody. */
export const CameraSetting = z.strictObject({
  id: RequiredText(64),
  role: CameraRole,
  /** null: it looks at no scale, or there is only one. */
  scaleId: ScaleId.nullable(),
  address: z.string(),
  username: z.string().nullable(),
  hasPassword: z.boolean(),
  /** The one certificate that an https camera may show; null: whichever it shows. */
  certificate: Fingerprint.nullable(),
  /** Where the big display is in its picture; null: it is not read. */
  display: DisplayMark.nullable(),
});
export type CameraSetting = z.infer<typeof CameraSetting>;

export const CameraWish = z.strictObject({
  /** Left out: a new camera, named after its role. */
  id: RequiredText(64).optional(),
  role: CameraRole,
  scaleId: ScaleId.nullable(),
  address: CameraAddress,
  username: z.string().max(64).nullable(),
  /** Left out: the one it has. It goes into the station's own file, readable by its user only. */
  password: z.string().max(256).optional(),
  certificate: Fingerprint.nullable(),
  /** Left out: as it is. null: its display is read no more. */
  display: DisplayMark.nullable().optional(),
});
export type CameraWish = z.infer<typeof CameraWish>;

export const cameraSettingCalls = {
  'cameras.settings': ask({ input: z.strictObject({}), output: z.array(CameraSetting), roles: SITE }),
  /**
   * All cameras at once, so that two can change places. The station starts itself anew afterwards, within seconds.
   * `config.truck-on-deck` · `config.invalid` {path, reason} · `config.not-json` · `config.not-writable`: nothing has changed.
   */
  'cameras.save': change({
    input: z.strictObject({ cameras: z.array(CameraWish).max(16) }),
    output: z.array(CameraSetting),
    roles: INSTALLER,
  }),
};
