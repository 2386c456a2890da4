/** A configuration as it may leave the computer: every secret replaced, whether it is written out or only named. Pure. */
import { HIDDEN } from './mask.ts';

/** Keys of the configuration that hold secrets, and the words that others like them would have. */
const SECRET_KEYS = /^(?:.*password|enrolmentCode|.*token|.*secret|.*privateKey|key|authorization)$/i;

/** The same value with whatever stands under a secret's key replaced; `null` and absence stay: they say that there is none. */
export function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      SECRET_KEYS.test(key) && inner != null ? HIDDEN : withoutSecrets(inner),
    ]),
  );
}
