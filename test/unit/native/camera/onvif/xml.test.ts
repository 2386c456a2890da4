/** What is read of XML, and what is not taken for XML. */
import { describe, expect, it } from 'vitest';
import { answerIn, elementAt, elementsAt, numberOf, readXml, textAt } from '../../../../../native/camera/onvif/xml.ts';

describe('readXml', () => {
  it.each<[string, string, object]>([
    ['one element', '<a/>', { name: 'a', text: '', children: [] }],
    ['prefixes taken off', '<s:a x:b="1"></s:a>', { name: 'a', attributes: { b: '1' } }],
    ['namespaces are no attributes', '<a xmlns="u" xmlns:t="v" c="d"/>', { attributes: { c: 'd' } }],
    ['text, trimmed', '<a>\n  b c \n</a>', { text: 'b c' }],
    ['what stands for signs', '<a>&lt;&amp;&gt;&quot;&apos;&#65;&#x42;</a>', { text: '<&>"\'AB' }],
    ['an unknown name is left as it is', '<a>&eacute;&#0;</a>', { text: '&eacute;&#0;' }],
    ['data as it is', '<a><![CDATA[<b>&amp;]]></a>', { text: '<b>&amp;' }],
    [
      'comments and instructions are passed over',
      '<?xml version="1.0"?><!-- <x> --><a><!-- y -->z<?p q?></a>',
      { text: 'z' },
    ],
    ['a sign of the end inside a value', '<a b="x>y" c=\'<\'>t</a>', { attributes: { b: 'x>y', c: '<' }, text: 't' }],
    ['a value with a slash at its end', '<a href="x/"/>', { attributes: { href: 'x/' }, children: [] }],
    ['digits stay digits', '<a>00123456789012345678901</a>', { text: '00123456789012345678901' }],
  ])('%s', (_name, xml, expected) => {
    expect(readXml(xml)).toMatchObject(expected);
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['no XML', 'hello'],
    ['a page', '<html><body>hello<br></body></html>'],
    ['an end that is another', '<a><b></a></b>'],
    ['an end too many', '<a/></a>'],
    ['no end', '<a><b>'],
    ['two of them', '<a/><b/>'],
    ['a document type', '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'],
    ['a comment without end', '<a><!-- </a>'],
    ['an instruction without end', '<a><?x </a>'],
    ['a tag without end', '<a><b c="</a>'],
    ['too deep', `${'<a>'.repeat(70)}${'</a>'.repeat(70)}`],
    ['too many', `<a>${'<b/>'.repeat(20_001)}</a>`],
    ['too long', `<a>${'b'.repeat(1_000_001)}</a>`],
  ])('%s: null', (_name, xml) => {
    expect(readXml(xml)).toBeNull();
  });
});

describe('ways through it', () => {
  const xml = readXml('<a><b><c>1</c><c>2</c></b><d/></a>');

  it('end where nothing is', () => {
    expect(textAt(xml, 'b', 'c')).toBe('1');
    expect(textAt(xml, 'b', 'x')).toBeNull();
    expect(textAt(xml, 'd')).toBeNull();
    expect(textAt(null, 'a')).toBeNull();
    expect(elementAt(xml, 'x', 'y')).toBeNull();
    expect(elementsAt(xml, 'c', 'b').map(({ text }) => text)).toEqual(['1', '2']);
    expect(elementsAt(xml, 'c', 'x')).toEqual([]);
  });

  it('lead to an answer in its envelope', () => {
    expect(answerIn('<E><H/><Body><R><U>x</U></R></Body></E>', 'R')?.children).toHaveLength(1);
    expect(answerIn('<E><Body><Fault/></Body></E>', 'R')).toBeNull();
  });
});

it.each([
  ['12', 12],
  ['12.5', 12.5],
  ['', null],
  [null, null],
  [undefined, null],
  ['x', null],
  ['Infinity', null],
] as const)('numberOf %j: %j', (text, number) => {
  expect(numberOf(text)).toBe(number);
});
