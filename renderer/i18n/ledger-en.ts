/** The words of the ledgers, in English. Part of en.ts. */
import type { ledgerZhCn } from './ledger-zh-cn.ts';

export const ledgerEn: Readonly<Record<keyof typeof ledgerZhCn, string>> = {
  'ledger.matter-certificate-due': 'Certificate {{was}} of scale {{subject}} ends on {{now}}',
  'ledger.matter-certificate-expired': 'Certificate {{was}} of scale {{subject}} is over (until {{now}})',
  'ledger.matter-seal-photo-due': 'Seal {{was}} of scale {{subject}} is due for a picture ({{now}})',
  'ledger.matter-seal-broken': 'Seal {{now}} of scale {{subject}} is broken',
  'ledger.matter-seal-changed': 'Seal of scale {{subject}} changed from {{was}} to {{now}}',
  'ledger.matter-device-swapped': '{{subject}} is another device: serial number {{was}}, now {{now}}',
  'ledger.works': 'Weighing and sheets go on.',
  'ledger.works-expired': 'Weighing goes on; sheets as the site is set.',
  'ledger.todo': 'Press F12, then F8: enter it in the ledgers, or say what it was.',
  'ledger.call': 'Ask the site manager.',
};
