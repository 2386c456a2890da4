import { expect, test } from 'vitest';
import { canonical, canonicalSha256 } from '../../../main/station/records/canonical.ts';

/** RFC 8785 §3.2.2 and §3.2.3: the samples of literals, strings, numbers and of the order of names. */
test('the RFC’s own samples', () => {
  const sample = JSON.parse(`{
    "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
    "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
    "literals": [null, true, false]
  }`) as unknown;
  expect(canonical(sample)).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
      '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  );
  const names = JSON.parse(
    '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",' +
      '"\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}',
  ) as Record<string, string>;
  expect(Object.values(JSON.parse(canonical(names)) as object)[0]).toBe('One');
  expect([...canonical(names).matchAll(/:"([^"]+)"/g)].map((match) => match[1])).toEqual([
    'Carriage Return',
    'One',
    'Control',
    'Latin Small Letter O With Diaeresis',
    'Euro Sign',
    'Emoji: Grinning Face',
    'Hebrew Letter Dalet With Dagesh',
  ]);
});

/** RFC 8785 appendix B: IEEE 754 bits and their JSON form. */
test.each([
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
])('number %s is %s', (bits, text) => {
  expect(canonical(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text);
});

const holed: unknown[] = [];
holed[1] = 1;
test.each([
  ['undefined', undefined],
  ['an undefined member', { a: undefined }],
  ['an undefined element', [undefined]],
  ['a hole', holed],
  ['NaN', { a: [NaN] }],
  ['infinity', Infinity],
  ['minus infinity', -Infinity],
  ['a lone high surrogate', 'a\ud800'],
  ['a lone low surrogate', ['\udc00a']],
  ['a lone surrogate in a name', { '\ud800': 1 }],
  ['a date', new Date(0)],
  ['a map', new Map()],
  ['bytes', Buffer.from('a')],
  ['a bigint', 1n],
  ['a function', () => 1],
  ['a toJSON', { toJSON: () => 1 }],
  ['a symbol', Symbol('a')],
])('refuses %s', (_, value) => {
  expect(() => canonical(value)).toThrow(TypeError);
});

test('refuses what contains itself', () => {
  const loop: Record<string, unknown> = {};
  loop['self'] = loop;
  expect(() => canonical(loop)).toThrow(TypeError);
});

test('names the place', () => {
  expect(() => canonical({ plate: { text: ['晋', undefined] } })).toThrow('$.plate.text[1]');
});

test('hash of the UTF-8 bytes', () => {
  // printf '{"车牌":"晋C12345"}' | sha256sum
  expect(canonicalSha256({ 车牌: '晋C12345' })).toBe(
    '2fd839bda3188be0c81f21e793cc85352df0e91c7027468fd6676a57e54cd37a',
  );
});
