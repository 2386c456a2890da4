/** A state in a table or a list: shape and word, coloured only where a person should look. */
import { memo } from 'react';
import type { Meaning } from './band-state.ts';
import { StateShape, type Shape } from './state-shape.tsx';
import './mark.css';

/** Drawn anew only when it says something else: long lists are full of them. */
export const Mark = memo(function Mark({
  shape,
  words,
  meaning = 'quiet',
}: {
  readonly shape: Shape;
  readonly words: string;
  readonly meaning?: Meaning;
}) {
  return (
    <span className={`mark mark-${meaning}`}>
      <StateShape shape={shape} size="14px" /> {words}
    </span>
  );
});
