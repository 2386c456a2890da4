/** A share as it is read here: in per cent with one decimal, and never rounded up: 99.96 % is no 100. */
export const shareText = (share: number): string => (Math.floor(share * 1000 + 1e-9) / 10).toFixed(1);
