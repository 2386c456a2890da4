/** The words of the verifier, for its command and for the window, in English. Part of en.ts. */
import type { proofZhCn } from './proof-zh-cn.ts';

export const proofEn: Readonly<Record<keyof typeof proofZhCn, string>> = {
  'proof.sound': 'Sound: no document, signature or picture was changed',
  'proof.broken': 'Not sound: {{count}} faults, the first one below',
  'proof.unreadable': 'Cannot be read: {{reason}}',
  'proof.documents': '{{count}} documents, up to no. {{sequence}} ({{at}})',
  'proof.no-documents': 'No documents',
  'proof.simulated': 'Data of simulated devices, no real weighings',
  'proof.pictures':
    'Pictures: {{whole}} whole, {{purged}} purged by notice, {{missing}} missing, {{changed}} changed, {{unreadable}} unreadable',
  'proof.receipts': 'Receipts of the platform: {{documents}} documents, {{pictures}} pictures',
  'proof.heartbeat': 'The platform last answered at {{at}}: {{length}} documents then',
  'proof.key': 'Key {{kid}}: from no. {{sequence}}, signed {{documents}}{{list}}, {{confirmed}}',
  'proof.key-list': ' and the list of the export',
  'proof.key-yes': 'confirmed',
  'proof.key-no': 'not confirmed',
  'proof.took': 'Took {{seconds}} s',
  'proof.more': '{{count}} more are not told one by one',
  'proof.fault.database-damaged': 'The database file is damaged: {{reason}}',
  'proof.fault.gap': 'Documents are missing before no. {{sequence}}: somebody removed them',
  'proof.fault.not-canonical':
    'The bytes of document no. {{sequence}} are not written as they were signed: changed or damaged',
  'proof.fault.columns':
    'The register beside document no. {{sequence}} says something else than the document: the register was changed',
  'proof.fault.other-station': 'Document no. {{sequence}} is of another station',
  'proof.fault.previous-hash':
    'Document no. {{sequence}} does not follow the one before: that one was replaced, or this one put in',
  'proof.fault.hash': 'Document no. {{sequence}} does not match its check value: its content was changed',
  'proof.fault.unknown-key': 'Document no. {{sequence}} is signed by a key that this station never registered',
  'proof.fault.signature':
    'The signature of document no. {{sequence}} is wrong: not signed by this station, or changed afterwards',
  'proof.fault.simulated-differs': 'Document no. {{sequence}} and the data folder do not agree on “simulated”',
  'proof.fault.key-row': 'The register of key {{kid}} was changed, or does not fit document no. {{sequence}}',
  'proof.fault.key-unannounced': 'From no. {{sequence}} on another key signs ({{kid}}), and no notice says so',
  'proof.fault.key-other': 'The thumbprint that was given, {{kid}}, is of no key that signed here',
  'proof.fault.base-row': 'The declared gap at no. {{sequence}} does not fit the document after it',
  'proof.fault.picture-missing': 'Picture {{sha256}} (document no. {{sequence}}) is gone, and no notice says so',
  'proof.fault.picture-changed': 'Picture {{sha256}} (document no. {{sequence}}) was changed or is damaged',
  'proof.fault.picture-unreadable':
    'Picture {{sha256}} (document no. {{sequence}}) cannot be read from the disk: {{reason}}',
  'proof.fault.picture-row': 'The register of picture {{sha256}} does not fit document no. {{sequence}}',
  'proof.fault.derived-row':
    'A row of the list {{table}} ({{row}}, {{column}}) is not what the documents say: the screen shows what nobody signed',
  'proof.fault.repeated-row': 'A row of {{table}} ({{row}}, {{column}}) is not what the documents say',
  'proof.fault.not-derivable': 'The lists cannot be made from the documents: {{reason}}',
  'proof.fault.outbox-row': 'The upload register of document no. {{sequence}} is incomplete or was changed',
  'proof.fault.outbox-stray':
    'The upload register knows document no. {{sequence}}, which is not here: somebody removed it',
  'proof.fault.receipts-beyond':
    'The platform received no. {{receipted}}, and here is only no. {{head}}: later documents were removed, or this is an old backup',
  'proof.fault.heartbeat-beyond':
    'The platform heard of {{length}} documents, and here is only no. {{head}}: later documents were removed, or this is an old backup',
  'proof.fault.heartbeat-differs': 'Document no. {{sequence}} that the platform heard of is not the one here',
  'proof.fault.manifest': 'The list does not fit what was exported: {{what}}',
  'proof.fault.manifest-signature':
    'The signature of the list is wrong: changed after the export, or not exported by this station',
  'proof.note.key-not-confirmed':
    'Key not confirmed: {{kid}}. Compare it with what the platform registered or what was noted at installation',
  'proof.note.key-change': 'From no. {{sequence}} on key {{kid}}, by notice',
  'proof.note.key-change-between':
    'From no. {{sequence}} on key {{kid}}; its notice is among the documents that are not in the export',
  'proof.note.continued':
    'After no. {{after}} comes no. {{from}}: a gap declared after a restore; the platform holds what is between',
  'proof.note.border': 'The export begins with no. {{sequence}}; what came before is not here',
  'proof.note.between': 'The documents between no. {{after}} and no. {{from}} are not in the export',
  'proof.note.no-heartbeat': 'No answer of the platform is on file: the length cannot be compared with it',
  'proof.note.older-program':
    'Written by an older program ({{version}}): documents and pictures were proved, lists were not compared',
  'proof.note.live': 'The program was using this folder meanwhile',
  'proof.note.not-exported': 'Pictures that were gone already when this was exported: {{count}}',
  'proof.note.open-captures': 'Saved weights whose document is still to be made: {{count}}',
};
