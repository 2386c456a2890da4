/**
 * The closed list of error codes (architecture.md §7.14). The words for people are in renderer/i18n, one entry a code.
 * Errors cross the border as `{ code, params, logId }` and nothing else.
 */
import './without-eval.ts';
import * as z from 'zod';

export const ERROR_CODES = [
  // The border itself
  'rpc.unknown-call',
  'rpc.invalid-frame',
  'rpc.invalid-input', // params: path, expected
  'rpc.request-id-missing',
  'rpc.request-id-reused',
  'rpc.forbidden', // params: call, role
  'rpc.disconnected',
  'rpc.busy', // too many calls at once on one connection
  'rpc.fault', // a defect; the log entry is named by logId
  // Start of the station
  'config.missing-file',
  'config.unreadable',
  'config.not-json', // params: file, line, column
  'config.invalid', // params: path, reason (config-reasons.ts), limit
  'config.platform-not-loopback',
  'config.not-writable', // params: file
  'config.truck-on-deck', // a setting that starts the station anew has to wait
  'station.folder-in-use',
  'station.folder-unreadable',
  'station.folder-simulated',
  'station.folder-from-future',
  'station.folder-damaged',
  'station.migration-failed',
  'station.binding-missing',
  'station.key-sealed',
  'station.key-damaged',
  'station.starting',
  'people.not-you',
  // Scale
  'scale.unknown',
  'scale.signal-lost',
  'scale.unstable',
  'scale.below-minimum',
  'scale.over-capacity',
  'scale.not-returned-to-zero',
  'scale.not-understood', // bytes, but not of the protocol, speed or form that is set
  'scale.checksum', // frames, and none with a right checksum
  'scale.rubbish', // bytes that are no text: a wrong speed or form, noise, a protocol of plain bytes
  'scale.parity', // a line of seven bits and parity, read as 8N1; params: form
  'scale.not-whole-kg',
  // Ports, and listening at them
  'port.busy', // another program has it
  'port.denied',
  'port.gone', // no such port, or nobody at that address
  'port.failed', // params: reason
  'port.adapter-absent', // the USB adapter of this number is not plugged in; params: adapter
  'port.adapter-twice', // several ports have this number; params: adapter
  'listen.truck-on-deck',
  'listen.no-proposal',
  // Weighing and evidence
  'evidence.incomplete', // params: missing
  'evidence.damaged', // a stored picture is gone or no longer has its hash; params: sha256, found (damaged | missing)
  'weighing.not-found',
  'weighing.already-void',
  'weighing.has-sheet',
  'weighing.no-capture', // pictures again asked for without a capture of the truck on the deck
  'weighing.plate-invalid',
  'weighing.too-soon', // params: plate, weighingId, secondsAgo, minSeconds
  'weighing.trip-too-short', // params: plate, weighingId, number, minutesAgo, minMinutes
  'weighing.other-axles', // params: plate, fileAxles, axles, above: more than the file says, or a higher limit by body or driven axles
  'weighing.axles-above-file', // params: plate, fileAxles, axles; also of a higher limit by body or driven axles
  'vehicle.axles-not-typed', // params: plate
  'vehicle.axles-changed', // params: plate, axles
  'document.not-found',
  'pass.not-found',
  'gate.unknown', // params: gateId
  'gate.chain-unknown', // a person's pass has to wait, and nothing of it is kept: platform.chain-unknown
  // Gates and their barriers
  'gate.pass-not-found', // params: id
  'gate.nothing-open', // nothing of this pass waits for a word any more; params: id
  'gate.close-there', // a matter of the gate is closed with a reason from its list, on the gate's screen
  'barrier.absent', // params: gateId
  'barrier.unreachable', // the line to the relay board is not open
  'barrier.no-answer',
  'barrier.refused', // the board answered with an exception
  'barrier.garbled', // what came back is no answer to what was asked
  'barrier.differs', // the output read back is not as it was told
  'warning.not-found',
  'warning.already-acknowledged', // params: at, operatorId
  'warning.answer-owed', // of the platform: answered with what was put right, not with a reason
  'warning.not-rectifiable', // of the site, or an announcement
  'warning.not-open', // params: state
  'warning.picture-unknown', // params: sha256
  'attachment.not-a-picture',
  'attachment.too-large', // params: mostMb
  'attachment.too-many-pixels', // params: mostMegapixels
  'attachment.damaged',
  'camera.unknown',
  'camera.refused',
  'camera.unauthorised',
  'camera.timeout',
  'camera.disconnected',
  'camera.http-status',
  'camera.not-jpeg',
  'camera.truncated',
  'camera.too-large',
  'camera.too-small',
  'camera.black',
  'camera.frozen',
  'camera.stale',
  'camera.foreign-host',
  'camera.certificate', // another certificate than the one that is pinned
  'camera.service-fault', // the camera answers with a fault of its own; params: detail
  'camera.setting-refused', // params: detail
  'camera.interface-unknown', // no such network connection; params: detail
  'camera.no-snapshot',
  'camera.no-video', // no H.264 or H.265 over this connection, or none that can be decoded
  'camera.video-silent', // the stream stands still
  'camera.video-garbled', // what comes is no RTSP
  'camera.display-differs', // the big display in its picture shows another number than the saved weight
  'camera.absent',
  'video.not-found', // nothing was recorded there, or it is gone
  'video.too-much', // {most}: more files than are copied at once
  'video.restarting', // the part of the program that has the cameras' video ended and is started again
  // Plates in pictures: none of it holds up a weighing
  'plate.model-missing', // params: file
  'plate.model-damaged', // params: file
  'plate.not-a-picture',
  'plate.reader-ended', // the part that reads plates ended or hung; it is started again
  'plate.busy', // more pictures wait to be read than trucks can be the reason for
  // Plates that smart cameras push: none of it holds up a weighing
  'push.no-connection', // the network connection it listens on is not there; params: detail
  'push.port-busy', // params: detail
  'push.failed', // params: detail
  // The big display in pictures, while an installer marks it
  'display.not-found',
  'display.mark-invalid', // its corners cross, or lie in a line
  'display.reader-ended',
  'display.trial-running',
  // Store
  'store.disk-full',
  'store.failed',
  // Load sheet
  'sheet.not-found',
  'sheet.already-void',
  'sheet.over-limit',
  'sheet.over-load',
  'sheet.weighing-void',
  'sheet.weighing-used',
  'sheet.not-latest',
  'sheet.too-old',
  'sheet.clock-set-back',
  'sheet.plate-mismatch',
  'sheet.plate-unknown',
  'sheet.axles-unknown',
  'sheet.tare-missing',
  'sheet.tare-expired',
  'sheet.tare-other-trailer',
  'sheet.papers',
  'sheet.certificate-expired', // the scale's verification is over, and the site lets that keep back sheets; params: scaleId, validUntil
  'sheet.certificate-missing', // none was entered; params: scaleId
  'sheet.vehicle-barred',
  'sheet.evidence-incomplete',
  'sheet.gross-not-above-tare',
  'sheet.inconsistent',
  // Files of vehicles, drivers, goods and receivers, and tables of them
  'file.not-found',
  'file.name-taken', // params: name
  'file.merge-itself',
  'table.not-a-table', // neither a workbook nor text
  'table.unreadable', // params: detail
  'table.too-large', // params: mostRows, mostMb
  'table.empty',
  'table.heading', // params: column: nothing can be taken without it
  'table.gone', // another one was read since, or the station started anew
  'table.faults', // params: bad
  'table.busy',
  // Printing
  'printer.absent',
  'printer.refused',
  'printer.timeout',
  'printer.dropped', // the connection broke while bytes were on their way: the paper may be half printed
  'printer.paper-out',
  'printer.cover-open',
  'printer.offline',
  'printer.jam',
  'printer.stopped', // its queue is paused by the system or by somebody
  'printer.not-accepting', // its queue takes no jobs, by somebody's word
  'printer.no-spooler', // the system's print service does not answer
  'printer.no-queue', // it answers, and knows no printer of that name
  'printer.job-ended', // the system gave the job up after it had taken it: the paper may be half printed
  'printer.paper-unmade', // this program could not make what the printer prints of the sheet: nothing was sent
  // Platform
  'platform.absent',
  'platform.not-enrolled',
  'platform.unreachable',
  'platform.timeout',
  'platform.unauthorised',
  'platform.rate-limited',
  'platform.server-error',
  'platform.redirected',
  'platform.not-a-receipt', // a 200 that is no receipt: captive portal, wrong JSON, other id or hash
  'platform.refused', // permanent refusal by the platform itself; params: status, title, detail
  'platform.enrolment-refused',
  'platform.chain-unknown', // the folder may be older than what the platform holds: no document until it has answered
  'platform.chain-forked', // the platform holds other documents under our sequences; params: detail
  'outbox.not-found',
  // A county's own interface (adapter county-json)
  'platform.portal', // a 200 that is a web page: a network that wants a log-in
  'platform.business-error', // its own number for a passing trouble; params: title (the number), detail
  'platform.unknown-code', // a number that the mapping does not know; params: title, detail
  'platform.not-mappable', // it cannot be said in the county's form; params: detail (our field)
  'platform.with-document', // a picture whose document was not received, and that cannot go alone
  // Lists taken away as files
  'export.too-many-documents', // more than one evidence export takes; params: most
  'export.too-many-rows', // more than one sheet of Excel holds; params: most
  'export.running', // another one is being written
  'export.failed', // the thread that writes it ended
  'record.print-failed', // the PDF of a record with its evidence could not be made
  // Ledgers
  'ledger.entry-not-found', // params: id
  'ledger.already-corrected', // params: by: the entry that took its place
  'ledger.subject-unknown', // params: subjectId: no scale or device of this station
  'ledger.picture-unknown', // params: sha256
  'ledger.time-ahead', // params: at
  'ledger.dates-crossed', // params: verifiedOn, validUntil
  'ledger.no-letter', // only a suspension or resumption has one; params: id
  'ledger.print-failed',
  // Reports
  'reports.handed-over', // another hand-over was written while this one's figures were counted; params: until
] as const;

export const ErrorCode = z.enum(ERROR_CODES);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** Values that a sentence on screen needs. JSON, small, never secret. */
export type ErrorParams = Readonly<Record<string, unknown>>;

/** An error that has a code from the closed list; everything else that is thrown is a defect and becomes `rpc.fault`. */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
  constructor(code: ErrorCode, params: ErrorParams = {}, options?: ErrorOptions) {
    super(`${code} ${JSON.stringify(params)}`, options);
    this.name = 'CodedError';
    this.code = code;
    this.params = params;
  }
}

/** How an error crosses the border. */
export const WireError = z.strictObject({
  code: ErrorCode,
  params: z.record(z.string(), z.unknown()),
  logId: z.string(),
});
export type WireError = z.infer<typeof WireError>;
