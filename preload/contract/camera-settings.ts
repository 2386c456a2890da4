/** The cameras of the configuration, as an installer sees and sets them (product.md C2). */
import * as z from 'zod';
import { ask, change, INSTALLER } from './call.ts';
import { CameraRole, RequiredText, ScaleId } from './vocabulary.ts';

const CameraAddress = z.url({ protocol: /^https?$/ }).max(512);

/** As the configuration has it; the password itself is told to nobody. */
export const CameraSetting = z.strictObject({
  id: RequiredText(64),
  role: CameraRole,
  /** null: it looks at no scale, or there is only one. */
  scaleId: ScaleId.nullable(),
  address: z.string(),
  username: z.string().nullable(),
  hasPassword: z.boolean(),
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
});
export type CameraWish = z.infer<typeof CameraWish>;

export const cameraSettingCalls = {
  'cameras.settings': ask({ input: z.strictObject({}), output: z.array(CameraSetting), roles: INSTALLER }),
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
