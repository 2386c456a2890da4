/** As errors-zh-cn.ts, in English. */
import type { ErrorCode } from '../../preload/contract/errors.ts';
import type { ErrorWords } from './errors-zh-cn.ts';

const OTHERS = 'Everything else works.';
const SAVED = 'Weight and other pictures are on disk.';
const WEIGHING = 'Weighing and pictures go on.';
const QUEUED = 'Weighing goes on; everything is kept here and nothing is lost.';
const NOTHING_CHANGED = 'No record was changed; weighing goes on.';
const HALTED = 'Weighing is not possible now; saved records are intact.';

const SERVICE = 'If it stays, call service.';
const CAMERA = 'If it stays, call camera service.';
const NETWORK = 'If it lasts 2 hours, call network service.';
const MANAGER = 'In doubt, ask the site manager.';
const INSTALLER = 'Call the installer.';
const PLATFORM = 'Ask the site manager to call the county platform.';
const NOBODY = 'Nobody needs to be called.';

const AGAIN_OR_REASON =
  'Press Enter to take it again, or choose a reason: record and sheet then say “evidence incomplete” for ever.';

export const errorsEn: Readonly<Record<ErrorCode, ErrorWords>> = {
  'scale.signal-lost': [
    'No data from the scale indicator.',
    'This truck cannot be weighed; everything else works.',
    'Check the indicator’s power and cable; the program reconnects by itself.',
    'If it is not back in 2 minutes, call service.',
  ],
  'scale.unstable': [
    'The weight is not steady yet.',
    'Nothing was saved; this truck can still be weighed.',
    'Engine off, people off the deck, then press again.',
    'If it never settles, call service.',
  ],
  'scale.below-minimum': [
    'The weight is below the minimum of {{minKg}} kg.',
    OTHERS,
    'Check that the whole truck is on the deck.',
    SERVICE,
  ],
  'scale.over-capacity': [
    'The weight is above the scale’s maximum of {{maxKg}} kg.',
    'Nothing was saved; everything else works.',
    'Get the truck off the deck at once.',
    'Call service to check the load cells.',
  ],
  'scale.not-returned-to-zero': [
    'The scale did not return to zero after the last truck.',
    'This truck cannot be weighed yet; everything else works.',
    'Drive off, clean the deck, wait for zero, then drive on again.',
    'If the empty deck is not zero, call service.',
  ],
  'scale.unknown': ['There is no such scale.', OTHERS, 'Check the scale’s id in the configuration.', INSTALLER],
  'evidence.incomplete': ['Pictures of this truck are missing: {{missing}}.', SAVED, AGAIN_OR_REASON, CAMERA],
  'evidence.damaged': [
    'A stored picture is gone or was altered.',
    'The weighing itself is intact; the others go on.',
    'Leave the picture folder alone.',
    'Call the installer at once.',
  ],
  'camera.refused': ['The {{camera}} refuses the connection.', SAVED, AGAIN_OR_REASON, CAMERA],
  'camera.unauthorised': [
    'The {{camera}} does not accept name or password.',
    SAVED,
    AGAIN_OR_REASON,
    'Ask the installer to set the password.',
  ],
  'camera.timeout': ['The {{camera}} did not answer for 3 seconds.', SAVED, AGAIN_OR_REASON, CAMERA],
  'camera.disconnected': ['The {{camera}} broke off half-way.', SAVED, AGAIN_OR_REASON, CAMERA],
  'camera.http-status': ['The {{camera}} answered with an error ({{status}}).', SAVED, AGAIN_OR_REASON, CAMERA],
  'camera.not-jpeg': ['The {{camera}} sent something that is no picture.', SAVED, AGAIN_OR_REASON, CAMERA],
  'camera.truncated': ['The {{camera}} sent only part of the picture.', SAVED, AGAIN_OR_REASON, CAMERA],
  'camera.too-large': [
    'The picture of the {{camera}} is too large.',
    SAVED,
    AGAIN_OR_REASON,
    'Ask the installer to lower the resolution.',
  ],
  'camera.too-small': [
    'The picture of the {{camera}} has less than 2 megapixels.',
    SAVED,
    AGAIN_OR_REASON,
    'Ask the installer to raise the resolution.',
  ],
  'camera.black': ['The picture of the {{camera}} is black.', SAVED, 'Check lens and lamp. ' + AGAIN_OR_REASON, CAMERA],
  'camera.frozen': [
    'The {{camera}} sent the last truck’s picture again.',
    SAVED,
    'Switch the camera off and on. ' + AGAIN_OR_REASON,
    CAMERA,
  ],
  'camera.stale': ['The picture of the {{camera}} was not taken now.', SAVED, AGAIN_OR_REASON, CAMERA],
  'camera.foreign-host': [
    'The {{camera}} gave a picture address that is not its own.',
    SAVED,
    AGAIN_OR_REASON,
    'Ask the installer to check the camera’s address.',
  ],
  'camera.no-snapshot': ['The {{camera}} cannot take snapshots.', SAVED, AGAIN_OR_REASON, INSTALLER],
  'camera.absent': [
    'There is no {{camera}}.',
    SAVED,
    'Choose a reason to go on; the record will say “evidence incomplete”.',
    'Ask the installer to fit one.',
  ],
  'camera.unknown': ['There is no such camera.', OTHERS, 'Check the camera’s id in the configuration.', INSTALLER],
  'weighing.not-found': ['This weighing was not found.', NOTHING_CHANGED, 'Press F8 and search again.', SERVICE],
  'weighing.already-void': ['This weighing is void already.', NOTHING_CHANGED, 'Nothing to do.', NOBODY],
  'weighing.has-sheet': [
    'This weighing has a load sheet.',
    NOTHING_CHANGED,
    'Void the sheet first, then the weighing.',
    MANAGER,
  ],
  'weighing.no-capture': [
    'This truck has not been photographed yet.',
    'Weighing works.',
    'Capture first, then retake.',
    NOBODY,
  ],
  'weighing.plate-invalid': [
    'The plate does not follow the rules.',
    'This truck was not saved; go on.',
    'Press F2 to change the plate.',
    MANAGER,
  ],
  'document.not-found': ['This document was not found.', NOTHING_CHANGED, 'Press F8 and search again.', SERVICE],
  'store.disk-full': [
    'The disk is full: this step was not saved.',
    'Earlier records are intact. Weighing is not possible now.',
    'Free disk space (leave the data folder alone), then press again.',
    'Call service at once.',
  ],
  'store.failed': [
    'The disk could not be written: this step was not saved.',
    'Earlier records are intact.',
    'Press again; if it fails, let no truck go.',
    'Call service at once.',
  ],
  'sheet.not-found': ['This load sheet was not found.', NOTHING_CHANGED, 'Press F8 and search again.', SERVICE],
  'sheet.already-void': ['This load sheet is void already.', NOTHING_CHANGED, 'Nothing to do.', NOBODY],
  'sheet.over-limit': [
    'Over the limit by {{overKg}} kg: the limit is {{limitKg}} kg.',
    'The weighing is saved; no load sheet, the truck may not go.',
    'Drive off, unload, and weigh again.',
    MANAGER,
  ],
  'sheet.over-load': [
    'Overloaded by {{overKg}} kg: the approved load is {{approvedLoadKg}} kg.',
    'The weighing is saved; no load sheet, the truck may not go.',
    'Drive off, unload, and weigh again.',
    MANAGER,
  ],
  'sheet.weighing-void': [
    'This weighing is void: no sheet can be made of it.',
    NOTHING_CHANGED,
    'Weigh again.',
    MANAGER,
  ],
  'sheet.weighing-used': [
    'A load sheet was made of this weighing already.',
    NOTHING_CHANGED,
    'For paper press F10; for a change void it and weigh again.',
    MANAGER,
  ],
  'sheet.not-latest': [
    'This is not the truck’s newest gross weight.',
    NOTHING_CHANGED,
    'Use the newest one, or weigh again.',
    MANAGER,
  ],
  'sheet.too-old': ['The gross weight is too old for a sheet.', NOTHING_CHANGED, 'Weigh again.', MANAGER],
  'sheet.plate-mismatch': [
    'The plates of gross and tare differ.',
    'The weighing is saved; no sheet yet.',
    'Press F2, check the plate, then issue.',
    MANAGER,
  ],
  'sheet.plate-unknown': [
    'No plate, no load sheet.',
    'The weighing is saved; no sheet yet.',
    'Press F2 and enter the plate.',
    'A truck without plate may not go: ask the site manager.',
  ],
  'sheet.axles-unknown': [
    'The axle count is unknown, so is the limit.',
    'The weighing is saved; no sheet yet.',
    'Press F2 and enter the axles.',
    NOBODY,
  ],
  'sheet.tare-missing': [
    'There is no tare of this truck.',
    'The gross is saved; no sheet yet.',
    'Empty the truck and weigh its tare.',
    MANAGER,
  ],
  'sheet.tare-expired': [
    'The stored tare has expired.',
    'The gross is saved; no sheet yet.',
    'Empty the truck and weigh its tare again.',
    MANAGER,
  ],
  'sheet.tare-other-trailer': [
    'The stored tare belongs to another trailer.',
    'The gross is saved; no sheet yet.',
    'Press F2 and check the trailer, or weigh the tare again.',
    MANAGER,
  ],
  'sheet.papers': [
    'The sheet still lacks: {{missing}}.',
    'The weighing is saved; no sheet yet.',
    'Press F3 and fill it in.',
    MANAGER,
  ],
  'sheet.evidence-incomplete': [
    'This weighing lacks pictures and nobody gave a reason.',
    'It is saved; no sheet can be made of it.',
    'Weigh again.',
    MANAGER,
  ],
  'sheet.gross-not-above-tare': [
    'The gross is not above the tare.',
    'The weighing is saved; no sheet yet.',
    'Check that it is the same truck and that it is loaded.',
    MANAGER,
  ],
  'sheet.inconsistent': [
    'Sheet and weighing differ: {{fields}}.',
    'The weighing is saved; no sheet was made.',
    'Check with F2 and F3, then issue.',
    SERVICE,
  ],
  'printer.absent': [
    'There is no printer.',
    'The sheet is saved.',
    'Print elsewhere or write the number down.',
    'Ask the installer to fit one.',
  ],
  'printer.refused': [
    'The printer refuses the connection: no paper came.',
    'The sheet is saved and will be printed by itself.',
    'Check the printer’s power and cable.',
    SERVICE,
  ],
  'printer.timeout': [
    'The printer does not answer: no paper came.',
    'The sheet is saved and will be printed by itself.',
    'Check the printer’s power and cable.',
    SERVICE,
  ],
  'printer.dropped': [
    'The printer broke off half-way: the paper may be incomplete.',
    'The sheet is saved.',
    'Look at the paper: if incomplete, tear it up and press F10.',
    SERVICE,
  ],
  'printer.paper-out': [
    'The printer is out of paper.',
    'The sheet is saved and prints once there is paper.',
    'Put in paper.',
    NOBODY,
  ],
  'printer.cover-open': [
    'The printer’s cover is open.',
    'The sheet is saved and prints once it is closed.',
    'Close the cover.',
    NOBODY,
  ],
  'printer.offline': [
    'The printer is off line.',
    'The sheet is saved and will be printed by itself.',
    'Press the printer’s on-line key.',
    SERVICE,
  ],
  'platform.absent': [
    'No county platform is configured.',
    'Weighing, pictures and sheets work; records stay here.',
    'Ask the installer to set the platform’s address.',
    INSTALLER,
  ],
  'platform.not-enrolled': [
    'This station is not enrolled at the county platform.',
    QUEUED,
    'Enter the enrolment code of the platform.',
    PLATFORM,
  ],
  'platform.unreachable': [
    'The county platform cannot be reached.',
    QUEUED,
    'Nothing to do: uploading goes on by itself.',
    NETWORK,
  ],
  'platform.timeout': [
    'The county platform does not answer.',
    QUEUED,
    'Nothing to do: it is sent again by itself.',
    NETWORK,
  ],
  'platform.unauthorised': [
    'The county platform does not accept this station.',
    QUEUED,
    'Enrol the station again.',
    PLATFORM,
  ],
  'platform.rate-limited': [
    'The county platform asks for a slower pace.',
    QUEUED,
    'Nothing to do: it is sent when the platform allows.',
    NOBODY,
  ],
  'platform.server-error': [
    'The county platform has an error of its own ({{status}}).',
    QUEUED,
    'Nothing to do: it is sent again by itself.',
    'After 2 hours ask the site manager to call the platform.',
  ],
  'platform.redirected': [
    'The upload was sent elsewhere, so nothing was uploaded.',
    QUEUED,
    'Check whether the network wants a log-in.',
    NETWORK,
  ],
  'platform.not-a-receipt': [
    'The platform’s answer is no receipt: not counted as uploaded.',
    QUEUED,
    'Nothing to do: it is sent again. Check whether the network wants a log-in.',
    NETWORK,
  ],
  'platform.refused': [
    'The platform refused it: {{title}} {{detail}}',
    'This one is parked here; the others go on.',
    'Ask the site manager to read the reason.',
    PLATFORM,
  ],
  'platform.chain-unknown': [
    'The records on this PC may not be the newest; the county platform has to be asked first.',
    'Weight, pictures and what you entered are on disk; nothing is lost.',
    'Connect the network; once the platform answers the record is made by itself. Load sheets have to wait until then.',
    PLATFORM,
  ],
  'platform.chain-forked': [
    'The county platform holds other records under the same numbers: {{detail}}',
    QUEUED,
    'Restore no older backup and let no other PC take this one’s place.',
    'Ask the site manager to call the county platform and the installer at once.',
  ],
  'platform.enrolment-refused': [
    'The county platform refused the enrolment.',
    QUEUED,
    'Check the enrolment code.',
    PLATFORM,
  ],
  'outbox.not-found': ['Nothing like this waits for upload.', 'The others go on.', 'Nothing to do.', NOBODY],
  'config.missing-file': [
    'There is no configuration yet.',
    'Weighing was not started; nothing is lost.',
    'Put the configuration in place, then press Enter.',
    INSTALLER,
  ],
  'config.unreadable': [
    'The configuration cannot be read.',
    HALTED,
    'Check the file’s permissions, then press Enter.',
    INSTALLER,
  ],
  'config.not-json': [
    'The configuration is malformed: line {{line}}, column {{column}}.',
    HALTED,
    'Correct the file, then press Enter.',
    INSTALLER,
  ],
  'config.invalid': [
    'The configuration has an error: {{path}} ({{reason}}).',
    HALTED,
    'Correct this entry, then press Enter.',
    INSTALLER,
  ],
  'config.platform-not-loopback': [
    'A simulated station may not use a real platform.',
    HALTED,
    'A simulation talks to the simulated platform on this PC only.',
    INSTALLER,
  ],
  'station.folder-in-use': [
    'Another program uses the data folder.',
    'That program works as before.',
    'Close the other window, then press Enter.',
    SERVICE,
  ],
  'station.folder-unreadable': [
    'The data folder cannot be read or written.',
    HALTED,
    'Check disk and permissions, then press Enter.',
    SERVICE,
  ],
  'station.folder-simulated': [
    'Data folder and configuration disagree on “simulated”.',
    HALTED,
    'Real and simulated data must not mix: use another folder.',
    INSTALLER,
  ],
  'station.folder-from-future': [
    'A newer version of the program wrote these data.',
    HALTED,
    'Install the newer version; do not open them with this one.',
    INSTALLER,
  ],
  'station.folder-damaged': [
    'The database is damaged.',
    'The picture files are there. Weighing is not possible now.',
    'Leave the data folder alone.',
    'Call the installer at once.',
  ],
  'station.migration-failed': [
    'The data could not be upgraded and were left as they are.',
    HALTED,
    'Leave the data folder alone.',
    INSTALLER,
  ],
  'station.binding-missing': [
    'The program lacks its database component.',
    HALTED,
    'Install the program again.',
    INSTALLER,
  ],
  'station.key-sealed': [
    'The signing key is sealed by the desktop and cannot be opened here.',
    HALTED,
    'Start the program as its usual desktop user.',
    INSTALLER,
  ],
  'station.key-damaged': [
    'The signing key is damaged.',
    'Saved records are intact. Weighing is not possible now.',
    'Leave the data folder alone.',
    INSTALLER,
  ],
  'station.starting': ['The weighing service is starting.', 'Saved records are intact.', 'Please wait.', NOBODY],
  'people.not-you': ['Operator and signed-in person differ.', NOTHING_CHANGED, 'Act under your own name.', MANAGER],
  'rpc.disconnected': [
    'The line to the weighing service broke; whether this step was done is not known yet.',
    'Saved records are intact; the service is coming back by itself.',
    'Press again then: nothing is recorded twice.',
    'If it is not back in a minute, call service.',
  ],
  'rpc.busy': [
    'Too many things at once for the weighing service.',
    WEIGHING,
    'Wait a few seconds and press again.',
    NOBODY,
  ],
  'rpc.forbidden': ['You may not do this.', NOTHING_CHANGED, 'Ask somebody who may.', MANAGER],
  'rpc.fault': [
    'An internal error; it is in the log ({{logId}}).',
    'Saved records are intact.',
    'Press again.',
    'If it returns, tell service the code.',
  ],
  'rpc.unknown-call': [
    'Window and weighing service are of different versions.',
    'Saved records are intact.',
    'Close the program and open it again.',
    SERVICE,
  ],
  'rpc.invalid-frame': [
    'Window and weighing service misunderstood each other.',
    'Saved records are intact.',
    'Close the program and open it again.',
    SERVICE,
  ],
  'rpc.invalid-input': [
    'Something filled in does not fit: {{path}}.',
    NOTHING_CHANGED,
    'Correct it and press again.',
    SERVICE,
  ],
  'rpc.request-id-missing': [
    'Window and weighing service misunderstood each other.',
    NOTHING_CHANGED,
    'Close the program and open it again.',
    SERVICE,
  ],
  'rpc.request-id-reused': [
    'The same action came twice with other content and was not done.',
    NOTHING_CHANGED,
    'Check and press again.',
    SERVICE,
  ],
};
