/** One fact in the head of a pass or of a proof. */
import type { ReactNode } from 'react';

export function DetailFact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="pass-fact">
      <dt className="label">{name}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}
