/** Masses, papers and the load sheet's life, in English. Part of en.ts. */
import type { sheetsZhCn } from './sheets-zh-cn.ts';

export const sheetsEn: Readonly<Record<keyof typeof sheetsZhCn, string>> = {
  'band.over-load': 'Overloaded',
  'weight.over-load': 'Overloaded by',
  'next.record-over-load': 'Record, send back',
  'next.override-papers': 'Manager lets it go',
  'next.accept-override': 'Let go and print',
  'hint.over-load':
    'Overloaded by {{over}} kg: it may carry {{load}} kg. Press Enter to put this weighing on record; then the truck drives off, unloads and is weighed again. No sheet, no leaving.',
  'hint.recorded-over-load':
    'Overloaded by {{over}} kg: it may carry {{load}} kg. The truck drives off, unloads and is weighed again. No sheet, no leaving.',
  'hint.papers': 'Must not be loaded: {{papers}}. Ask the driver for valid papers and enter them in its file.',
  'hint.barred': 'Its file says not to load it: {{why}}. It gets no sheet.',
  'paper.missing': 'no {{paper}}',
  'paper.expired': '{{paper}} ended {{day}}',
  'paper.vehicle-licence': 'vehicle licence',
  'paper.transport-permit': 'transport permit',
  'paper.driving-licence': 'driving licence',
  'paper.qualification': 'driver qualification',
  'override.title': 'A manager lets it go',
  'override.manager': 'Name of the manager',
  'override.reason': 'Reason',
  'override.how': 'Name and reason stand on the sheet and go to the platform. Tab next row, Enter issues, Esc back.',
  'override.wanted': 'Enter name and reason.',
  'reissue.title': 'Void {{number}} and issue another of the same weighings',
  'reissue.reason': 'Why it is void',
  'reissue.do': 'Void and issue anew',
  'reissue.done': 'Voided; the new sheet is {{number}}',
  'record.reissue': 'Void and reissue',
  'record.reissues': 'Instead of',
};
