/**
 * Typing a number plate with the input method off: letters and digits go in as they are pressed, the province is chosen
 * from a grid. Nothing is corrected silently: I and O do not exist on plates and are refused with a word.
 * The grammar is that of GA 36-2018 as restated in domain.md §6; the station checks again.
 */

/**
 * The provinces as keys, laid out like the keyboard: Shanxi and its neighbours lie under the resting hand, then by distance.
 * Key → province character.
 */
export const PROVINCE_ROWS: readonly (readonly (readonly [key: string, province: string])[])[] = [
  [
    ['1', '黑'],
    ['2', '吉'],
    ['3', '辽'],
    ['4', '新'],
    ['5', '藏'],
  ],
  [
    ['Q', '京'],
    ['W', '津'],
    ['E', '沪'],
    ['R', '渝'],
    ['T', '苏'],
    ['Y', '浙'],
    ['U', '皖'],
    ['I', '闽'],
    ['O', '赣'],
    ['P', '粤'],
  ],
  [
    ['A', '晋'],
    ['S', '陕'],
    ['D', '蒙'],
    ['F', '冀'],
    ['G', '豫'],
    ['H', '鲁'],
    ['J', '鄂'],
    ['K', '湘'],
    ['L', '川'],
  ],
  [
    ['Z', '甘'],
    ['X', '宁'],
    ['C', '青'],
    ['V', '贵'],
    ['B', '云'],
    ['N', '桂'],
    ['M', '琼'],
  ],
];

const PROVINCE_OF_KEY: ReadonlyMap<string, string> = new Map(PROVINCE_ROWS.flat());
const PROVINCES: ReadonlySet<string> = new Set(PROVINCE_OF_KEY.values());
/** What stands last on trailers, learners', police, Hong Kong and Macao plates. */
const SUFFIXES = ['挂', '学', '警', '港', '澳'] as const;
const isSuffix = (character: string | undefined): boolean => SUFFIXES.some((suffix) => suffix === character);

/** The first two digits of an administrative code (GB/T 2260) → the province's character. */
const PROVINCE_OF_REGION: Readonly<Record<string, string>> = {
  '11': '京',
  '12': '津',
  '13': '冀',
  '14': '晋',
  '15': '蒙',
  '21': '辽',
  '22': '吉',
  '23': '黑',
  '31': '沪',
  '32': '苏',
  '33': '浙',
  '34': '皖',
  '35': '闽',
  '36': '赣',
  '37': '鲁',
  '41': '豫',
  '42': '鄂',
  '43': '湘',
  '44': '粤',
  '45': '桂',
  '46': '琼',
  '50': '渝',
  '51': '川',
  '52': '贵',
  '53': '云',
  '54': '藏',
  '61': '陕',
  '62': '甘',
  '63': '青',
  '64': '宁',
  '65': '新',
};

/** Most trucks of a site carry its own province: the field starts with it. Shanxi where the code says nothing. */
export const homeProvince = (unitCode: string): string => PROVINCE_OF_REGION[unitCode.slice(0, 2)] ?? '晋';

export const MAX_PLATE = 8;

export type PlateKey =
  | { readonly type: 'character'; readonly key: string }
  | { readonly type: 'backspace' }
  /** `/` walks through 挂 学 警 港 澳 and none. */
  | { readonly type: 'suffix' };

export interface Typed {
  readonly text: string;
  /** Why the key was not taken: a letter that no plate carries, a digit where a letter stands, a full field. */
  readonly refused: 'no-i-o' | 'letter-first' | 'full' | null;
}

export function typePlate(text: string, key: PlateKey): Typed {
  switch (key.type) {
    case 'backspace':
      return { text: text.slice(0, -1), refused: null };
    case 'suffix':
      return { text: nextSuffix(text), refused: null };
    case 'character':
      return typeCharacter(text, key.key.toUpperCase());
    default:
      return never(key);
  }
}

function typeCharacter(text: string, key: string): Typed {
  if (PROVINCES.has(key)) return text === '' ? { text: key, refused: null } : { text, refused: 'full' };
  if (text === '') {
    const province = PROVINCE_OF_KEY.get(key);
    return { text: province ?? '', refused: null };
  }
  if (key === 'I' || key === 'O') return { text, refused: 'no-i-o' };
  if (!/^[A-Z0-9]$/.test(key)) return { text, refused: 'full' };
  if (text.length === 1 && /\d/.test(key)) return { text, refused: 'letter-first' };
  if (text.length >= MAX_PLATE || isSuffix(text.at(-1))) return { text, refused: 'full' };
  return { text: text + key, refused: null };
}

function nextSuffix(text: string): string {
  const bare = isSuffix(text.at(-1)) ? text.slice(0, -1) : text;
  if (bare.length !== 6) return text;
  const present = SUFFIXES.findIndex((suffix) => suffix === text.at(-1));
  return bare + (SUFFIXES[present + 1] ?? '');
}

const L = 'A-HJ-NP-Z';
const FORMS: readonly RegExp[] = [
  new RegExp(`^.[${L}](?=[${L}0-9]*[0-9])[${L}0-9]{5}$`),
  new RegExp(`^.[${L}][${L}0-9]{4}[挂学警]$`),
  new RegExp(`^粤Z[${L}0-9]{4}[港澳]$`),
  new RegExp(`^.[${L}][A-HJK][${L}0-9][0-9]{4}$`),
  new RegExp(`^.[${L}][0-9]{5}[A-HJK]$`),
];

/**
 * Whether a plate may be taken. `usual`: a form of GA 36-2018. `unusual`: long enough, but a person must say it twice.
 * `incomplete`: somebody is still typing.
 */
export function plateForm(text: string): 'empty' | 'incomplete' | 'unusual' | 'usual' {
  if (text.length <= 1) return 'empty';
  if (FORMS.some((form) => form.test(text))) return 'usual';
  return text.length >= 6 ? 'unusual' : 'incomplete';
}

/** A rear plate of six characters is a trailer's without its last sign. */
export const completeTrailer = (text: string): string =>
  text.length === 6 && !isSuffix(text.at(-1)) ? `${text}挂` : text;

/** What a clipboard or a reader hands over: normalised as the station does it, cut to a plate's length. */
export const pastedPlate = (text: string): string =>
  text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s·•・.\-_]/g, '')
    .slice(0, MAX_PLATE);

function never(value: never): never {
  throw new TypeError(`unhandled ${JSON.stringify(value)}`);
}
