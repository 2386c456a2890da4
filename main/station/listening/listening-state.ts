/** What the listener knows, as the contract says it; and what is written when it is taken. Pure. */
import type { Candidate } from '../../../native/scale/listening/judge.ts';
import type { ListenerState } from '../../../native/scale/listening/listener.ts';
import type { PortForm as ListenedForm } from '../../../native/scale/listening/round.ts';
import type { UsbAdapter } from '../../../native/usb-adapter.ts';
import type {
  ListeningCandidate,
  ListeningPort,
  ListeningReason,
  ListeningState,
  PortForm,
} from '../../../preload/contract/listening.ts';
import type { ScaleSettings } from '../settings/configuration.ts';

export type IndicatorSettings = ScaleSettings['indicator'];

export interface Surroundings {
  readonly scaleId: string;
  readonly unit: 'kg' | 't';
  readonly port: ListeningPort;
  readonly configured: IndicatorSettings;
  readonly cannotBeHeard: ListeningState['cannotBeHeard'];
}

export function listeningState(state: ListenerState, around: Surroundings): ListeningState {
  const { fault, form, judgement, nothing, phase, results } = state;
  const { verdict } = judgement;
  return {
    scaleId: around.scaleId,
    unit: around.unit,
    port: around.port,
    configured: configuredOf(around.configured),
    phase,
    form,
    step: state.step,
    steps: state.steps,
    heardBytes: state.heardBytes,
    quietMs: state.quietMs,
    tail: Buffer.from(state.tail).toString('hex'),
    candidates: judgement.candidates.map((candidate) => candidateOf(candidate, form.baudRate)),
    question: verdict.kind === 'ask' ? verdict.question : null,
    ways: verdict.kind === 'ask' ? verdict.ways.length : 0,
    nothing: nothing === null ? null : { because: nothing.because, form: nothing.form },
    fault,
    results: results.map(({ best, form: heardAt, kind }) => ({
      form: heardAt,
      kind,
      protocol: best?.protocol ?? null,
      score: best?.score ?? 0,
    })),
    cannotBeHeard: [...around.cannotBeHeard],
  };
}

/**
 * The indicator's part of the configuration that this reading stands for.
 * @param usb the adapter at this port, where it has a number of its own: then it is written down, and not the path
 */
export function indicatorOf(
  port: ListeningPort,
  usb: UsbAdapter | null,
  heardAt: ListenedForm,
  candidate: Candidate,
): IndicatorSettings {
  const { form, options, protocol } = candidate;
  if (port.kind === 'tcp') return { protocol, port, options };
  const baudRate = heardAt.baudRate as Extract<IndicatorSettings['port'], { kind: 'serial' }>['baudRate'];
  const place = usb === null ? { path: port.path } : { usb };
  return { protocol, port: { kind: 'serial', ...place, baudRate, ...form }, options };
}

export function configuredOf({ options, port, protocol }: IndicatorSettings): ListeningState['configured'] {
  const adapter = port.kind === 'serial' ? (port.usb?.serialNumber ?? null) : null;
  return { protocol, options: plain(options), form: formOf(port), adapter };
}

/** null for a network line. */
export function formOf(port: IndicatorSettings['port']): PortForm | null {
  if (port.kind === 'tcp') return null;
  const { baudRate, dataBits, parity, stopBits } = port;
  return { baudRate, dataBits, parity, stopBits };
}

function candidateOf(candidate: Candidate, baudRate: number): ListeningCandidate {
  const { alsoReads, form, key, options, protocol, reasons, score, stable, unit, weightText } = candidate;
  return {
    key,
    protocol,
    options: plain(options),
    form: { baudRate, ...form },
    score,
    reasons: reasons.map((reason): ListeningReason => ({ ...reason })),
    weightText,
    unit,
    stable,
    alsoReads: [...alsoReads],
  };
}

/** Options that are set, as plain data. */
export function plain(options: IndicatorSettings['options']): ListeningCandidate['options'] {
  return Object.fromEntries(
    Object.entries(options).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, typeof value === 'object' ? [...(value as readonly number[])] : value]],
    ),
  );
}
