/** The name of a key, as it stands on the keyboard. */
export function KeyCap({ name }: { readonly name: string }) {
  return <kbd className="key-cap">{name}</kbd>;
}
