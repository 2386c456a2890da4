/** A manager lets the truck go with the papers it has: who, and why. Both are typed; they become part of the signed sheet. */
import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { KeyCap } from '../../components/key-cap.tsx';
import { paperFaults } from '../../components/error-params.ts';
import { PlateText } from '../../components/plate-text.tsx';
import { useWords } from '../../i18n/index.ts';
import type { Acceptor } from './plate-editor.tsx';
import type { Desk } from './use-desk.ts';

export function OverrideEditor({ desk, acceptor }: { readonly desk: Desk; readonly acceptor: Acceptor }) {
  const { t } = useWords();
  const [manager, setManager] = useState('');
  const [reason, setReason] = useState('');
  const [wanted, setWanted] = useState(false);
  const first = useRef<InputRef>(null);
  const second = useRef<InputRef>(null);
  useEffect(() => first.current?.focus(), []);

  const accept = (): void => {
    const [who, why] = [manager.trim(), reason.trim()];
    if (who !== '' && why !== '') {
      desk.acceptOverride({ manager: who, reason: why });
      return;
    }
    setWanted(true);
    (who === '' ? first : second).current?.focus();
  };
  useEffect(() => {
    acceptor.current = accept;
    return () => {
      acceptor.current = null;
    };
  });

  return (
    <section className="panel editor override-editor" aria-label={t('override.title')}>
      <div className="truck-head">
        <span className="label">{t('override.title')}</span>
        <span className="hint-key">
          <KeyCap name="Esc" /> {t('key.back')}
        </span>
      </div>
      <div className="truck-plate">
        <PlateText plate={desk.draft.plateFront} />
      </div>
      {desk.facts.unfit !== null && <p className="stop">{paperFaults(desk.facts.unfit.papers, t)}</p>}
      <label className="editor-field">
        <span className="label">{t('override.manager')}</span>
        <Input
          ref={first}
          value={manager}
          maxLength={64}
          onChange={(event) => setManager(event.target.value)}
          {...(wanted && manager.trim() === '' ? { status: 'error' as const } : {})}
        />
      </label>
      <label className="editor-field">
        <span className="label">{t('override.reason')}</span>
        <Input
          ref={second}
          value={reason}
          maxLength={200}
          onChange={(event) => setReason(event.target.value)}
          {...(wanted && reason.trim() === '' ? { status: 'error' as const } : {})}
        />
      </label>
      <p className={wanted ? 'editor-note editor-note-on' : 'editor-note'} role="status">
        {t(wanted ? 'override.wanted' : 'override.how')}
      </p>
    </section>
  );
}
