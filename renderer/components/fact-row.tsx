/** One line of what is known of a record: its name, and what it is. */
import type { ReactNode } from 'react';

export function FactRow({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="record-row">
      <dt>{name}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}
