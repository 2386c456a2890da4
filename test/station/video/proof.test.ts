/** 视频可调阅证明: a picture of each camera and of a recorder's channel, and what becomes of one that gives none. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { photoPath } from '../../../main/photo-path.ts';
import { Site } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';
import { complaints, probe } from '../camera/media-probe.ts';
import { afterThisTest } from '../camera/rig.ts';
import { ACCOUNT, rtspServer } from './feeds-rig.ts';

const GB_ID = '14032100001320000001';

test('proven on demand, kept, and a failure waits for a person', async () => {
  const recorder = await rtspServer({ codec: 'h265', paths: ['/channel1'] });
  const site = await Site.open({
    configuration: {
      recorders: [
        {
          id: 'nvr-1',
          gbId: GB_ID,
          address: recorder.address(),
          username: ACCOUNT.username,
          password: { secret: 'nvr' },
        },
      ],
    },
  });
  afterThisTest(() => site.close());
  const { mkdirSync } = await import('node:fs');
  mkdirSync(site.dataDir, { recursive: true });
  writeFileSync(join(site.dataDir, 'secrets.json'), JSON.stringify({ nvr: ACCOUNT.password }));
  const station = await RunningStation.start(site);
  afterThisTest(() => station.stop().then(() => undefined));
  await station.until('devices', async () =>
    (await station.call('devices.list', {})).every(({ state }) => state === 'online'),
  );
  expect(await station.call('video.proofs', {})).toEqual({ proofs: [] });

  const { proofs } = await station.call('video.prove', {});
  expect(proofs).toMatchObject([
    { kind: 'camera', subjectId: 'cam-front', ok: true, width: 1920, height: 1080, codec: null },
    { kind: 'camera', subjectId: 'cam-rear', ok: true },
    { kind: 'channel', subjectId: 'nvr-1', gbId: GB_ID, ok: true, width: 640, height: 360, codec: 'h265' },
  ]);
  expect(await station.call('video.proofs', {})).toEqual({ proofs });
  const film = photoPath(site.dataDir, proofs[2]?.sha256 ?? '') ?? '';
  expect(await probe(film)).toMatchObject({ codec: 'hevc', width: 640, frames: 1 });
  expect(await complaints(film)).toBe('');
  expect((await station.call('warnings.open', {})).count).toBe(0);

  await recorder.stop();
  const again = await station.call('video.prove', {});
  expect(again.proofs[2]).toMatchObject({ ok: false, code: 'camera.refused', sha256: null });
  const { count, newest } = await station.call('warnings.open', {});
  expect({ count, newest }).toMatchObject({ count: 1, newest: { kind: 'video-unproven', proof: again.proofs[2] } });
  await station.until('the push of it', () => station.pushed('warnings.changed').length > 0);
  const { items } = await station.call('warnings.search', { which: 'open' });
  expect(items).toEqual([newest]);
  const closed = await station.call('warnings.acknowledge', {
    warningId: newest?.id ?? '',
    reason: '已报修',
    operatorId: '张三',
  });
  expect(closed).toMatchObject({ kind: 'video-unproven', acknowledged: { reason: '已报修' } });
  expect((await station.call('warnings.open', {})).count).toBe(0);
  expect(station.log.join('\n')).not.toContain(ACCOUNT.password);
});
