export const ODT_NAMESPACES = [
  'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"',
  'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"',
  'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"',
  'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"',
  'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
  'xmlns:xlink="http://www.w3.org/1999/xlink"',
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0"'
].join(' ');

const INK = '#212b32';
const SIZES = [16, 14, 12, 11, 11, 11];

/** The look of an exported OpenDocument file: the same as that of the Word file. */
export function odtStyles(): string {
  return `<office:styles>${[
    `<style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="0.21cm" fo:line-height="120%"/><style:text-properties fo:font-family="Arial" fo:font-size="11pt" fo:language="en" fo:country="GB" fo:color="${INK}"/></style:default-style>`,
    '<style:style style:name="Standard" style:family="paragraph" style:class="text"/>',
    paragraph('Text_20_body', 'Standard'),
    paragraph('Title', 'Standard', '', 'fo:font-size="22pt" fo:font-weight="bold"'),
    paragraph('Version', 'Standard', '', 'fo:color="#4c6272"'),
    paragraph(
      'Quotations',
      'Standard',
      'fo:margin-left="1cm" fo:margin-right="1cm"',
      'fo:font-style="italic"'
    ),
    paragraph('Table_20_Contents', 'Standard', 'fo:margin-bottom="0.1cm"'),
    paragraph('Table_20_Heading', 'Table_20_Contents', '', 'fo:font-weight="bold"'),
    paragraph('Footnote', 'Standard', 'fo:margin-bottom="0.1cm"', 'fo:font-size="9pt"'),
    paragraph('Horizontal_20_Line', 'Standard', 'fo:border-bottom="0.5pt solid #768692" fo:padding="0cm"'),
    ...SIZES.map(heading)
  ].join('')}</office:styles>`;
}

/** The look of tables: programs take it only from the styles beside the text, not from the common ones. */
export function odtTableStyles(): string {
  const cell = (name: string, more = '') =>
    `<style:style style:name="${name}" style:family="table-cell"><style:table-cell-properties fo:border="0.5pt solid #768692" fo:padding="0.1cm"${more}/></style:style>`;
  return [
    '<style:style style:name="Table" style:family="table"><style:table-properties table:align="margins" table:border-model="collapsing" fo:margin-bottom="0.3cm"/></style:style>',
    '<style:style style:name="Row" style:family="table-row"><style:table-row-properties fo:keep-together="always"/></style:style>',
    cell('Cell'),
    cell('HeadCell', ' fo:background-color="#e8edee"')
  ].join('');
}

function paragraph(name: string, parent: string, layout = '', letters = ''): string {
  const shown = name.replace(/_20_/g, ' ');
  return `<style:style style:name="${name}" style:display-name="${shown}" style:family="paragraph" style:parent-style-name="${parent}"><style:paragraph-properties ${layout}/><style:text-properties ${letters}/></style:style>`;
}

function heading(size: number, index: number): string {
  const level = index + 1;
  return `<style:style style:name="Heading_20_${level}" style:display-name="Heading ${level}" style:family="paragraph" style:parent-style-name="Standard" style:default-outline-level="${level}"><style:paragraph-properties fo:margin-top="0.55cm" fo:margin-bottom="0.2cm" fo:keep-with-next="always"/><style:text-properties fo:font-weight="bold" fo:font-size="${size}pt"/></style:style>`;
}
