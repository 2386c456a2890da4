/** How long something took: 8 s, 3 min 05 s, 1 h 20 min. Pure. */
export function durationText(seconds: number | null): string {
  if (seconds === null) return '—';
  const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3600)];
  if (minutes === 0) return `${seconds} s`;
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours === 0 ? `${minutes} min ${two(seconds % 60)} s` : `${hours} h ${two(minutes % 60)} min`;
}
