/**
 * zod compiles its checks with `new Function` wherever it may. The page's policy refuses that and reports the attempt as
 * a violation, so zod is told before the first schema is made: the files at the bottom of the contract (vocabulary,
 * errors) import this one first. In the contract and not in the page, because a bundler may put the schemas into a chunk
 * that runs before the page's own first line.
 */
import { config } from 'zod';

config({ jitless: true });
