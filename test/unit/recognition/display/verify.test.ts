import { describe, expect, it } from 'vitest';
import { verify } from '../../../../main/station/recognition/display/verify.ts';
import { plain, scenePicture } from './scene-picture.ts';

describe('a picture is compared with what is expected', () => {
  const { picture, panel } = scenePicture(7, { value: '19848', kind: 'seg' }, plain);

  it.each([
    ['19848', 'matches'],
    ['9848', 'differs'],
    ['19846', 'differs'],
    ['19898', 'differs'],
    ['10848', 'differs'],
    ['119848', 'differs'],
    ['198.48', 'differs'],
    ['', 'differs'],
    ['019848', 'matches'],
    ['0019846', 'differs'],
  ])('%s %s', (expected, verdict) => {
    const verification = verify(picture, panel, expected);
    expect(verification.verdict).toBe(verdict);
    expect(verification.score > 50).toBe(verdict === 'matches');
  });

  it.each<[kind: 'seg' | 'dot', value: string, other: string]>([
    ['seg', '10.26', '10.25'],
    ['dot', '46024', '46824'],
  ])('%s %s is not %s', (kind, value, other) => {
    const seen = scenePicture(11, { value, kind }, plain);
    expect(verify(seen.picture, seen.panel, value).verdict).toBe('matches');
    expect(verify(seen.picture, seen.panel, other).verdict).toBe('differs');
  });

  it('cannot tell what is not lit', () => {
    const dark = scenePicture(7, { value: '19848' }, (scene) => ({ ...plain(scene), lampLight: 0, unlit: 0 }));
    expect(verify(dark.picture, dark.panel, '19848')).toMatchObject({
      verdict: 'cannot-tell',
      score: 50,
      legibility: 0,
    });
  });
});
