/** The provinces, each on one key, laid out as the keyboard is. */
import { PROVINCE_ROWS } from './plate-typing.ts';
import './province-grid.css';

export function ProvinceGrid({ onPick }: { onPick(province: string): void }) {
  return (
    <div className="province-grid">
      {PROVINCE_ROWS.map((row, index) => (
        <div className="province-row" key={index}>
          {row.map(([key, province]) => (
            <button type="button" tabIndex={-1} key={key} onClick={() => onPick(province)}>
              <kbd>{key}</kbd>
              <span>{province}</span>
            </button>
          ))}
        </div>
      ))}
    </div>
  );
}
