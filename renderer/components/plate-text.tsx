/** A plate in large type: the province sign in the words' face, the rest in the figures' face, the dot narrow. */
import './plate-text.css';

export function PlateText({ plate }: { readonly plate: string }) {
  return (
    <span className={plate.length > 7 ? 'plate-text plate-long' : 'plate-text'} aria-label={plate} role="img">
      <span className="plate-province">{plate.slice(0, 1)}</span>
      <span className="figures">{plate.slice(1, 2)}</span>
      {plate.length > 2 && <span className="plate-dot" />}
      {/[挂学警港澳领使]$/.test(plate) ? (
        <>
          <span className="figures">{plate.slice(2, -1)}</span>
          <span className="plate-province">{plate.slice(-1)}</span>
        </>
      ) : (
        <span className="figures">{plate.slice(2)}</span>
      )}
    </span>
  );
}
