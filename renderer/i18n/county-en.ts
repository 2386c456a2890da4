/** As county-zh-cn.ts, in English. */
import type { countyZhCn } from './county-zh-cn.ts';

export const countyEn: Readonly<Record<keyof typeof countyZhCn, string>> = {
  'upload.not-taken': 'not taken here',
  'condition.not-offered': 'not offered',
  'strip.nothing-sent': 'nothing sent since start',
  'config.time-form': 'no form of a time',
  'config.other-field': 'our documents have no such field',
  'config.unit-missing': 'a weight needs unit and decimals',
  'config.unit-of-nothing': 'only a weight has a unit',
  'config.time-missing': 'a time needs its form',
  'config.codes-missing': 'no code for {{limit}}',
  'config.name-twice': 'this name is sent twice',
  'config.other-name': 'no field is sent under this name',
  'config.sign-of-itself': 'the signature would cover itself',
  'config.one-source': 'from, value or station: one of them',
  'config.not-echoed': 'the reply must echo it, or nothing',
};
