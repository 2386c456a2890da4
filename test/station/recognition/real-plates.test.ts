import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { evaluatePlates } from '../../measure/evaluate-plates.ts';

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'shared', 'data', 'plates');

it.skipIf(!existsSync(folder))(
  'real plates that nothing was learnt from are read (needs ../shared/data/plates)',
  async () => {
    // The first of each: enough to see that the reader is whole; how good it is, is measured over all of them.
    const { rows, totals, learnt } = await evaluatePlates(folder, (file) =>
      /^(crop_00[0-3]\d|scene_0[0-3]\d)/.test(file),
    );
    expect(learnt).toBeGreaterThan(0);
    expect(totals['crop']!.pictures).toBeGreaterThan(10);
    expect(totals['scene']!.pictures).toBeGreaterThan(10);
    expect(totals['crop']!.right / totals['crop']!.pictures).toBeGreaterThan(0.9);
    expect(totals['scene']!.found / totals['scene']!.pictures).toBeGreaterThan(0.8);
    expect(rows.filter((row) => row.accepted && !row.found)).toEqual([]);
  },
);
