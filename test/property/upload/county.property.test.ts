/** Units, times and signatures of a county's form, for any value. */
import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countyRequest } from '../../../main/station/upload/adapters/county/county-request.ts';
import { mapFields, type StationFacts } from '../../../main/station/upload/adapters/county/county-fields.ts';
import { timeOf, timeText, weightText } from '../../../main/station/upload/adapters/county/county-value.ts';
import type { SignMapping } from '../../../main/station/settings/county-mapping.ts';
import { kg } from '../../../preload/contract/vocabulary.ts';

/** By hand, from the digits: nothing of the product, and no float. */
function kilogramsOf(text: string): number {
  const [, sign, whole = '', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(whole) * 1000 + Number(part.padEnd(3, '0').slice(0, 3)));
}

describe('tonnes', () => {
  test('every kilogram from 0 to 200,000 comes back, in three decimals', () => {
    for (let weight = 0; weight <= 200_000; weight++) {
      const text = weightText(kg(weight), { unit: 't', decimals: 3, rounds: false });
      if (text === null || kilogramsOf(text) !== weight || !/^\d+\.\d{3}$/.test(text))
        throw new Error(`${weight} kg became ${text}`);
    }
  });

  test('fewer decimals: exactly, or not at all; more: zeros', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000, max: 10_000_000 }),
        fc.integer({ min: 0, max: 6 }),
        (weight, decimals) => {
          const text = weightText(kg(weight), { unit: 't', decimals, rounds: false });
          const step = 10 ** Math.max(0, 3 - decimals);
          if (weight % step !== 0) {
            expect(text).toBeNull();
            return;
          }
          expect(kilogramsOf(text ?? '')).toBe(weight);
          expect((text ?? '').split('.')[1]?.length ?? 0).toBe(decimals);
        },
      ),
    );
  });

  test('as a number it stands in JSON by the very digits of the text, of every kilogram up to 200 t', () => {
    const form = { from: 'weightKg', to: 'zz', unit: 't', decimals: 3, zone: '+08:00', as: 'number' } as const;
    for (let weight = 0; weight <= 200_000; weight++) {
      const mapped = mapFields({ weightKg: weight }, [form], {} as StationFacts);
      const said = JSON.stringify(mapped.ok ? mapped.fields[0]?.sent : undefined);
      if (kilogramsOf(said) !== weight || !/^\d+(\.\d{1,3})?$/.test(said))
        throw new Error(`${weight} kg became ${said}`);
    }
  });

  test('rounded only when told to, half up, and never by more than half a step', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 0, max: 2 }), (weight, decimals) => {
        const text = weightText(kg(weight), { unit: 't', decimals, rounds: true }) ?? '';
        const off = kilogramsOf(text) - weight;
        const step = 10 ** (3 - decimals);
        expect(off > -step / 2 && off <= step / 2).toBe(true);
      }),
    );
    expect(weightText(kg(-4), { unit: 't', decimals: 2, rounds: true })).toBe('0.00');
  });

  test('kilograms stay kilograms', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000, max: 10_000_000 }), (weight) => {
        expect(weightText(kg(weight), { unit: 'kg', decimals: 0, rounds: false })).toBe(String(weight));
        expect(weightText(kg(weight), { unit: 'kg', decimals: 1, rounds: false })).toBe(`${weight}.0`);
      }),
    );
  });
});

test('a time comes back from every form, to its own step', () => {
  const zones = fc.constantFrom('+08:00', '+00:00', '-03:30', '+14:00');
  const forms = fc.constantFrom(
    ['yyyyMMddHHmmss', 1000], ['yyyy-MM-dd HH:mm:ss', 1000], ['yyyy/MM/ddTHH:mm:ss.SSS', 1], ['unix-seconds', 1000],
    ['unix-milliseconds', 1], ['yyyy年MM月dd日HH时mm分ss秒', 1000],
  ); // prettier-ignore
  const times = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2099, 11, 30) });
  fc.assert(
    fc.property(times, forms, zones, (at, [form, step], zone) => {
      const text = timeText(at, form, zone);
      expect(timeOf(text, form as string, zone)).toBe(at - (at % (step as number)));
    }),
  );
});

test('what is no time of the form is none', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const at = timeOf(text, 'yyyy-MM-dd HH:mm:ss', '+08:00');
      if (at !== null) expect(timeText(at, 'yyyy-MM-dd HH:mm:ss', '+08:00')).toBe(text);
    }),
  );
  expect(timeOf('2026-13-01 00:00:00', 'yyyy-MM-dd HH:mm:ss', '+08:00')).toBeNull();
});

describe('signing', () => {
  const member = fc.oneof(fc.string(), fc.integer(), fc.constant(null), fc.record({ a: fc.string(), b: fc.integer() }));
  const name = fc
    .stringMatching(/^[a-z][A-Za-z0-9_]{0,12}$/)
    .filter((text) => text !== 'sign' && text !== 'ts' && text !== 'app' && text !== '__proto__');
  const members = fc.uniqueArray(fc.tuple(name, member), { selector: ([key]) => key, maxLength: 12 });
  const place = (where: 'header' | 'body', called: string) => ({ in: where, name: called }) as const;
  const mapping = (where: 'header' | 'body', over: SignMapping['over']) => ({
    wrap: null,
    sign: {
      algorithm: 'hmac-sha256',
      appId: place(where, 'app'),
      timestamp: { ...place(where, 'ts'), time: 'unix-seconds', zone: '+08:00' },
      signature: { ...place(where, 'sign'), form: 'hex' },
      over,
    } as const,
  });
  const now = { wallMs: 1_796_020_325_000, nonce: '' };
  const credentials = { appId: 'APP', secret: 'key' };
  const hmac = (text: string | Buffer): string => createHmac('sha256', 'key').update(text).digest('hex');

  test('over appId, time and the bytes as they are sent', () => {
    fc.assert(
      fc.property(members, (all) => {
        const over: SignMapping['over'] = { kind: 'joined', parts: ['appId', 'timestamp', 'body'], with: '' };
        const sent = all.map(([to, value]) => ({ to, sent: value }));
        const { body, headers } = countyRequest(mapping('header', over), credentials, '/p', sent, now);
        expect(headers['sign']).toBe(hmac(Buffer.concat([Buffer.from('APP1796020325'), body])));
      }),
    );
  });

  test('over sorted parameters, in whatever order they came', () => {
    fc.assert(
      fc.property(members, (all) => {
        const over: SignMapping['over'] = { kind: 'sorted', leaveOut: ['photo'] };
        const of = (list: typeof all) =>
          countyRequest(
            mapping('body', over),
            credentials,
            '/p',
            list.map(([to, value]) => ({ to, sent: value })),
            now,
          );
        const body = JSON.parse(of(all).body.toString('utf8')) as Record<string, unknown>;
        // The other side's way: from the body that came.
        const { sign, ...others } = body;
        const text = Object.keys(others)
          .filter((key) => key !== 'photo' && others[key] !== '' && others[key] !== null)
          .sort()
          .map(
            (key) =>
              `${key}=${typeof others[key] === 'object' ? JSON.stringify(others[key]) : String(others[key] as string)}`,
          )
          .join('&');
        expect(sign).toBe(hmac(text));
        const turned = JSON.parse(of([...all].reverse()).body.toString('utf8')) as Record<string, unknown>;
        expect(turned['sign']).toBe(sign);
      }),
    );
  });
});
