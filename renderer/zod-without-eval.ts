/**
 * zod compiles its checks with `new Function` wherever it may. The page's policy refuses that and reports the attempt as
 * a violation, so zod is told before the first schema is made: this module is imported before all others.
 */
import { config } from 'zod';

config({ jitless: true });
