/** Every gate camera as it is now, as large as they fit together. */
import type { CSSProperties } from 'react';
import { BarrierLine } from '../../components/barrier-line.tsx';
import { cameraTrouble } from '../../components/camera-trouble.ts';
import { cameraWord } from '../../components/error-params.ts';
import type { GateCamera } from '../../components/gates.ts';
import { KeyCap } from '../../components/key-cap.tsx';
import { PictureFrame } from '../../components/picture-frame.tsx';
import { useWords } from '../../i18n/index.ts';
import { LiveFrame } from '../../live/live-frame.tsx';
import { useLive } from '../../station/live-store.ts';
import { gateName } from './gate-words.ts';

/** Up to three stand one above the other; more of them in a square. */
const columnsOf = (count: number): number => (count <= 3 ? 1 : Math.ceil(Math.sqrt(count)));

export function LiveGates({ gates }: { readonly gates: readonly GateCamera[] }) {
  const { t } = useWords();
  const devices = useLive((live) => live.devices);
  const connected = useLive((live) => live.connected);
  const columns = columnsOf(gates.length);
  const places = { '--columns': columns, '--rows': Math.max(1, Math.ceil(gates.length / columns)) } as CSSProperties;
  return (
    <section className="panel gate-live" style={places} aria-label={t('gate.live')}>
      {gates.length === 0 && (
        <div className="gate-none">
          <h2>{t('gate.none')}</h2>
          <p>{t('gate.none-what')}</p>
          <p>
            <KeyCap name="F12" /> <KeyCap name="F2" /> {t('gate.none-how')}
          </p>
        </div>
      )}
      {gates.map((gate) => {
        const name = gateName(gate.id, gates, t);
        const device = connected ? devices.find(({ id, state }) => id === gate.id && state !== 'online') : undefined;
        const trouble = cameraTrouble(device?.detail ?? null, cameraWord(gate.role, t), t);
        return (
          <div key={gate.id} className="gate-place">
            {gate.live ? (
              <LiveFrame cameraId={gate.id} role={gate.role} name={name} trouble={trouble} />
            ) : (
              <PictureFrame role={name} picture={null} missing={trouble} waiting={t('gate.not-live')} display={false} />
            )}
            <BarrierLine placeId={gate.id} />
          </div>
        );
      })}
    </section>
  );
}
