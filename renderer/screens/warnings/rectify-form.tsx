/** What was put right: words, who is responsible, pictures of before and after; sent by a second key, for it stays for ever. */
import { Input } from 'antd';
import { useRef, useState } from 'react';
import type { StationInfo } from '../../../preload/contract/station.ts';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { ReasonChoice } from '../../components/reason-choice.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { photoUrl } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { useRectification } from './use-rectification.ts';

export function RectifyForm({
  active,
  warningId,
  info,
  onBack,
  onPreferences,
}: {
  readonly active: boolean;
  readonly warningId: string;
  readonly info: StationInfo;
  onBack(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const answer = useRectification(warningId, info.operator);
  const { busy, complete, failure, images, responsible, role, text } = answer;
  const [step, setStep] = useState<'write' | 'camera' | 'confirm'>('write');
  const [asked, setAsked] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const words = useRef<HTMLTextAreaElement>(null);
  // Digits choose a camera only while no field takes them.
  const leaveField = (): void => (document.activeElement as HTMLElement | null)?.blur();
  const toWriting = (): void => {
    setStep('write');
    words.current?.focus();
  };
  const shoot = (cameraId: string): void => {
    answer.shoot(cameraId);
    toWriting();
  };
  const chooseCamera = (): void => {
    const [only, ...others] = info.cameras;
    if (only === undefined) return;
    if (others.length === 0) return shoot(only.id);
    leaveField();
    setStep('camera');
  };
  const toConfirm = (): void => {
    setAsked(true);
    if (!complete) return;
    leaveField();
    setStep('confirm');
  };
  const writing = {
    Escape: onBack,
    F4: answer.turnRole,
    ...(info.cameras.length === 0 ? {} : { F5: chooseCamera }),
    F6: () => files.current?.click(),
    ...(images.length === 0 ? {} : { F7: answer.removeLast }),
    F10: toConfirm,
    F12: onPreferences,
  };
  useKeys(
    active && !busy,
    step === 'write'
      ? writing
      : step === 'camera'
        ? {
            Escape: toWriting,
            ...Object.fromEntries(info.cameras.map(({ id }, nth) => [String(nth + 1), () => shoot(id)])),
          }
        : { Escape: toWriting, Enter: () => answer.send(onBack) },
  );
  // Two of one role are told apart by their ids.
  const camera = (id: string): string =>
    `${t(`device.camera-${info.cameras.find((one) => one.id === id)?.role ?? 'front'}`)} · ${id}`;
  return (
    <section
      className="rectify panel"
      aria-label={t('rectify.title')}
      onDrop={(event) => {
        event.preventDefault();
        if (!busy) answer.addFiles(event.dataTransfer.files);
      }}
    >
      <div className="rectify-fields">
        <label className="rectify-words">
          <span className="label">{t('rectify.text')}</span>
          <Input.TextArea
            ref={(field) => {
              words.current = field?.resizableTextArea?.textArea ?? null;
            }}
            autoFocus
            value={text}
            maxLength={4000}
            disabled={step === 'confirm'}
            onChange={(event) => answer.write({ text: event.target.value })}
          />
        </label>
        <label>
          <span className="label">{t('rectify.responsible')}</span>
          <Input
            value={responsible}
            maxLength={64}
            disabled={step === 'confirm'}
            onChange={(event) => answer.write({ responsible: event.target.value })}
          />
        </label>
      </div>
      <div className="rectify-pictures" role="group" aria-label={t('rectify.pictures')} tabIndex={0}>
        {images.length === 0 && <p className="label">{t('rectify.no-pictures')}</p>}
        {images.map((image) => (
          <figure key={image.sha256} className="rectify-picture">
            <img src={photoUrl(image.sha256)} alt={roleWords(image.role, t)} />
            <figcaption>{roleWords(image.role, t)}</figcaption>
          </figure>
        ))}
      </div>
      <input
        ref={files}
        type="file"
        hidden
        multiple
        accept="image/jpeg,image/png"
        onChange={(event) => {
          answer.addFiles([...(event.target.files ?? [])]);
          // The same file may be chosen again.
          event.target.value = '';
        }}
      />
      {failure !== null && <ErrorText code={failure.code} params={errorParams(failure.params, t)} />}
      {step === 'camera' ? (
        <ReasonChoice
          title={t('rectify.camera')}
          reasons={info.cameras.map(({ id }) => camera(id))}
          chosen=""
          other={t('key.back')}
          onChoose={(words_) => {
            const chosen = info.cameras.find(({ id }) => camera(id) === words_);
            if (chosen !== undefined) shoot(chosen.id);
          }}
          onOther={toWriting}
        />
      ) : step === 'confirm' ? (
        <p className="rectify-confirm" role="status">
          <strong>{t('rectify.confirm')}</strong>
          <button type="button" className="plain-key rectify-send" disabled={busy} onClick={() => answer.send(onBack)}>
            <KeyCap name="Enter" /> {t('rectify.key-confirm')}
          </button>
          <span className="hint-key">
            <KeyCap name="Esc" /> {t('rectify.key-edit')}
          </span>
        </p>
      ) : (
        <p className="rectify-keys">
          {busy ? (
            <span role="status">{t('rectify.adding')}</span>
          ) : (
            asked && !complete && <span className="look">{t('rectify.empty')}</span>
          )}
          <span className="label">{t('rectify.next', { role: roleWords(role, t) })}</span>
          <Key name="F4" words={t('rectify.key-role')} />
          {info.cameras.length > 0 && <Key name="F5" words={t('rectify.key-shot')} />}
          <Key name="F6" words={t('rectify.key-file')} />
          {images.length > 0 && <Key name="F7" words={t('rectify.key-remove')} />}
          <Key name="F10" words={t('rectify.key-send')} />
          <Key name="Esc" words={t('key.back')} />
        </p>
      )}
    </section>
  );
}

function Key({ name, words }: { readonly name: string; readonly words: string }) {
  return (
    <span className="hint-key">
      <KeyCap name={name} /> {words}
    </span>
  );
}

/** Pictures of a camera that were taken for something else are attachments. */
export function roleWords(role: string, t: ReturnType<typeof useWords>['t']): string {
  return t(`rectify.role-${role === 'before' || role === 'after' ? role : 'attachment'}`);
}
