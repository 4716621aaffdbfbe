import { describe, expect, test } from 'vitest';
import type { DocumentJson } from '#schema/document-json';
import { exportDocx } from '#server/documents/export-docx';
import { readDocx } from '#server/documents/read-docx';
import { aboutWords, accepted, outline, readWord, reported } from './read-word';
import { acceptedInWord, HEADING, rejectedInWord, SuggestedDraft, textXml } from './some-suggestions';
import { paragraph as wordParagraph, run } from './word-file';

const text = (words: string, ...marks: NonNullable<DocumentJson['marks']>): DocumentJson => ({
  type: 'text',
  text: words,
  ...(marks.length === 0 ? {} : { marks })
});
const paragraph = (...content: DocumentJson[]): DocumentJson => ({ type: 'paragraph', content });
const read = (bytes: Uint8Array) => accepted(readDocx(bytes, 'x.docx'));
const SENTENCE = 'Somebody comes within 2 hours if nobody is hurt.';
const oneLine = () => new SuggestedDraft(paragraph(text(SENTENCE)));

describe('suggestions as tracked changes', () => {
  test('EXP-17 the words that go are struck and the others come behind them, with the name and the day', async () => {
    const draft = oneLine();
    draft.suggest('within 2 hours', 'within 1 hour', {
      by: 'Ann & Co',
      at: new Date('2027-06-10T23:30:00Z')
    });
    const xml = textXml(await draft.word());
    // Half past eleven in Greenwich is the next day in the United Kingdom's summer.
    const made = 'w:author="Ann &amp; Co" w:date="2027-06-11T12:00:00Z"';
    expect(xml).toContain(
      `within </w:t></w:r><w:bookmarkStart w:name="_suggested_0_` // the words before it stay outside
    );
    expect(xml).toMatch(
      new RegExp(
        `<w:del w:id="1" ${made}><w:r><w:delText xml:space="preserve">2 hours</w:delText></w:r></w:del>` +
          `<w:ins w:id="2" ${made}><w:r><w:t xml:space="preserve">1 hour</w:t></w:r></w:ins><w:bookmarkEnd`
      )
    );
  });

  test('EXP-17 words that are only added or only left out strike nothing and put nothing in', async () => {
    const draft = new SuggestedDraft(paragraph(text(SENTENCE)), paragraph(text('We meet often and gladly.')));
    draft.suggest(SENTENCE, SENTENCE.replace('hurt', 'badly hurt'));
    draft.suggest('We meet often and gladly.', 'We meet often.');
    const xml = textXml(await draft.word());
    expect(xml.match(/<w:(ins|del) [^]*?<\/w:\1>/g)?.map((each) => each.replace(/<[^>]*>/g, ''))).toEqual([
      ' badly',
      ' and gladly'
    ]);
  });

  test('EXP-17 accepted in Word the new words look as those that they replace; links and looks are kept, in table cells too', async () => {
    const link = { type: 'link', attrs: { href: 'https://www.nhs.uk/' } };
    const cell = paragraph(
      text('Ring '),
      text('the old number', { type: 'bold' }, link),
      text(' at night.', { type: 'italic' })
    );
    const draft = new SuggestedDraft({
      type: 'table',
      content: [
        { type: 'tableRow', content: [{ type: 'tableCell', content: [cell] }] },
        { type: 'tableRow', content: [{ type: 'tableCell', content: [paragraph(text('Second.'))] }] }
      ]
    });
    draft.suggest(
      { from: 4, to: 4 + 'Ring the old number'.length, quote: 'Ring the old number' },
      'Ring the ward'
    );
    expect(draft.tracked).toHaveLength(1);
    const bytes = await draft.word();
    expect(read(acceptedInWord(bytes)).json).toEqual(read(await exportDocx(draft.accepted()!, HEADING)).json);
    const [words] =
      JSON.stringify(read(acceptedInWord(bytes)).json).match(/\{[^{}]*"the ward"[^]*?\]\}/) ?? [];
    expect(JSON.parse(words!)).toEqual(text('the ward', link, { type: 'bold' }));
    expect(read(rejectedInWord(bytes)).json).toEqual(read(await exportDocx(draft.json, HEADING)).json);
  });

  test('EXP-5 EXP-17 a paragraph that is nothing but a word which the library takes for a number is that word', async () => {
    const words = ['CURRENT', 'SECTION', 'TOTAL_PAGES', 'TOTAL_PAGES_IN_SECTION'];
    const draft = new SuggestedDraft(...words.map((word) => paragraph(text(word))));
    draft.suggest('CURRENT', 'SECTION');
    const bytes = await draft.word();
    expect(textXml(bytes)).not.toContain('w:fldChar');
    expect(outline(read(bytes).json)).toEqual(words.map((word) => `p ${word}`));
    expect(outline(read(acceptedInWord(bytes)).json)[0]).toBe('p SECTION');
  });
});

describe('suggestions that stay comments', () => {
  const kept = async (draft: SuggestedDraft) => {
    const { remarks } = read(await draft.word());
    return remarks.map(({ body, wording }) => [body.split('\n')[0], wording !== null]);
  };

  test('EXP-18 of suggestions on the same words the earliest is the tracked change', async () => {
    const draft = oneLine();
    draft.suggest('2 hours', '3 hours', { at: new Date('2027-02-11T09:00:00Z') });
    draft.suggest('within 2 hours if', 'in 1 hour if', { at: new Date('2027-02-10T09:00:00Z') });
    draft.suggest('nobody', 'no one', { at: new Date('2027-02-12T09:00:00Z') });
    expect(await kept(draft)).toEqual([
      ['Suggests “3” instead of “2”.', false],
      ['Suggests “in 1 hour” instead of “within 2 hours”.', true],
      ['Suggests “no one” instead of “nobody”.', true]
    ]);
  });

  test('EXP-18 one that is out of date, or around a note or a break that came between its words, stays one', async () => {
    const draft = new SuggestedDraft(
      paragraph(text('two hours')),
      paragraph(text('four'), { type: 'hardBreak' }, text('hours')),
      paragraph(text('five hours'))
    );
    draft.suggest('two hours', 'one day');
    draft.suggest('five hours', 'six days');
    // The words of the first, as they stand around a break now.
    const [first] = draft.threads as [(typeof draft.threads)[0], unknown];
    const from = 12;
    draft.threads.push({
      ...first,
      id: 'comment-100' as typeof first.id,
      body: 'Suggests “six” instead of “four hours”.',
      quote: 'four hours',
      range: { from, to: from + 10 },
      suggestion: { ...first.suggestion!, before: 'four hours', after: 'six' },
      anchor: null
    });
    draft.threads[1] = {
      ...draft.threads[1]!,
      suggestion: { ...draft.threads[1]!.suggestion!, state: 'overtaken' }
    };
    expect(draft.tracked.map(({ quote }) => quote)).toEqual(['two hours']);
    expect((await kept(draft)).filter(([, tracked]) => tracked)).toHaveLength(1);
    expect(await kept(draft)).toHaveLength(3);
  });

  test('EXP-18 at most as many as come back are tracked changes', () => {
    const many = Array.from({ length: 310 }, (_, index) => paragraph(text(`word ${index} here`)));
    const draft = new SuggestedDraft(...many);
    many.forEach((_, index) => draft.suggest(`word ${index} here`, `word ${index} there`));
    expect(draft.said.changes).toHaveLength(300);
    expect(draft.said.comments).toHaveLength(10);
  });
});

describe('what was said about a suggestion', () => {
  test('EXP-19 a reason and replies are a Word comment on the same words; without either there is none', async () => {
    const draft = new SuggestedDraft(paragraph(text(SENTENCE)), paragraph(text('We meet often.')));
    draft.suggest('2 hours', '1 hour', { reason: 'It is cold.', replies: ['On the floor, too.'] });
    draft.suggest('often', 'weekly');
    expect(draft.said.comments).toMatchObject([
      {
        body: 'Suggests “1 hour” instead of “2 hours”.\nIt is cold.',
        replies: [{ body: 'On the floor, too.' }]
      }
    ]);
    expect(textXml(await draft.word())).toMatch(
      /<w:commentRangeStart w:id="0"\/><w:commentRangeStart w:id="1"\/><w:bookmarkStart [^>]*><w:del [^]*<\/w:ins><w:bookmarkEnd [^>]*><w:commentRangeEnd w:id="0"\/>/
    );
  });
});

describe('a file with suggestions that comes back', () => {
  test('EXP-20 the text is as it was, and the suggestion is one again, with its reason and its replies', async () => {
    const draft = oneLine();
    draft.suggest('2 hours', '1 hour', { reason: 'It is cold.', replies: ['On the floor, too.'] });
    const back = read(await draft.word());
    expect(outline(back.json)).toEqual([`p ${SENTENCE}`]);
    expect(back.remarks).toMatchObject([
      {
        claimedAuthor: 'Patrick Doyle',
        body: 'Suggests “1 hour” instead of “2 hours”.\nIt is cold.',
        wording: { before: '2 hours', after: '1 hour' },
        replies: [{ claimedAuthor: 'Patrick Doyle', body: 'On the floor, too.' }]
      }
    ]);
    expect(aboutWords(back)).toEqual(['2 hours']);
    expect(back.report).toMatchObject({ brought: { comments: 1, changes: 1 }, notKept: [] });
  });

  test('EXP-20 one accepted in Word is text, one rejected is none, and one half accepted is the rest of it', async () => {
    const draft = oneLine();
    draft.suggest('2 hours', '1 hour');
    const bytes = await draft.word();
    for (const [decided, hours] of [
      [acceptedInWord(bytes), '1 hour'],
      [rejectedInWord(bytes), '2 hours']
    ] as const) {
      const back = read(decided);
      expect(outline(back.json)).toEqual([`p ${SENTENCE.replace('2 hours', hours)}`]);
      expect(back.remarks).toEqual([]);
    }
  });

  const by = (author: string, kind: 'ins' | 'del', words: string) =>
    `<w:${kind} w:author="${author}">${kind === 'ins' ? run(words) : `<w:r><w:delText>${words}</w:delText></w:r>`}</w:${kind}>`;

  test('EXP-20 IMP-13 what others change in Word among the words of a suggestion is taken in as ever, and is theirs', async () => {
    const draft = oneLine();
    draft.suggest('2 hours', '1 hour');
    const [, name = ''] = /(_suggested_\d+_[0-9a-f]+)/.exec(textXml(await draft.word())) ?? [];
    const bookmarked = (inside: string) =>
      `<w:bookmarkStart w:id="7" w:name="${name}"/>${inside}<w:bookmarkEnd w:id="7"/>`;
    const back = readWord({
      body: wordParagraph(
        run('In ') +
          bookmarked(
            by('Patrick Doyle', 'del', '2 hours') +
              by('Eve', 'ins', 'at most ') +
              by('Patrick Doyle', 'ins', '1 hour')
          ) +
          by('Patrick Doyle', 'ins', ' or so') +
          run('.')
      )
    });
    expect(outline(back.json)).toEqual(['p In 2 hoursat most  or so.']);
    expect(back.remarks.map(({ claimedAuthor, wording }) => [claimedAuthor, wording])).toEqual([
      ['Patrick Doyle', { before: '2 hoursat most', after: 'at most 1 hour' }],
      ['Eve', { before: '', after: 'at most' }],
      ['Patrick Doyle', { before: '', after: 'or so' }]
    ]);
    expect(reported(back, 'tracked-insertion')).toBe(2);
    expect(reported(back, 'tracked-deletion')).toBe(0);
    // The words that it would replace went before: what is left of it stands at the word beside it.
    const rest = readWord({
      body: wordParagraph(run('In ') + bookmarked(by('Patrick Doyle', 'ins', '1 hour')) + run(' or so.'))
    });
    expect(outline(rest.json)).toEqual(['p In  or so.']);
    expect(rest.remarks).toMatchObject([{ wording: { before: '', after: '1 hour' } }]);
    expect(aboutWords(rest)).toEqual(['In ']);
  });
});
