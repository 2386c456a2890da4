export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
/** The RFC 8785 (JCS) form. @throws TypeError for undefined, NaN, infinities, lone surrogates and anything not JSON. */
export declare function canonical(value: unknown): string;
/** Lower-case hex SHA-256 of the UTF-8 bytes of the canonical form. */
export declare function canonicalSha256(value: unknown): string;
