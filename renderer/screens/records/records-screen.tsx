export function RecordsScreen(_: { readonly active: boolean; readonly info: unknown; readonly theme: string; onBack(): void; onPreferences(): void }) {
  return null;
}
