import { expect, test } from 'vitest';
import { textOf, type DocumentJson } from '#schema/document-json';
import { documentSchema } from '#schema/schema';
import { looseLines } from '#server/documents/typed-structure';
import { details, outline, readWord, reported } from './read-word';
import { abstractList, externalLink, list, numbered, paragraph, run } from './word-file';

const field = (instruction: string, result: string) =>
  `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${instruction}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${result}<w:r><w:fldChar w:fldCharType="end"/></w:r>`;

function firstParagraph(json: DocumentJson): DocumentJson[] {
  return json.content?.[0]?.content ?? [];
}

function linksIn(json: DocumentJson): unknown[] {
  return firstParagraph(json).flatMap(({ text, marks }) =>
    (marks ?? []).flatMap((mark) => (mark.type === 'link' ? [[text, mark.attrs?.href]] : []))
  );
}

test('IMP-8 links from relationships, simple fields and complex fields are kept', () => {
  const { json } = readWord({
    links: externalLink('L1', 'https://www.nhs.uk/a'),
    body: paragraph(
      `<w:hyperlink r:id="L1">${run('one')}</w:hyperlink>${run(' and ')}` +
        `<w:fldSimple w:instr=" HYPERLINK &quot;https://www.nhs.uk/b&quot; ">${run('two')}</w:fldSimple>${run(' and ')}` +
        field(' HYPERLINK "mailto:a@b.example" \\o "tip" ', run('three'))
    )
  });
  expect(linksIn(json)).toEqual([
    ['one', 'https://www.nhs.uk/a'],
    ['two', 'https://www.nhs.uk/b'],
    ['three', 'mailto:a@b.example']
  ]);
  expect(textOf(json)).toBe('one and two and three');
});

test('IMP-8 links that are not allowed and links inside the file become words and are reported', () => {
  const imported = readWord({
    links: externalLink('L1', 'javascript:alert(1)') + externalLink('L2', 'file:///etc/passwd'),
    body: paragraph(
      `<w:hyperlink r:id="L1">${run('one ')}</w:hyperlink><w:hyperlink r:id="L2">${run('two ')}</w:hyperlink>` +
        `<w:hyperlink w:anchor="_Ref1">${run('three ')}</w:hyperlink>` +
        field(' HYPERLINK "java&#9;script:alert(1)" ', run('four'))
    )
  });
  expect(textOf(imported.json)).toBe('one two three four');
  expect(linksIn(imported.json)).toEqual([]);
  expect(reported(imported, 'unsafe-link')).toBe(3);
  expect(reported(imported, 'internal-link')).toBe(1);
});

test('IMP-9 a footnote stands at its reference, with the address of its link written out', () => {
  const imported = readWord({
    footnotes: `<w:footnote w:id="0" w:type="separator">${paragraph('')}</w:footnote><w:footnote w:id="2">${paragraph('<w:r><w:footnoteRef/></w:r>' + run('See ') + field('HYPERLINK "https://www.nice.org.uk/ng249"', run('the guideline')))}${paragraph(run('Page 4.'))}</w:footnote>`,
    body: paragraph(`${run('Falls')}<w:r><w:footnoteReference w:id="2"/></w:r>${run(' are common.')}`)
  });
  expect(firstParagraph(imported.json)).toEqual([
    { type: 'text', text: 'Falls' },
    { type: 'footnote', attrs: { text: 'See the guideline (https://www.nice.org.uk/ng249) Page 4.' } },
    { type: 'text', text: ' are common.' }
  ]);
});

test('IMP-10 looks are kept, from the run and from its character style', () => {
  const { json } = readWord({
    styles:
      '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style><w:style w:type="character" w:styleId="Loud"><w:name w:val="Loud"/><w:basedOn w:val="Strong"/><w:rPr><w:i/></w:rPr></w:style>',
    body: paragraph(
      [
        run('a', '<w:rStyle w:val="Loud"/>'),
        run('b', '<w:rStyle w:val="Strong"/><w:b w:val="0"/>'),
        run('c', '<w:u w:val="single"/>'),
        run('d', '<w:u w:val="none"/><w:strike/>'),
        run('e', '<w:vertAlign w:val="superscript"/>'),
        run('f', '<w:vertAlign w:val="subscript"/>')
      ].join('')
    )
  });
  const looks = firstParagraph(json).map(({ text, marks }) => [
    text,
    ...(marks ?? []).map(({ type }) => type)
  ]);
  expect(looks).toEqual([
    ['a', 'bold', 'italic'],
    ['b'],
    ['c', 'underline'],
    ['d', 'strike'],
    ['e', 'superscript'],
    ['f', 'subscript']
  ]);
});

test('IMP-11 words in controls, tags, boxes, equations and field results are kept', () => {
  const imported = readWord({
    body:
      `<w:sdt><w:sdtPr/><w:sdtContent>${paragraph(`<w:smartTag>${run('tag ')}</w:smartTag><w:sdt><w:sdtContent>${run('control ')}</w:sdtContent></w:sdt>`)}</w:sdtContent></w:sdt>` +
      paragraph(`${run('page ')}${field(' REF x \\h ', run('twelve'))}`) +
      paragraph(
        `${run('before')}<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>${paragraph(run('in the box'))}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>${paragraph(run('in the box'))}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`
      ) +
      paragraph(
        '<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>'
      )
  });
  expect(outline(imported.json)).toEqual([
    'p tag control',
    'p page twelve',
    'p before',
    'p in the box',
    'p (a+b)/2'
  ]);
  expect([reported(imported, 'text-box'), reported(imported, 'equation')]).toEqual([1, 1]);
});

test('IMP-11 tabs, breaks, special hyphens and symbols', () => {
  const imported = readWord({
    body: paragraph(
      '<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:br w:type="page"/><w:noBreakHyphen/><w:softHyphen/><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Symbol" w:char="F0B3"/><w:sym w:font="Webdings" w:char="F021"/></w:r>'
    )
  });
  expect(firstParagraph(imported.json)).toEqual([
    { type: 'text', text: 'a\tb' },
    { type: 'hardBreak' },
    { type: 'text', text: 'c\u2011\u00ad✓≥□' }
  ]);
  expect(reported(imported, 'symbol')).toBe(1);
});

test('IMP-12 the title falls back to the properties, the first heading and the file name', () => {
  expect(readWord({ coreTitle: ' From  properties ', body: paragraph(run('x')) }).title).toBe(
    'From properties'
  );
  expect(readWord({ body: paragraph(run('A heading'), '<w:outlineLvl w:val="0"/>') }).title).toBe(
    'A heading'
  );
  expect(readWord({ body: paragraph(run('x')) }).title).toBe('test');
});

test('IMP-15 pictures, hidden words, embedded files and lists of contents are left out and reported', () => {
  const picture = '<wp:inline><wp:docPr name="Picture 1" descr="A map of the valley"/><pic:pic/></wp:inline>';
  const imported = readWord({
    body:
      paragraph(`${run('a')}<w:r><w:drawing>${picture}</w:drawing></w:r>`) +
      paragraph(run('b') + run('secret', '<w:vanish/>')) +
      '<w:altChunk r:id="x"/>' +
      `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>TOC \\o "1-3" \\h</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run('1 Scope 3')}</w:p>` +
      paragraph(run('2 Outcomes 4')) +
      paragraph('<w:r><w:fldChar w:fldCharType="end"/></w:r>') +
      paragraph(run('c'))
  });
  expect(outline(imported.json)).toEqual(['p a', 'p b', 'p c']);
  expect(details(imported, 'image')).toEqual([{ text: 'A map of the valley' }]);
  expect(details(imported, 'hidden-text')).toEqual([{ text: 'secret' }]);
  expect([reported(imported, 'embedded-file'), reported(imported, 'contents-list')]).toEqual([1, 1]);
});

test('IMP-16 the report counts what came out', () => {
  const { report } = readWord({
    numbering: abstractList(1, [{ format: 'bullet', text: '•' }]) + list(1, 1),
    body: numbered(1, 0, 'one two') + numbered(1, 0, 'three') + paragraph(run('four'))
  });
  expect(report.kept).toMatchObject({ words: 4, lists: 1, listItems: 2, headings: 0, tables: 0 });
});

test('IMP-17 bold-only headings and typed bullets are kept and suggested', () => {
  const imported = readWord({
    body:
      paragraph(run('What people said', '<w:b/>')) +
      paragraph(run('A whole bold sentence.', '<w:b/>')) +
      paragraph(run('o\tfirst point')) +
      paragraph(run('• second point')) +
      paragraph(run('of no interest'))
  });
  expect(looseLines(imported.json)).toMatchObject({
    headings: [{ lines: ['What people said'] }],
    lists: [{ lines: ['o\tfirst point', '• second point'] }]
  });
  expect(imported.json.content).toHaveLength(5);
});

const cell = (text: string, properties = '') =>
  `<w:tc><w:tcPr>${properties}</w:tcPr>${paragraph(run(text))}</w:tc>`;

test('IMP-7 spans, gaps at the side and rows that are wholly merged give a table that needs no repair', () => {
  const { json } = readWord({
    body: `<w:tbl>
      <w:tr><w:trPr><w:tblHeader/></w:trPr>${cell('A')}${cell('B', '<w:gridSpan w:val="2"/>')}</w:tr>
      <w:tr>${cell('tall', '<w:vMerge w:val="restart"/>')}${cell('C')}${cell('D')}</w:tr>
      <w:tr>${cell('', '<w:vMerge/>')}${cell('E')}</w:tr>
      <w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>${cell('F')}${cell('G')}</w:tr>
      <w:tr>${cell('x', '<w:vMerge w:val="restart"/>')}${cell('y', '<w:gridSpan w:val="2"/><w:vMerge w:val="restart"/>')}</w:tr>
      <w:tr>${cell('', '<w:vMerge/>')}${cell('', '<w:gridSpan w:val="2"/><w:vMerge/>')}</w:tr>
    </w:tbl>`
  });
  expect(outline(json).map((line) => line.trim())).toEqual([
    ...['table', 'tableRow', 'th 1x1', 'p A', 'th 2x1', 'p B'],
    ...['tableRow', 'td 1x2', 'p tall', 'td 1x1', 'p C', 'td 1x1', 'p D'],
    ...['tableRow', 'td 1x1', 'p E', 'td 1x1', 'p'],
    ...['tableRow', 'td 1x1', 'p', 'td 1x1', 'p F', 'td 1x1', 'p G'],
    ...['tableRow', 'td 1x1', 'p x', 'td 2x1', 'p y']
  ]);
});

test('IMP-7 lists stay lists in cells, a table in a table becomes paragraphs, and endless spans are cut', () => {
  const imported = readWord({
    numbering: abstractList(1, [{ format: 'bullet', text: '•' }]) + list(1, 1),
    body: `<w:tbl><w:tr><w:tc>${numbered(1, 0, 'point')}<w:tbl><w:tr>${cell('inner')}</w:tr></w:tbl></w:tc>${cell('wide', '<w:gridSpan w:val="999999999"/>')}</w:tr></w:tbl>`
  });
  expect(outline(imported.json).map((line) => line.trim())).toEqual([
    ...['table', 'tableRow', 'td 1x1', 'bulletList', 'listItem', 'p point', 'p inner', 'td 99x1', 'p wide']
  ]);
  expect(reported(imported, 'nested-table')).toBe(1);
});

test('IMP-7 a header row that only the style of the table shows is a header row', () => {
  const styles =
    '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>';
  const table = (look: string) =>
    `<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/><w:tblLook w:val="${look}"/></w:tblPr><w:tr>${cell('A')}</w:tr><w:tr>${cell('b')}</w:tr></w:tbl>`;
  const { json } = readWord({ styles, body: table('04A0') + table('0480') });
  const cells = outline(json).flatMap((line) => (/t[hd] 1x1/.test(line) ? [line.trim()] : []));
  expect(cells).toEqual(['th 1x1', 'td 1x1', 'td 1x1', 'td 1x1']);
});

test('IMP-6 where all text is indented, a paragraph after a list does not join its last item', () => {
  const indented = (words: string) => paragraph(run(words), '<w:ind w:left="720"/>');
  const { json } = readWord({
    numbering: abstractList(1, [{ format: 'bullet', text: '•' }]) + list(1, 1),
    body: indented('before') + numbered(1, 0, 'point') + indented('after')
  });
  expect(outline(json)).toEqual(['p before', 'bulletList', '  listItem', '    p point', 'p after']);
});

test('IMP-6 lists that are nested only by indent are nested', () => {
  const { json } = readWord({
    numbering:
      abstractList(1, [{ format: 'decimal', text: '%1.' }]) +
      abstractList(2, [{ format: 'bullet', text: '•' }]) +
      list(1, 1) +
      list(2, 2),
    body:
      numbered(1, 0, 'one') +
      numbered(2, 0, 'inside', '<w:ind w:left="1440"/>') +
      paragraph(run('more about inside'), '<w:ind w:left="1440"/>') +
      numbered(1, 0, 'two')
  });
  expect(outline(json)).toEqual([
    'ol decimal from 1',
    '  listItem',
    '    p one',
    '    bulletList',
    '      listItem',
    '        p inside',
    '        p more about inside',
    '  listItem',
    '    p two'
  ]);
});

test('SCH-2 an imported table needs no repair by the editor', async () => {
  const { fixTables } = await import('@tiptap/pm/tables');
  const { EditorState } = await import('@tiptap/pm/state');
  const { json } = readWord({
    body: `<w:tbl><w:tr>${cell('A', '<w:vMerge w:val="restart"/>')}${cell('B')}${cell('C')}</w:tr><w:tr>${cell('', '<w:vMerge/>')}</w:tr><w:tr>${cell('D')}</w:tr></w:tbl>`
  });
  const state = EditorState.create({ doc: documentSchema.nodeFromJSON(json) });
  expect(fixTables(state)).toBeUndefined();
});
