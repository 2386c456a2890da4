import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { GateCamera } from '../../../../../renderer/components/gates.ts';
import { startWords, type Translate } from '../../../../../renderer/i18n/index.ts';
import { zhCn } from '../../../../../renderer/i18n/zh-cn.ts';
import { gateName, plateWords, whyNoPicture } from '../../../../../renderer/screens/gate/gate-words.ts';

const t: Translate = (key) => zhCn[key];
const gate = (id: string, role: GateCamera['role']): GateCamera => ({ id, role, scaleId: null, live: true });

beforeAll(() => {
  vi.stubGlobal('document', { documentElement: { lang: '' } });
  startWords('zh-CN');
});
// Other files share this process.
afterAll(() => vi.unstubAllGlobals());

it('a gate has the name of its place; with its id where there are two of them, and once it is gone', () => {
  const gates = [gate('east', 'gate-in'), gate('west', 'gate-out'), gate('south', 'gate-out')];
  expect(['east', 'west', 'south', 'north'].map((id) => gateName(id, gates, t))).toEqual([
    '进口',
    '出口 west',
    '出口 south',
    'north',
  ]);
});

it('a plate stands as on the vehicle; nobody read it is said', () => {
  expect(plateWords({ plate: '晋C12345', plateRear: null, unsure: null }, t)).toBe('晋C·12345');
  expect(plateWords({ plate: null, plateRear: null, unsure: null }, t)).toBe('未识别');
});

it('a missing picture has its number and names the gate’s camera', () => {
  const gates = [gate('east', 'gate-in'), gate('west', 'gate-out'), gate('south', 'gate-out')];
  expect(whyNoPicture({ gateId: 'west', missing: null }, gates, t)).toBeNull();
  const what = (gateId: string) => whyNoPicture({ gateId, missing: 'camera.black' }, gates, t);
  expect(what('east')).toMatchObject({ number: 'E211', what: '进口摄像机的照片全黑。' });
  expect(what('west')?.what).toBe('出口摄像机 west的照片全黑。');
  // It was taken down since.
  expect(what('north')?.what).toContain('north的照片全黑。');
});
