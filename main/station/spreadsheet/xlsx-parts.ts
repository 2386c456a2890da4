/** The small parts of an Excel workbook (ECMA-376 part 1, SpreadsheetML): all but its sheets. Pure. */
import type { CellKind } from './sheet.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Formats by their number: 3, 4 and 0 are built in, those from 164 on are ours. */
const FORMATS: Readonly<Record<CellKind, number>> = { text: 0, whole: 3, decimal: 4, share: 164, time: 165, day: 166 };
const KINDS = Object.keys(FORMATS) as readonly CellKind[];

/** The number of a cell's style in `styles.xml`. */
export const STYLES = {
  line: 1,
  header: 2,
  /** Text that looks like a formula: Excel keeps it text also when somebody edits the cell. */
  quoted: 3,
  cell: Object.fromEntries(KINDS.map((kind, at) => [kind, 4 + at])) as Readonly<Record<CellKind, number>>,
  closing: Object.fromEntries(KINDS.map((kind, at) => [kind, 4 + KINDS.length + at])) as Readonly<
    Record<CellKind, number>
  >,
} as const;

/** The parts of a workbook with these tabs, by their names in the zip. @param tabs as they are to be written, none twice */
export function workbookParts(tabs: readonly string[]): readonly { readonly name: string; readonly xml: string }[] {
  const sheets = tabs.map((tab, at) => ({ tab: escapeXml(tab), id: at + 1 }));
  return [
    {
      name: '[Content_Types].xml',
      xml: `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${CONTENT}.styles+xml"/>${sheets.map(({ id }) => `<Override PartName="/${sheetPart(id)}" ContentType="${CONTENT}.worksheet+xml"/>`).join('')}</Types>`,
    },
    {
      name: '_rels/.rels',
      xml: `${HEAD}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${DOCUMENT}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      xml: `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${DOCUMENT}"><sheets>${sheets.map(({ tab, id }) => `<sheet name="${tab}" sheetId="${id}" r:id="rId${id}"/>`).join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      xml: `${HEAD}<Relationships xmlns="${RELATIONS}">${sheets.map(({ id }) => `<Relationship Id="rId${id}" Type="${DOCUMENT}/worksheet" Target="worksheets/sheet${id}.xml"/>`).join('')}<Relationship Id="rId${sheets.length + 1}" Type="${DOCUMENT}/styles" Target="styles.xml"/></Relationships>`,
    },
    { name: 'xl/styles.xml', xml: stylesXml() },
  ];
}

export const sheetPart = (id: number): string => `xl/worksheets/sheet${id}.xml`;
export const SHEET_OPENING = `${HEAD}<worksheet xmlns="${MAIN}">`;

/** 等线 is what Chinese Excel writes by itself. Fonts: plain, bold, title. Fills 0 and 1 are the format's own. */
function stylesXml(): string {
  const font = (size: number, bold: boolean): string =>
    `<font>${bold ? '<b/>' : ''}<sz val="${size}"/><name val="等线"/><family val="2"/></font>`;
  const xf = (format: number, fontId: number, more = '', inside = ''): string =>
    `<xf numFmtId="${format}" fontId="${fontId}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"${more}>${inside}</xf>`;
  const xfs = [
    xf(0, 0),
    xf(0, 2),
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="1" xfId="0" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment vertical="center" wrapText="1"/></xf>',
    xf(0, 0, ' quotePrefix="1"'),
    ...KINDS.map((kind) => xf(FORMATS[kind], 0)),
    ...KINDS.map((kind) => xf(FORMATS[kind], 1)),
  ];
  return `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="3">${font(11, false)}${font(11, true)}${font(12, true)}</fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFE9EBEE"/></patternFill></fill></fills><borders count="2"><border/><border><left/><right/><top/><bottom style="thin"><color rgb="FF4A525E"/></bottom><diagonal/></border></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${xfs.length}">${xfs.join('')}</cellXfs></styleSheet>`;
}

/**
 * Text as XML. What XML 1.0 cannot hold goes: control characters, U+FFFE and U+FFFF; half a surrogate pair becomes U+FFFD. `_x0041_` is
 * Excel's own spelling of a character (ECMA-376 22.4.2.4, ST_Xstring): where it stands literally, its underscore is spelt.
 */
export function escapeXml(text: string): string {
  // Most text has none of it.

  if (!/[<>&"_\u0000-\u001f\ud800-\udfff\ufffe\uffff]/.test(text)) return text;
  return text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replaceAll('\r', '\n')

    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');
}
