/**
 * What cheating devices do to a signal, as public Chinese material describes them (switched resistors in the cell's cable,
 * boxes in the line, modified indicators). Times in seconds of the world, weights in kilograms.
 */
import { STEPS_A_SECOND } from './drive.ts';
import type { Frame } from './indicator.ts';
import type { Tampering } from './scene.ts';

/** A resistor switched in by radio and out again: it adds within milliseconds. `slowS`: a knob that is turned up instead. */
export function offset(kg: number, onS: number, offS: number, slowS = 0.02): Tampering {
  const share = (sinceS: number, overS: number): number => Math.min(1, Math.max(0, sinceS / overS));
  return {
    cell: (loads) =>
      loads.map((load, i) => {
        const t = i / STEPS_A_SECOND;
        return load + kg * (share(t - onS, slowS) - share(t - offS, 0.02));
      }),
  };
}

/** A resistor across the bridge, always there: every load reads as this share of itself. */
export function gain(share: number): Tampering {
  return { cell: (loads) => loads.map((load) => load * share) };
}

/** The cell's signal is held as it is at one moment; the indicator behind it works on, with its own small noise. */
export function holdCell(fromS: number, toS: number): Tampering {
  return {
    cell: (loads) => {
      const held = loads[Math.round(fromS * STEPS_A_SECOND)] ?? 0;
      return loads.map((load, i) => (i / STEPS_A_SECOND >= fromS && i / STEPS_A_SECOND < toS ? held : load));
    },
  };
}

/** A box in the line repeats the last frame's weight. */
export function holdLine(fromS: number, toS: number): Tampering {
  return {
    line: (sent) => {
      const held = sent.findLast(({ atMs, kg }) => atMs < fromS * 1000 && kg !== null)?.kg ?? 0;
      return between(sent, fromS, toS, () => held);
    },
  };
}

/** A box in the line says another weight from one moment to another. `at`: seconds since it began. */
export function inject(fromS: number, toS: number, kgAt: (sinceS: number) => number): Tampering {
  return { line: (sent) => between(sent, fromS, toS, (atMs) => kgAt(atMs / 1000 - fromS)) };
}

/** What an earlier truck's pass looked like is said again; the true frames only give the beat. */
export function replay(earlier: readonly Frame[], fromS: number, lateMs: () => number, lost: () => boolean): Tampering {
  return {
    line: (sent) => {
      const lastS = fromS + (earlier.at(-1)?.atMs ?? 0) / 1000;
      const before = sent.filter(({ atMs }) => atMs < fromS * 1000).map(({ atMs }) => ({ atMs, kg: 0 }));
      const after = sent.filter(({ atMs }) => atMs > lastS * 1000).map(({ atMs }) => ({ atMs, kg: 0 }));
      let last = before.at(-1)?.atMs ?? 0;
      const said = earlier.flatMap(({ atMs, kg }) => {
        if (lost()) return [];
        last = Math.max(last + 1, Math.round(fromS * 1000 + atMs + lateMs()));
        return [{ atMs: last, kg }];
      });
      return [...before, ...said, ...after];
    },
  };
}

function between(sent: readonly Frame[], fromS: number, toS: number, kgAt: (atMs: number) => number): Frame[] {
  return sent.map((frame) =>
    frame.atMs >= fromS * 1000 && frame.atMs < toS * 1000 ? { atMs: frame.atMs, kg: kgAt(frame.atMs) } : frame,
  );
}
