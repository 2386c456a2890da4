/** Carries out the layout of a receipt: facts and a layout → the paper of a roll. Pure. */
import type { PaperItem, PaperSpan, RollPaper, TextSize } from '../../../preload/contract/paper.ts';
import type { RollBlock, RollLayout, Words } from './layout-form.ts';
import { LOCAL_TIME_COLUMNS, type Facts } from './sheet-facts.ts';
import { WORDS } from './sheet-words.ts';
import { columnsOf, padTo, wrap } from './text-columns.ts';

type Line = Extract<PaperItem, { kind: 'line' }>;

const span = (text: string, size: TextSize = 'normal', bold = size !== 'normal'): PaperSpan => ({ text, size, bold });
const left = (...spans: readonly PaperSpan[]): Line => ({ kind: 'line', align: 'left', spans });

/**
 * Lays out one paper. No line is wider than the paper; long texts wrap below themselves; nothing is left out.
 * @param signers who signs, from top to bottom
 */
export function layRoll(layout: RollLayout, facts: Facts, signers: readonly string[]): RollPaper {
  const items = layout.blocks.flatMap((block) => itemsOf(block, layout, facts, signers));
  return { kind: 'roll', columns: layout.columns, items: [...items, { kind: 'cut' }] };
}

function itemsOf(block: RollBlock, layout: RollLayout, facts: Facts, signers: readonly string[]): readonly PaperItem[] {
  const { columns, labelColumns } = layout;
  switch (block.kind) {
    case 'centred':
      return centred(said(block.value, facts), columns, block.size);
    case 'number':
      return largeNumber(facts[block.value], columns);
    case 'field':
      return field(block, layout, facts);
    case 'weight':
      return weight(block, layout, facts);
    case 'rule':
      return [{ kind: 'rule' }];
    case 'feed':
      return [{ kind: 'feed', lines: block.lines }];
    case 'qr':
      return facts[block.value] === '' ? [] : [{ kind: 'qr', text: facts[block.value] }];
    case 'seal':
      // Nobody stamps what is void.
      return facts.voided === '' ? [left(span(WORDS.seal)), { kind: 'feed', lines: block.rows }] : [];
    case 'signatures':
      return signers.flatMap((signer): PaperItem[] => {
        const label = padTo(signer, labelColumns);
        return [
          { kind: 'feed', lines: block.room },
          left(span(label + '_'.repeat(Math.max(0, columns - columnsOf(label))))),
        ];
      });
    default:
      return block satisfies never;
  }
}

export const said = (words: Words, facts: Facts): string => (typeof words === 'string' ? words : facts[words.fact]);

type Field = Extract<RollBlock, { kind: 'field' }>;

/** Label and value, the value wrapped under itself; a large value too long for one line is merely bold. */
function field(block: Field, { columns, labelColumns }: RollLayout, facts: Facts): Line[] {
  const value = facts[block.value];
  if (value === '') return [];
  const label = padTo(said(block.label, facts), labelColumns);
  const large = block.size === 'large';
  if (large && columnsOf(label) + 2 * columnsOf(value) <= columns) return [left(span(label), span(value, 'large'))];
  const bold = large || block.bold;
  return wrap(value, columns - labelColumns).map((part, index) =>
    left(span((index === 0 ? label : ' '.repeat(labelColumns)) + part, 'normal', bold)),
  );
}

/** Label left, kilograms in one right-aligned column, the time at the right edge or, on narrow paper, on a line of its own. */
function weight(block: Extract<RollBlock, { kind: 'weight' }>, layout: RollLayout, facts: Facts): Line[] {
  const amount = facts[block.value];
  if (amount === '') return [];
  const { columns, timesBeside } = layout;
  const { size } = block;
  const label = said(block.label, facts);
  const time = block.at === undefined ? '' : facts[block.at];
  const edge = timesBeside ? columns - LOCAL_TIME_COLUMNS - 1 : columns;
  const gap = edge - columnsOf(label) - columnsOf(amount) * (size === 'large' ? 2 : 1);
  // Cannot happen with today's words and a scale's figures; a longer word must not push the figure off the paper.
  if (gap < 1)
    return [...wrap(label, columns), amount, time].filter((part) => part !== '').map((part) => left(span(part)));
  const line = [span(label + ' '.repeat(gap)), span(amount, size)];
  if (time === '') return [left(...line)];
  return timesBeside ? [left(...line, span(` ${time}`))] : [left(...line), left(span(time.padStart(columns)))];
}

function centred(line: string, columns: number, size: TextSize = 'normal'): Line[] {
  if (line === '') return [];
  const width = size === 'large' || size === 'wide' ? columns / 2 : columns;
  return wrap(line, width).map((part) => ({ kind: 'line', align: 'centre', spans: [span(part, size)] }));
}

/** The number as large as one line or two balanced ones allow, broken behind a hyphen; a very long one only tall. */
function largeNumber(whole: string, columns: number): Line[] {
  const half = columns / 2;
  if (columnsOf(whole) <= half) return centred(whole, columns, 'large');
  const halves = [...whole.matchAll(/-/g)]
    .map(({ index }) => [whole.slice(0, index + 1), whole.slice(index + 1)] as const)
    .filter((parts) => parts.every((part) => part !== '' && columnsOf(part) <= half))
    .sort((a, b) => longest(a) - longest(b));
  return halves[0]?.flatMap((part) => centred(part, columns, 'large')) ?? centred(whole, columns, 'tall');
}

const longest = (parts: readonly string[]): number => Math.max(...parts.map(columnsOf));
