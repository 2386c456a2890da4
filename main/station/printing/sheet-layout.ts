/** Which layout is for which paper, and a sheet or its exit slip laid out by it. Pure. */
import type { Paper, PaperName } from '../../../preload/contract/paper.ts';
import { layPage } from './lay-page.ts';
import { layRoll } from './lay-roll.ts';
import type { Layout } from './layout-form.ts';
import { SHEET_ON_A4 } from './layouts/a4-sheet.ts';
import {
  SLIP_ON_58,
  SLIP_ON_80,
  SLIP_ON_80_42,
  SLIP_ON_A4,
  SLIP_ON_FORM_22,
  SLIP_ON_FORM_33,
  SLIP_ON_FORM_66,
} from './layouts/exit-slip.ts';
import { SHEET_ON_FORM_22, SHEET_ON_FORM_33, SHEET_ON_FORM_66 } from './layouts/form-sheet.ts';
import { SHEET_ON_58, SHEET_ON_80, SHEET_ON_80_42 } from './layouts/roll-sheet.ts';
import { sheetFacts, type SheetOnPaper } from './sheet-facts.ts';
import { SIGNERS } from './sheet-words.ts';

/** What is printed of a sheet: itself, or the short slip for the gate. */
export type SheetPaperKind = 'sheet' | 'exit-slip';

const LAYOUTS: Readonly<Record<SheetPaperKind, Readonly<Record<PaperName, Layout>>>> = {
  sheet: {
    'roll-58': SHEET_ON_58,
    'roll-80-42': SHEET_ON_80_42,
    'roll-80': SHEET_ON_80,
    'form-22': SHEET_ON_FORM_22,
    'form-33': SHEET_ON_FORM_33,
    'form-66': SHEET_ON_FORM_66,
    a4: SHEET_ON_A4,
  },
  'exit-slip': {
    'roll-58': SLIP_ON_58,
    'roll-80-42': SLIP_ON_80_42,
    'roll-80': SLIP_ON_80,
    'form-22': SLIP_ON_FORM_22,
    'form-33': SLIP_ON_FORM_33,
    'form-66': SLIP_ON_FORM_66,
    a4: SLIP_ON_A4,
  },
};

export const layoutOf = (kind: SheetPaperKind, paper: PaperName): Layout => LAYOUTS[kind][paper];

/**
 * Lays out one copy. Nothing is wider than the paper, and nothing is left out. A void sheet says so in large letters, has
 * no place for a stamp and is signed by the first signer alone.
 */
export function layoutSheet(
  sheet: SheetOnPaper,
  paper: PaperName,
  kind: SheetPaperKind = 'sheet',
  signers: readonly string[] = SIGNERS,
): Paper {
  const layout = layoutOf(kind, paper);
  const facts = sheetFacts(sheet);
  const signing = sheet.sheet.status === 'void' ? signers.slice(0, 1) : signers;
  return layout.kind === 'roll' ? layRoll(layout, facts, signing) : layPage(layout, facts, signing);
}
