/** The mappings that ship with the program, by the name that `platform.mapping` carries. */
import example from './example-county.json' with { type: 'json' };

export const SHIPPED_MAPPINGS: Readonly<Record<string, unknown>> = { 'example-county': example };
