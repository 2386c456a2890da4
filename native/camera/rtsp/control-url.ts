/**
 * Under which address a track is set up and a session played. Source: RFC 2326 appendix C.1.1 and what cameras mean by
 * it: a relative control is put behind the base and a slash (…/Channels/101 and trackID=1), also behind a query
 * (…?channel=1&subtype=0 and trackID=0), as every other client does; read to the letter it would replace the last part.
 */

/**
 * @param control of the SDP; null or `*` is the base itself
 * @param base Content-Base, Content-Location, or the address asked
 */
export function controlUrl(control: string | null, base: string): string {
  if (control === null || control === '' || control === '*') return base;
  if (/^rtsps?:\/\//i.test(control)) return control;
  return `${base.replace(/\/$/, '')}/${control.replace(/^\//, '')}`;
}
