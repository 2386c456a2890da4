/** Nothing is missing but a display that shows the weight: every picture is there. Pure. */
export const onlyDisplays = (missing: readonly { readonly code: string }[]): boolean =>
  missing.length > 0 && missing.every(({ code }) => code === 'camera.display-differs');
