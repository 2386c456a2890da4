import { beforeAll, expect, it, vi } from 'vitest';
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
  expect(plateWords({ plate: '晋C12345' }, t)).toBe('晋C·12345');
  expect(plateWords({ plate: null }, t)).toBe('未识别');
});

it('a missing picture has its number and names the gate’s camera', () => {
  expect(whyNoPicture({ direction: 'out', missing: null }, t)).toBeNull();
  expect(whyNoPicture({ direction: 'out', missing: 'camera.black' }, t)).toMatchObject({
    number: 'E211',
    what: '出口摄像机的照片全黑。',
  });
});
