/**
 * A camera's live picture in its place. What is not the present is dimmed and says so in words; the mark 实时 stands below the
 * picture only while it moves. Nothing lies over a live picture: the camera's own date stands in its corner.
 */
import { useEffect, useRef, useState } from 'react';
import type { CameraRole } from '../../preload/contract/vocabulary.ts';
import { betweenTrucks } from '../components/camera-trouble.ts';
import { cameraWord } from '../components/error-params.ts';
import { StateShape } from '../components/state-shape.tsx';
import { errorSentences, useWords, type Translate, type WordKey } from '../i18n/index.ts';
import type { LiveView } from './live-machine.ts';
import { useLiveView, useMayShow } from './use-live-view.ts';
import '../components/picture-frame.css';
import './live-frame.css';

const MARKS: Readonly<Record<LiveView['stream'], WordKey>> = {
  main: 'live.now',
  sub: 'live.sub',
  pictures: 'live.pictures',
};

export function LiveFrame({
  cameraId,
  role,
  name,
  trouble,
}: {
  readonly cameraId: string;
  readonly role: CameraRole;
  /** What it is called where several have its role; else the role in words. */
  readonly name?: string;
  /** What is wrong with its pictures meanwhile, in words. */
  readonly trouble: string | null;
}) {
  const { t } = useWords();
  const roleWord = t(`device.camera-${role}`);
  const camera = cameraWord(role, t);
  const { player, view } = useLiveView(cameraId);
  const mayShow = useMayShow();
  const element = useRef<HTMLVideoElement | null>(null);
  const [size, setSize] = useState('');
  useEffect(() => {
    const video = element.current;
    if (!mayShow || video === null) return;
    return player.show(video);
  }, [mayShow, player]);
  const words = view.picture === 'live' ? null : notLive(view, camera, t);
  const amber = words !== null && (words.amber || trouble !== null);
  const under = trouble ?? words?.text ?? null;
  return (
    <figure className={`picture live${amber ? ' picture-missing' : ''}`} data-live={view.picture}>
      <div className="picture-box">
        <video
          ref={element}
          className="live-video"
          data-role={role}
          aria-label={t('live.alt', { role: name ?? roleWord })}
          muted
          autoPlay
          playsInline
          onResize={({ currentTarget: { videoHeight, videoWidth } }) => setSize(`${videoWidth}×${videoHeight}`)}
        />
        {words !== null && view.picture === 'none' && (
          <div className="picture-empty">
            {amber && <StateShape shape="triangle" size="28px" />}
            <span>{trouble ?? words.text}</span>
          </div>
        )}
        {view.picture === 'old' && (
          <strong className="live-stopped">
            <StateShape shape="triangle" /> {t('live.old', { seconds: view.oldForS ?? 0 })}
          </strong>
        )}
      </div>
      <figcaption className="picture-caption">
        <span className="picture-role">{name ?? roleWord}</span>
        {words === null && (
          <span className="live-mark">
            <StateShape shape="running" /> {t(MARKS[view.stream])}
          </span>
        )}
        {words === null && <span className="figures picture-size live-size">{size}</span>}
      </figcaption>
      {view.picture !== 'none' && under !== null && <p className="live-trouble look">{under}</p>}
    </figure>
  );
}

/** amber: a person can do something about it. */
function notLive({ picture, why }: LiveView, camera: string, t: Translate): { text: string; amber: boolean } {
  if (why !== null && typeof why === 'object') {
    const said = errorSentences(why.code, { camera, status: '' });
    return { text: `${said.number} ${said.what} ${betweenTrucks(why.code, said, t).todo}`, amber: true };
  }
  if (why === 'no-video') return { text: t('live.no-video'), amber: false };
  if (why === 'stopped') return { text: t('live.stopped', { camera }), amber: true };
  return { text: t('live.connecting'), amber: picture === 'old' };
}
