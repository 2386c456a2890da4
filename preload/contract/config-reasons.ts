/**
 * Why an entry of the configuration is refused (`config.invalid`, params: path, reason, and limit where the reason has
 * one). A closed list, so that both languages have words for each; never the value itself, which may be a secret.
 */
export const CONFIG_REASONS = [
  'missing',
  'unknown-key',
  'not-text',
  'not-number',
  'not-whole',
  'not-yes-no',
  'not-list',
  'not-group',
  'too-small', // limit
  'too-large', // limit
  'too-short', // limit, characters
  'too-long', // limit, characters
  'too-few', // limit, entries
  'too-many', // limit, entries
  'not-one-of', // limit: what is allowed
  'letters-digits',
  'letters-digits-hyphens',
  'small-letters',
  'not-address',
  'not-stream-address',
  'other-host',
  'address-with-password',
  'https-only',
  'not-password',
  'secret-missing',
  'file-unreadable',
  'id-twice',
  'role-twice',
  'port-twice',
  'other-scale',
  'other-camera',
  'address-twice',
  'not-ip',
  'not-path',
  'header-or-query',
  'ready-or-mapping',
  'scale-or-gate',
  'other-relay',
  'output-twice',
  'not-tcp',
  'scale-and-scales',
  'path-or-usb',
  'usb-id',
  'fingerprint',
  'gb-id',
  'not-below-max',
  'region-empty',
  'too-coarse', // limit: the scale's division
  'printer-name',
  'command-line',
  'time-form',
  'other-field',
  'unit-missing',
  'unit-of-nothing',
  'time-missing',
  'codes-missing', // limit: the value without a code
  'name-twice',
  'other-name',
  'sign-of-itself',
  'one-source',
  'not-echoed',
  'not-allowed', // a rule that has no words of its own yet
] as const;

export type ConfigReason = (typeof CONFIG_REASONS)[number];

const REASONS: ReadonlySet<unknown> = new Set(CONFIG_REASONS);
export const isConfigReason = (value: unknown): value is ConfigReason => REASONS.has(value);
