/** Where to listen: the ports of this computer, the configured indicators first. */
import { useEffect, useRef } from 'react';
import type { FoundPort, ListeningPort } from '../../../preload/contract/listening.ts';
import type { ScaleFacts } from '../../../preload/contract/station.ts';
import { useWords } from '../../i18n/index.ts';

export const portName = (port: ListeningPort): string =>
  port.kind === 'serial' ? port.path : `${port.host}:${port.port}`;

export function PortList({
  ports,
  chosen,
  onChoose,
  scales,
}: {
  readonly ports: readonly FoundPort[];
  readonly chosen: number;
  onChoose(index: number): void;
  readonly scales: readonly ScaleFacts[];
}) {
  const { t } = useWords();
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => list.current?.focus(), []);
  const scaleName = (id: string): string => scales.find((scale) => scale.id === id)?.name ?? id;
  return (
    <section className="panel listening-ports">
      <h2 className="label">{t('listening.ports')}</h2>
      {ports.length === 0 ? (
        <p className="empty">{t('listening.ports-none')}</p>
      ) : (
        <ul role="listbox" aria-label={t('listening.ports')} tabIndex={0} ref={list}>
          {ports.map(({ byAdapter, maker, port, scaleId, serialNumber, usbId }, index) => (
            <li
              key={portName(port)}
              role="option"
              aria-selected={index === chosen}
              className={`listening-port${index === chosen ? ' listening-chosen' : ''}`}
              onClick={() => onChoose(index)}
            >
              <b className="figures">{portName(port)}</b>
              <span>
                {scaleId === null
                  ? ''
                  : t(byAdapter ? 'listening.port-by-usb' : 'listening.port-of', { scale: scaleName(scaleId) })}
              </span>
              <small className="figures">
                {[maker, usbId, serialNumber === null ? null : t('listening.port-number', { number: serialNumber })]
                  .filter((fact) => fact !== null)
                  .join(' · ')}
              </small>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
