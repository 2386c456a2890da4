/**
 * The clerk's desk: what was entered for the truck on the deck, which editor is open, what Enter does, and the deeds
 * themselves. Decisions are made in next-action.ts and draft.ts; here they meet the station.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Image, LoadSheet, MissingImage, Weighing } from '../../../preload/contract/documents.ts';
import type { CallInput } from '../../../preload/contract/index.ts';
import type { Readings } from '../../../preload/contract/readings.ts';
import type { ScaleFacts } from '../../../preload/contract/station.ts';
import type { Claim } from '../../../preload/contract/weighing.ts';
import { CodedError, type ErrorParams } from '../../../preload/contract/errors.ts';
import { proven } from '../../components/proven.ts';
import { useWillRead } from '../../components/use-will-read.ts';
import { useWords } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';
import { live, useLive } from '../../station/live-store.ts';
import { useWeighing } from '../../station/scale.ts';
import {
  EMPTY_DRAFT,
  fillFromVehicle,
  ofThisTrip,
  proposeKind,
  vehicleToKeep,
  withRead,
  withTrailer,
  type Draft,
  type ProposedKind,
  type Tare,
} from './draft.ts';
import { writtenAs } from '../../i18n/written-as.ts';
import { answerOf, answersFor, axlesAnswer, keepingOfVisit, NOTHING_ANSWERED, type Answers } from './doubt-answers.ts';
import { captureInput, claimOf, corrections, draftOf, issueInput, sameClaim, withClaim } from './inputs.ts';
import type { Failure } from './look-up.ts';
import { nextAction, type ActionId, type Editor, type NextAction, type Situation } from './next-action.ts';
import {
  acceptance,
  AS_FILED,
  isDoubt,
  NOTHING_ACCEPTED,
  questionOf,
  stillAccepted,
  type AxlesAbove,
  type Question,
} from './questions.ts';
import { paperOfSheet } from './paper-of-sheet.ts';
import { platesToFollow, surePlates, unsureTrailer } from './readings.ts';
import { roomFor, type Bound, type Room } from './room.ts';
import { useFacts, type Facts, type UsualTare } from './use-facts.ts';

const NO_MISSING: readonly MissingImage[] = [];
const NO_CONDITIONS: readonly string[] = [];
const NO_AXLES_REASON = { plate: '', axles: null, reason: '' } as const;
const NO_IMAGES: readonly Image[] = [];

/** Who lets a truck go with the papers it has, and why. */
export type Override = NonNullable<CallInput<'loadSheet.issue'>['override']>;

/** What the sheet editor is about. */
export type SheetFields = Pick<Draft, 'goods' | 'receiver' | 'driver' | 'destination'>;

export interface Desk {
  readonly draft: Draft;
  readonly facts: Facts;
  readonly kind: ProposedKind;
  readonly tare: Tare | null;
  readonly limitKg: number | null;
  /** Why it is that; see preload/contract/mass-limit.ts. */
  readonly limitConditions: readonly string[];
  /** The weight that counts: the saved one once there is one. null = none to show. */
  readonly savedKg: number | null;
  readonly liveKg: number | null;
  readonly document: Weighing | null;
  /** The truck's pictures. */
  readonly images: readonly Image[];
  /** What the waiting capture lacks. */
  readonly missing: readonly MissingImage[];
  /** A trailer's plate that was read, but not surely: one key takes it. null: there is none to take. */
  readonly proposedRear: string | null;
  takeRear(): void;
  /** What was read in them; null: nothing is, or it is recorded already. */
  readonly readings: Readings | null;
  /** The number of the sheet issued for the truck on the deck. */
  readonly recordedSheet: string | null;
  readonly sheet: LoadSheet | null;
  readonly editor: Editor;
  /** Which field of the plate editor is asked for. */
  readonly editorField: 'plate' | 'axles';
  /** What is asked with its reasons now. */
  readonly question: Question | null;
  readonly reason: string;
  readonly failure: Failure | null;
  readonly situation: Situation;
  readonly action: NextAction;
  /** How far this tare is from what the truck usually weighs empty, with its sign; null = as usual, or not known. */
  readonly oddTareKg: number | null;
  /** What bounds it, and how much is left or too much; null where no bound is known, or nothing weighs. */
  readonly room: Room | null;
  readonly over: Bound | null;
  setDraft(draft: Draft): void;
  setReason(reason: string): void;
  openEditor(editor: Editor, field?: 'plate' | 'axles'): void;
  closeEditor(): void;
  /** A key was pressed in it: what is read later does not close it. */
  keepEditor(): void;
  /** F4: only to see the weight; only before anything is recorded. */
  toggleTrial(): void;
  /** F6: a reason is asked for, then the truck is weighed again where it stands. */
  startReweigh(): void;
  endReweigh(): void;
  /** F7: the other kind; only before anything is recorded. */
  toggleKind(): void;
  /** Counts the trucks of this window: what is typed for one is nothing to the next. */
  readonly truck: number;
  /** The plate is said, though something else is still asked for. */
  sayPlate(draft: Draft): void;
  /** Takes what the plate editor says; a record that stands already is corrected. */
  acceptPlate(draft: Draft): void;
  /** A manager lets the truck go with the papers it has: the sheet says who, and why. */
  acceptOverride(override: Override): void;
  /** Takes what the sheet editor says. */
  acceptSheet(fields: SheetFields): void;
  run(action: ActionId): void;
  photograph(): void;
  reprint(): void;
}

export function useDesk(scale: ScaleFacts, liveKg: number | null): Desk {
  const { t } = useWords();
  const queries = useQueryClient();
  const weighing = useWeighing();
  const connected = useLive((state) => state.connected);
  const info = useLive((state) => state.info);
  const sheets = useLive((state) => state.sheets);
  const printJobs = useLive((state) => state.printJobs);
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT);
  const [editor, setEditor] = useState<Editor>('none');
  const [editorField, setEditorField] = useState<'plate' | 'axles'>('plate');
  const [reason, setReason] = useState('');
  /** The plate editor was opened by itself, and no key was pressed in it yet. */
  const [byItself, setByItself] = useState(false);
  /** The plate whose tare out of the usual the clerk has looked at. */
  const [seenTare, setSeenTare] = useState('');
  const [reweigh, setReweigh] = useState(false);
  /** It holds until the record is made, and for its plate. */
  const [answers, setAnswers] = useState(NOTHING_ANSWERED);
  /** Why there are more axles than the file says, until the manager has decided: of that plate and number. */
  const [axlesReason, setAxlesReason] = useState<{
    readonly plate: string;
    readonly axles: number | null;
    readonly reason: string;
  }>(NO_AXLES_REASON);
  const [accepting, setAccepting] = useState(NOTHING_ACCEPTED);
  const [failed, setFailed] = useState<(Failure & { readonly plate: string }) | null>(null);
  const [busy, setBusy] = useState(false);
  /** What Enter or a choice took over, and not what is just being typed: only that was said. */
  const [accepted, setAccepted] = useState<Draft | null>(null);
  // A plate was doubted, and another one stands there now: by hand, or by a reading.
  const failure = failed !== null && isDoubt(failed.code) && failed.plate !== draft.plateFront ? null : failed;
  const moreAxles = failure?.code === 'weighing.other-axles' && failure.params['above'] === true;
  const axlesAbove: AxlesAbove = !moreAxles
    ? null
    : axlesReason.plate === draft.plateFront && axlesReason.axles === draft.axleCount
      ? 'manager'
      : 'reason';
  const setFailure = (now: Failure | null): void => setFailed(now && { ...now, plate: draft.plateFront });
  const passId = weighing?.passId ?? null;
  /** The truck that all of this is about. Another one, or none, and it goes: also where nobody saw the deck empty. */
  const [owner, setOwner] = useState(passId);
  /** Counts the trucks of this window. */
  const [truck, setTruck] = useState(0);
  if (passId !== owner) {
    setOwner(passId);
    // What was entered before a truck came is about the one that comes.
    if (owner !== null) {
      setTruck(truck + 1);
      setDraft(EMPTY_DRAFT);
      setAccepted(null);
      setReason('');
      setReweigh(false);
      setAnswers(NOTHING_ANSWERED);
      setAxlesReason(NO_AXLES_REASON);
      setFailure(null);
      setSeenTare('');
      setEditor('none');
    }
  }
  const facts = useFacts(draft, scale.id);

  const phase = weighing?.phase ?? 'idle';
  const document = weighing?.document ?? null;
  const recordedId = document?.id ?? null;
  const operatorId = info?.operator ?? '';
  const capture = weighing?.capture ?? null;
  const savedKg = document?.weightKg ?? capture?.weightKg ?? null;
  const sheet = sheets.find(({ id }) => id === weighing?.sheet?.id) ?? null;
  const tare = ofThisTrip(facts.tare, document?.caseId ?? null);
  const recorded = document?.kind ?? null;
  // A weighing to check another one is of a loaded truck, and gets its sheet like a gross.
  const kind: ProposedKind =
    recorded === 'recheck' ? 'gross' : (recorded ?? draft.kind ?? proposeKind(savedKg ?? liveKg, tare));
  const limitKg = document?.limitKg ?? facts.limitKg;
  const weightKg = savedKg ?? liveKg;
  const oddTareKg =
    kind === 'tare' && document === null && weightKg !== null ? distanceFrom(facts.usualTare, weightKg) : null;
  const room =
    weightKg === null
      ? null
      : roomFor({
          weightKg,
          limitKg,
          // An empty truck has the whole of its load before it.
          tareKg: kind === 'gross' ? (tare?.kg ?? null) : weightKg,
          approvedLoadKg: facts.vehicle?.approvedLoadKg ?? null,
        });
  const over = kind === 'gross' && room !== null && room.kg < 0 ? room.bound : null;

  const attended = info?.mode === 'attended';
  const readings = capture?.readings ?? null;
  const willRead = useWillRead();
  const missing = capture?.missing ?? NO_MISSING;
  const question = questionOf(
    {
      attended,
      axlesAbove,
      failure: failure?.code ?? null,
      phase,
      recorded,
      reweigh: reweigh && weighing?.sheet == null,
    },
    missing,
  );
  const [answered, setAnswered] = useState(question);
  if (question !== answered) {
    setAnswered(question);
    // The reason for one thing is none for another.
    setReason('');
    if (editor === 'reason') setEditor('none');
  }
  // What is asked of a plate is of the truck, not of the moment: a silent indicator takes no question away.
  useEffect(() => setFailed((now) => (isDoubt(now?.code ?? null) ? now : null)), [phase]);
  // A new record, or a new capture in its place: whatever was to be done again is done, or asks anew.
  useEffect(() => {
    setReweigh(false);
    setAnswers(NOTHING_ANSWERED);
    setFailed((now) => (isDoubt(now?.code ?? null) ? null : now));
  }, [recordedId]);

  // What was said before this window was opened, or loaded again, is taken over.
  const claim = weighing?.claim ?? null;
  useEffect(() => {
    if (claim === null) return;
    setAccepted((now) => now ?? draftOf(claim));
    setDraft((now) => withClaim(now, claim));
  }, [claim]);

  // What the clerk says goes to the station at once: the truck may leave, or the power fail, before Enter.
  const saidText = JSON.stringify(accepted === null ? null : claimOf({ ...accepted, kind: draft.kind }, operatorId));
  useEffect(() => {
    const said = JSON.parse(saidText) as Claim | null;
    const now = live().weighings[scale.id]?.claim ?? null;
    if (!connected || passId === null || said === null || recordedId !== null || sameClaim(said, now)) return;
    call('weighing.claim', { passId, said }).catch((error: unknown) => {
      if (!(error instanceof CodedError)) throw error;
      // The truck has just left, or was just recorded with these very words.
      if (error.code !== 'weighing.no-capture') setFailed({ code: error.code, params: error.params, plate: '' });
    });
  }, [connected, scale.id, passId, saidText, recordedId]);

  // The plate is the first thing asked: its editor opens by itself once for each truck.
  const asked = useRef<string | null>(null);
  useEffect(() => {
    const due = passId !== null && phase !== 'no-signal' && attended && document === null && !willRead;
    if (due && asked.current !== passId) {
      asked.current = passId;
      if (draft.plateFront === '' && !draft.noPlate && claim === null && surePlates(readings).front === '') {
        setEditorField('plate');
        setByItself(true);
        setEditor((now) => (now === 'none' ? 'plate' : now));
      }
    }
  }, [phase, passId, attended, document, draft.plateFront, draft.noPlate, claim, willRead, readings]);

  // What was read surely stands in the fields, and follows later readings, until a person says something; only Enter makes it
  // the clerk's word.
  const unsaid = accepted === null && claim === null && document === null;
  const followed = unsaid ? platesToFollow(readings, facts.openTrucks) : null;
  const { front: readFront = null, rear: readRear = null } = followed ?? {};
  useEffect(() => {
    if (readFront === null || readRear === null) return;
    setDraft((now) => withRead(now, { front: readFront, rear: readRear }, facts.vehicle));
  }, [readFront, readRear, facts.vehicle]);
  const readNow = readFront !== null && readFront !== '';
  useEffect(() => {
    // Opened because nothing was read, and now it is: nobody has to say it.
    if (readNow && byItself) setEditor((now) => (now === 'plate' ? 'none' : now));
  }, [readNow, byItself]);

  // Esc gives back what stood there before the editor was opened.
  const latest = useRef(draft);
  useEffect(() => {
    latest.current = draft;
  }, [draft]);
  const beforeEditing = useRef(draft);
  useEffect(() => {
    if (editor === 'plate') beforeEditing.current = latest.current;
  }, [editor, truck]);

  // A window opened over a truck that is recorded already takes over what the record says.
  useEffect(() => {
    const plateFront = document?.plateFront.text ?? '';
    if (document === null || plateFront === '') return;
    const plateRear = document.plateRear.text ?? '';
    setDraft((now) =>
      now.plateFront === '' ? { ...now, plateFront, plateRear, axleCount: document.axleCount ?? null } : now,
    );
  }, [document]);

  const { vehicle } = facts;
  useEffect(() => {
    if (vehicle !== null) setDraft((now) => fillFromVehicle(now, vehicle));
  }, [vehicle]);

  const situation: Situation = {
    connected,
    attended,
    phase,
    busy,
    editor,
    kind,
    plate: draft.plateFront !== '' || (document?.plateFront.text ?? null) !== null,
    asking: facts.pending,
    askingFailed: facts.failure !== null,
    noPlate: draft.noPlate,
    willRead,
    axles: draft.axleCount !== null || (document?.axleCount ?? null) !== null,
    tare: tare !== null,
    oddTare: oddTareKg !== null && seenTare !== draft.plateFront,
    sheetFilled: draft.goods !== '' && draft.receiver !== '',
    over,
    reason: reason !== '',
    reweigh: reweigh && weighing?.sheet == null,
    recorded,
    proven: proven(document, weighing?.sheet != null),
    sheet: weighing?.sheet != null,
    paperUncertain: paperOfSheet(printJobs, weighing?.sheet?.id).uncertain,
    failure: failure?.code ?? null,
    axlesAbove,
    tareRefused: tare !== null && failure?.params['weighingId'] === tare.weighingId,
  };
  const action = nextAction(situation);

  const attempt = (deed: () => Promise<void>): void => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    deed()
      .catch((error: unknown) => {
        if (!(error instanceof CodedError)) throw error;
        // The pictures' state is shown by the phase itself, with the choice of reasons.
        if (error.code !== 'evidence.incomplete') setFailure({ code: error.code, params: figures(error.params) });
        // What a sheet was refused for may be that something is not any more as it was known here.
        if (error.code.startsWith('sheet.')) void queries.invalidateQueries();
      })
      .finally(() => setBusy(false));
  };

  /** Some sentences name the scale's bounds, which the station's error does not repeat. */
  const figures = (params: ErrorParams): ErrorParams => ({
    minKg: scale.minKg,
    maxKg: scale.maxKg,
    ...params,
  });

  const record = (given: Answers, accepts: string): Promise<Weighing> => {
    const input = captureInput(draft, kind, operatorId, accepts, vehicle);
    return call('weighing.capture', { ...input, ...given, scaleId: scale.id });
  };

  /** The same truck again, where it stands: a new record that names the one it replaces, and why. */
  const weighAgain = async (why: string): Promise<void> => {
    if (document === null) return;
    const { acceptIncomplete: _accept, ...input } = captureInput(draft, kind, operatorId, '', vehicle);
    const replaces = { weighingId: document.id, reason: why };
    await call('weighing.capture', { ...input, scaleId: scale.id, kind: document.kind, replaces });
    setReweigh(false);
  };

  const keepVehicle = async (made: Weighing, said = draft): Promise<void> => {
    if (said.plateFront === '') return;
    const keeping = await keepingOfVisit(made, said.plateFront, (id) => call('weighing.get', { id }));
    if (keeping === 'nothing') return;
    // Read now: a file that this window has not seen, or that the sheet has just changed, is not written over.
    const next = vehicleToKeep(said, await call('vehicle.get', pairOf(said)), keeping);
    if (next === null) return;
    await call('vehicle.put', next);
    // It was read when the record came, before this: the truck that comes back finds what was kept.
    await queries.invalidateQueries({ queryKey: ['vehicle.get', next.plate] });
  };

  const issue = async (gross: Weighing, override?: Override): Promise<void> => {
    if (tare === null) throw new CodedError('sheet.tare-missing');
    await call('loadSheet.issue', issueInput(draft, gross, tare, operatorId, override));
  };

  /** With everything known the one Enter goes through to the paper. */
  const readyToPrint = kind === 'gross' && situation.axles && situation.tare && situation.sheetFilled && over === null;

  /** What was answered goes with it, and why a picture may be missing, where that was said. */
  const recordAndKeep = async (given = answersFor(answers, draft.plateFront), accepts = ''): Promise<void> => {
    const made = await record(given, accepts);
    if (readyToPrint && made.kind === 'gross' && (made.overKg ?? 0) === 0) await issue(made);
    await keepVehicle(made);
  };

  const photograph = (): void => {
    // It was the reason for the pictures that are taken again.
    setReason('');
    attempt(async () => {
      await call('weighing.photograph', { scaleId: scale.id });
    });
  };

  const reprint = (): void =>
    attempt(async () => {
      // With several scales only this one's sheet: the newest of all may be the other one's.
      const newest = info?.scales.length === 1 ? (live().sheets[0]?.id ?? live().printJobs[0]?.sheetId) : undefined;
      const id = weighing?.sheet?.id ?? newest;
      if (id === undefined) throw new CodedError('sheet.not-found');
      await call('loadSheet.print', { id });
    });

  const startReweigh = (): void => {
    setFailure(null);
    setReweigh(true);
  };

  const openEditor = (next: Editor, field: 'plate' | 'axles' = 'plate'): void => {
    setEditorField(field);
    setByItself(false);
    setEditor(next);
  };

  const run = (id: ActionId): void => {
    switch (id) {
      case 'none':
      case 'accept-editor':
        return;
      case 'enter-plate':
        openEditor('plate');
        return;
      case 'enter-axles':
        openEditor('plate', 'axles');
        return;
      case 'enter-sheet':
        openEditor('sheet');
        return;
      case 'override-papers':
        openEditor('override');
        return;
      case 'reweigh':
        attempt(() => weighAgain(reason));
        return;
      case 'reweigh-pictures':
        attempt(() => weighAgain(t('reweigh.pictures')));
        return;
      case 'choose-reweigh':
        startReweigh();
        return;
      case 'ask-again':
        facts.askAgain();
        return;
      case 'answer-doubt': {
        if (failure === null) return;
        const { axleCount: axles, plateFront: plate } = draft;
        if (axlesAbove === 'reason') {
          setAxlesReason({ plate, axles, reason });
          return;
        }
        const answer =
          axlesAbove === null
            ? answerOf(failure.code, failure.params, plate, reason)
            : axlesAnswer(plate, axlesReason.reason, writtenAs(reason, AS_FILED) ? '' : reason);
        const given = { ...answersFor(answers, plate), ...answer };
        setAnswers({ ...given, plate });
        attempt(() => recordAndKeep(given, stillAccepted(accepting, capture)));
        return;
      }
      case 'look-at-tare':
        setSeenTare(draft.plateFront);
        return;
      case 'record':
      case 'record-and-print':
        attempt(() => recordAndKeep());
        return;
      case 'accept-incomplete':
        setAccepting(acceptance(reason, capture));
        attempt(() => recordAndKeep(undefined, reason));
        return;
      case 'print-sheet':
        if (document !== null) attempt(() => issue(document).then(() => keepVehicle(document)));
        return;
      case 'retake':
        photograph();
        return;
      case 'reprint':
        reprint();
        return;
      default:
        never(id);
    }
  };

  /** What an editor hands back may have been begun before the vehicle's file was here. */
  const adopt = (next: Draft): void => setDraft(vehicle === null ? next : fillFromVehicle(next, vehicle));

  const sayPlate = (given: Draft): void => {
    const next: Draft = { ...given, read: null };
    adopt(next);
    setAccepted(next);
    beforeEditing.current = next;
  };

  const acceptPlate = (next: Draft): void => {
    sayPlate(next);
    setEditor('none');
    // Looked at: whatever was refused is tried again.
    setFailure(null);
    if (document === null) return;
    attempt(async () => {
      const { notices } = await call('records.life', { id: document.id });
      const before = notices.flatMap(({ correction = null }) => correction ?? []);
      const needed = corrections(document, before, next, t('reason.plate-corrected'), operatorId);
      if (needed.length === 0) return;
      for (const correction of needed) await call('weighing.correct', correction);
      await keepVehicle(document, next);
      // Who is inside, and what is known of a plate, follow from the corrected one.
      await queries.invalidateQueries();
    });
  };

  const takeKind = (next: Draft['kind']): void => {
    if (recorded !== null || editor !== 'none') return;
    setDraft({ ...draft, kind: next });
    // Of this kind other things may be asked first; what still is in doubt the station asks again.
    setFailure(null);
  };

  // Its key is that of a reason where one is asked for.
  const proposable = attended && editor === 'none' && !situation.busy && question === null;
  const proposedRear = proposable ? unsureTrailer(readings, draft) : null;

  return {
    draft,
    missing,
    proposedRear,
    takeRear: () => {
      if (proposedRear !== null) sayPlate(withTrailer(draft, proposedRear, vehicle));
    },
    images: document?.images ?? capture?.images ?? NO_IMAGES,
    readings,
    facts,
    kind,
    tare,
    limitKg,
    room,
    limitConditions: document?.limitInputs?.conditions ?? (document === null ? facts.limitConditions : NO_CONDITIONS),
    savedKg,
    liveKg,
    document,
    recordedSheet: weighing?.sheet?.number ?? null,
    sheet,
    editor,
    editorField,
    question,
    reason,
    failure,
    situation,
    action,
    oddTareKg,
    over,
    setDraft: adopt,
    setReason,
    openEditor,
    truck,
    sayPlate,
    closeEditor: () => {
      // What was read while it was open stands there again.
      if (editor === 'plate')
        setDraft(followed === null ? beforeEditing.current : withRead(beforeEditing.current, followed));
      setEditor('none');
    },
    keepEditor: () => setByItself(false),
    toggleTrial: () => {
      takeKind(kind === 'trial' ? null : 'trial');
    },
    startReweigh,
    endReweigh: () => setReweigh(false),
    toggleKind: () => {
      takeKind(kind === 'gross' ? 'tare' : 'gross');
    },
    acceptPlate,
    acceptOverride: (override) => {
      setEditor('none');
      if (document !== null) attempt(() => issue(document, override).then(() => keepVehicle(document)));
    },
    acceptSheet: ({ destination, driver, goods, receiver }) => {
      adopt({ ...draft, destination, driver, goods, receiver });
      setEditor('none');
      setFailure(null);
    },
    run,
    photograph,
    reprint,
  };
}

const pairOf = ({ plateFront, plateRear }: Draft): CallInput<'vehicle.get'> => ({
  plate: plateFront,
  ...(plateRear === '' ? {} : { trailerPlate: plateRear }),
});

function distanceFrom(usual: UsualTare | null, weightKg: number): number | null {
  const off = usual === null ? 0 : weightKg - usual.medianKg;
  return usual !== null && Math.abs(off) > usual.askAboveKg ? off : null;
}

function never(value: never): never {
  throw new TypeError(`unhandled ${JSON.stringify(value)}`);
}
