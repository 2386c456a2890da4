/** The sheet that would be issued now, for people to look at before it is: weighing, sheet and paper together (part of compose.ts). */
import type { Weighing } from '../../preload/contract/documents.ts';
import type { SheetDraftInput } from '../../preload/contract/load-sheet.ts';
import type { CallOutput } from '../../preload/contract/index.ts';
import type { PaperName } from '../../preload/contract/paper.ts';
import { beijingDay, timestamp, type EpochMs, type Timestamp, type Uuid } from '../../preload/contract/vocabulary.ts';
import type { SheetPapers } from './printing/sheet-papers.ts';
import type { DocumentChain } from './records/document-chain.ts';
import { limitOn } from './rules/mass-limits/limit-rules.ts';
import { plateGiven } from './rules/plate-grammar.ts';
import type { LoadSheetService } from './sheets/load-sheet-service.ts';
import type { Weighbridges } from './weighbridges.ts';
import { lacksRequired } from './weighing/evidence.ts';
import type { RecordMaker } from './weighing/record-maker.ts';

type Asked = SheetDraftInput & { readonly paper?: PaperName | undefined };
type Standing = Extract<Asked['truck'], { scaleId: string }>;

/** Answers `print.draft`. */
export type DraftSheet = (asked: Asked) => Promise<CallOutput<'print.draft'>>;

export function composeSheetDraft(parts: {
  readonly chain: Pick<DocumentChain, 'get'>;
  readonly papers: Pick<SheetPapers, 'draft'>;
  readonly recordMaker: Pick<RecordMaker, 'limitFacts'>;
  readonly sheets: Pick<LoadSheetService, 'draft'>;
  readonly weighbridges: Weighbridges;
  readonly newId: () => Uuid;
}): DraftSheet {
  const { chain, newId, papers, recordMaker, sheets, weighbridges } = parts;

  /** As the record would be: the weight that waits with its pictures, else the one that may be saved now. */
  function standing({ scaleId, ...said }: Standing) {
    const plateFront = plateGiven('plateFront', said.plateFront);
    const plateRear = plateGiven('plateRear', said.plateRear);
    const { deck, weighing } = weighbridges.of(scaleId);
    const { capture } = weighing.state();
    const { weighedAt, weightKg } = capture ?? steady(deck.weightToSave(false));
    const weighedAtMs = Date.parse(weighedAt) as EpochMs;
    const facts = recordMaker.limitFacts(plateFront, plateRear, said);
    const truck = {
      id: capture?.id ?? newId(),
      kind: 'gross' as const,
      scaleId: deck.reading().scaleId,
      caseId: null,
      weightKg,
      weighedAt,
      weighedAtMs,
      plateFront,
      plateRear,
      limitKg: limitOn(beijingDay(weighedAtMs), facts).limitKg,
      voided: false,
      replacedBy: null,
      evidence: { complete: capture === null || !lacksRequired(capture.missing), acceptedReason: null },
    };
    return { truck, grossWeighedAt: weighedAt, axleCount: facts.axleCount };
  }

  return async ({ paper, truck: asked, ...terms }) => {
    if (!('weighingId' in asked)) {
      const { axleCount, grossWeighedAt, truck } = standing(asked);
      const body = sheets.draft(truck, terms);
      return { preview: await papers.draft({ body, grossWeighedAt, axleCount }, paper), consistency: body.consistency };
    }
    const body = sheets.draft(asked.weighingId, terms);
    const { axleCount = null, weighedAt } = chain.get(asked.weighingId)?.document as Weighing;
    const preview = await papers.draft({ body, grossWeighedAt: weighedAt, axleCount }, paper);
    return { preview, consistency: body.consistency };
  };
}

const steady = <T extends { readonly weighedAt: EpochMs }>(
  weight: T,
): Omit<T, 'weighedAt'> & { weighedAt: Timestamp } => ({
  ...weight,
  weighedAt: timestamp(weight.weighedAt),
});
