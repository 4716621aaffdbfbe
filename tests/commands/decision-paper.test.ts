import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { DecisionId } from '#domain/ids';
import { PAPER_KINDS, type PaperKind } from '#domain/paper/paper';
import { canonicalDocument } from '#schema/canonical';
import type { DocumentJson } from '#schema/document-json';
import { comment } from '#server/db/schema/comments';
import { readsFor } from '#server/reads/all-reads';
import { ballotFields, openedBy } from '#tests/builders/ballots';
import { boardsOf, done, proposedBy, sign, type Boards } from '#tests/builders/decisions';
import { linesIn } from '#tests/builders/html-lines';
import { clauseHeading, documentOf, edit, paragraph, passage } from '#tests/builders/specification';
import { inTamperedCopy, toolsOn } from '#tests/builders/tampering';
import { buildWorld, nobody, type TestPerson, type World } from '#tests/builders/world';
import { readOdt } from '../documents/read-odt';
import { ReadPdf } from '../documents/read-pdf';
import { SECTIONS } from './paper-sections';

let world: World;
let boards: Boards;
let id: DecisionId;

beforeAll(async () => {
  world = await buildWorld();
  boards = await boardsOf(world);
  await namedClause();
  const ballotId = await closedBallot();
  id = await proposedBy(boards, 'JCC-2027-101', { ballotId, organisationsNeeded: 2 });
});
afterAll(() => world.close());

/** Two of a group of patients vote: too few for anybody to be shown. */
async function closedBallot(): Promise<string> {
  const { helen, patrick } = boards;
  const ballot = await openedBy(helen, ballotFields({ groups: ['patient-carer', 'commissioner'] }));
  done(await patrick.commands.castVote({ ballotId: ballot, ranking: ['P1', 'P2', 'P3'] }));
  done(await helen.commands.closeBallot({ ballotId: ballot }));
  return ballot;
}

const paper = async (kind: PaperKind = 'board', by: TestPerson = boards.helen) =>
  done(await by.reads.decisionPaper(id, kind));

const linesOf = async (kind: PaperKind = 'board') => linesIn((await paper(kind)).html);
const textOf = async (kind: PaperKind = 'board') => (await linesOf(kind)).join('\n');

const CLAUSE = 'k3x9q0zw7a';

/** A clause's id, as every heading gets one when it is first edited. */
async function namedClause(): Promise<void> {
  await edit(world, boards.specificationId, boards.helen, () =>
    documentOf(clauseHeading(CLAUSE, 'Scope'), paragraph('Somebody comes within two hours.'))
  );
}

async function commentBy(person: TestPerson, words: string, body: string): Promise<string> {
  const place = await passage(world, boards.specificationId, words);
  return done(await person.commands.addComment({ specificationId: boards.specificationId, ...place, body }))
    .id;
}

test('PAP-2 PAP-3 a paper has its usual sections with numbers, and says what is not recorded', async () => {
  for (const kind of PAPER_KINDS) {
    const sections = (await paper(kind)).contents.filter(({ level }) => level === 1);
    expect(sections.map(({ number, text }) => `${number ?? ''} ${text}`.trim())).toEqual(SECTIONS[kind]);
  }
  for (const [kind, to] of [
    ['board', 'ICB'],
    ['council', 'Wenmoor Council']
  ] as const) {
    const lines = await linesOf(kind);
    const head = lines.slice(lines.indexOf('About this paper | What is recorded |') + 1).slice(0, 7);
    expect(head).toEqual([
      `Report to | ${to} |`,
      'Reference | JCC-2027-101 |',
      'Partnership | Vale |',
      'Put forward by | Helen Marsh, ICB |',
      'Put forward on | 24 November 2026 |',
      'For | Decision |',
      `Where it stands | ${done(await boards.helen.reads.decision(id)).sentence} |`
    ]);
  }
  const lines = await linesOf('council');
  expect(lines).toContain('Equality assessment, and that members had it before they decided: not recorded.');
  expect(lines).toContain(
    'Equality implications: Equality assessment, and that members had it before they decided'
  );
  expect(lines).toContain('Wards affected | Not recorded |');
  expect(await textOf('council')).toContain('Wenmoor Council');
});

test('PAP-1 the clauses and what was said of them are of one state of the draft', async () => {
  const newest = vi.spyOn(world.runtime.tools.drafts, 'newest');
  done(await boards.helen.reads.decision(id));
  const ofDecision = newest.mock.calls.length;
  await paper();
  // Once for the clauses and what was said of them, and once for who wrote the words.
  expect(newest.mock.calls.length - ofDecision).toBe(ofDecision + 2);
  newest.mockRestore();
});

test('PAP-1 PAP-4 PAP-5 a figure that is changed once is changed in both papers; figures that do not agree are said', async () => {
  const { helen, tom, specificationId } = boards;
  const line = async (label: string, perYear: string, payer: TestPerson) =>
    done(
      await helen.commands.keepBudgetLine({
        ...{ specificationId, clause: CLAUSE, label, perYear },
        payerId: payer.actor.memberships[0]!.organisationId
      })
    ).id;
  const before = await Promise.all(PAPER_KINDS.map((kind) => paper(kind)));
  const first = await line('Response', '£2,000,000', helen);
  await line('Home changes', '£1,400,000.50', tom);
  for (const kind of PAPER_KINDS) {
    const text = await textOf(kind);
    expect(text).toContain('Home changes | Scope | ');
    expect(text).toMatch(/Total \| £3,400,000\.50 \| 100% \|/);
    expect(text).toContain(
      'These figures do not agree: option B says £3,900,000 a year, and the lines add up to £3,400,000.50. The difference is £499,999.50.'
    );
  }
  expect(await textOf('council')).toContain(
    'Wenmoor Council pays £1,400,000.50 of £3,400,000.50 a year (41%).'
  );
  expect((await paper('board')).hash).not.toBe(before[0]!.hash);
  done(await helen.commands.removeBudgetLine({ specificationId, clause: CLAUSE, factId: first }));
  await line('Response', '£2,499,999.50', helen);
  for (const kind of PAPER_KINDS)
    expect(await textOf(kind)).toContain('The lines add up to £3,900,000 a year, as option B says.');
});

test('PAP-6 PAP-7 what patients said stands there with its answer and no name; what has no answer is listed again', async () => {
  const { helen, patrick } = boards;
  const answered = await commentBy(patrick, 'two hours', 'Two hours is a long time.');
  const open = await commentBy(patrick, 'Somebody', 'Who is somebody?');
  const answer = { commentId: answered, outcome: 'not-changed', body: 'The handler rings back.' };
  done(await helen.commands.answerComment(answer));
  const lines = await linesOf();
  expect(lines).toContain('Patients and carers | 2 | 0 | 0 | 1 | 0 | 1 |');
  expect(lines).toContain(
    '1 of 2 comments by patients and carers has an answer. 0 of these answers say that the text was changed, in whole or in part.'
  );
  expect(lines).toContain(
    '“Two hours is a long time.” | “two hours” | We did not change the text | The handler rings back. |'
  );
  expect(lines).toContain('“Who is somebody?” | “Somebody” | No answer yet | |');
  const rest = lines.slice(lines.lastIndexOf('Comments that still wait for an answer'));
  expect(rest[2]).toMatch(/^“Who is somebody\?” \(/);
  expect(rest[3]).toBe('Why they have no answer: not recorded.');
  expect(lines.join('\n')).toContain(
    'No comment on the text by: commissioners, social care and voluntary sector together, clinicians'
  );
  expect(lines.join('\n')).not.toContain('Patrick');
  // Further decisions rest on the same text.
  done(await helen.commands.answerComment({ ...answer, commentId: open }));
});

test('PAP-7 what came with a Word file is counted for no group, neither as heard nor as silent', async () => {
  const { specificationId, helen } = boards;
  const { db, newId } = world.runtime.tools;
  const before = await linesOf();
  await db.insert(comment).values({
    id: newId<'comment'>(),
    specificationId,
    authorId: helen.memberId,
    anchor: { start: null, end: null },
    quote: 'two hours',
    body: 'Said in Word.',
    origin: 'word-comment',
    claimedAuthor: 'G. Field',
    createdAt: world.clock.now
  });
  const after = await linesOf();
  const brought = '1 more comment came with a Word file. Nobody can check who made them.';
  expect(after.filter((line) => !before.includes(line))).toEqual([brought]);
  expect(before.filter((line) => !after.includes(line))).toEqual([]);
  expect(after.join('\n')).not.toContain('Said in Word.');
});

test('PAP-8 a result that would show how people voted is not in the paper either', async () => {
  const text = await textOf();
  expect(text).toContain('“Falls priorities”: Which of these matters most?');
  expect(text).toContain('1 person voted. Fewer than five people voted, so the result is not shown');
  expect(text).not.toContain('Place, all votes together');
  expect(text).toContain('Not shown: it could point to somebody');
});

test('PAP-9 contradictions and questions that are open stand there until they are settled; clauses without an owner are named', async () => {
  const { helen, specificationId } = boards;
  const about = await passage(world, specificationId, 'two hours');
  const raised = done(
    await helen.commands.raiseOpenPoint({
      ...{
        specificationId,
        kind: 'contradiction',
        words: 'The trust says four hours.',
        ownerId: helen.memberId
      },
      ...{ ...about, outside: 'Trust policy 12' }
    })
  );
  expect(await textOf('council')).toContain(
    'The trust says four hours. | “two hours” (Scope) | Trust policy 12 | Helen Marsh, '
  );
  expect(await linesOf()).toContain('Scope: Nobody yet');
  done(await helen.commands.resolveOpenPoint({ pointId: raised.id, resolution: 'Two hours it is.' }));
  expect(await textOf('council')).toContain('No contradictions and no open questions are recorded.');
});

test('PAP-10 who signed, who refused and why, and who is still to answer', async () => {
  const refused = await proposedBy(boards, 'JCC-2027-102');
  done(await sign(boards.ngozi, id));
  expect(await textOf()).toContain('Ngozi Oyelaran | Signed | ');
  expect(await textOf()).toMatch(/Still to answer: .*Wenmoor Council.* One of them is needed\./);
  done(await sign(boards.tom, refused, { outcome: 'refused', reason: 'The council pays more.' }));
  const { html } = done(await boards.helen.reads.decisionPaper(refused, 'council'));
  expect(html).toContain('refused: “The council pays more.”');
});

test('PAP-11 page and files have the same words, numbers and fingerprint, which is that of the text', async () => {
  const page = await paper('board');
  expect((await paper('board')).hash).toBe(page.hash);
  const file = async (format: string) =>
    done(await boards.helen.reads.decisionPaperFile(id, { kind: 'board', format })).body;
  const json = JSON.parse((await file('json')) as string) as DocumentJson;
  expect(createHash('sha256').update(canonicalDocument(json), 'utf8').digest('hex')).toBe(page.hash);
  const bare = (text: string) => text.replace(/<[^>]+>/g, '').replace(/\s+/g, '');
  const odt = readOdt((await file('odt')) as Uint8Array);
  const texts = {
    docx: strFromU8(unzipSync((await file('docx')) as Uint8Array)['word/document.xml']!),
    odt: odt.paragraphs.map(({ text }) => text).join(' '),
    pdf: new ReadPdf((await file('pdf')) as Uint8Array).words(),
    html: (await file('html')) as string
  };
  for (const [kind, text] of Object.entries(texts)) {
    expect(bare(text), kind).toContain(page.hash);
    expect(bare(text), kind).toMatch(/JCC-2027-101,asrecordedon/);
    expect(bare(text), kind).toContain('10Money');
    expect(bare(text), kind).toContain('FundoptionBfrom1April2027.');
  }
});

test('PAP-12 who may not read the decision does not find its papers; nor is there another kind or format', async () => {
  const partnershipId = await world.partnership('Other');
  const stranger = await world.person('Sam Stranger', { roles: ['lead'], partnershipId });
  expect(await stranger.reads.decisionPaper(id, 'board')).toMatchObject({ code: 'not-found' });
  const ask = { kind: 'board', format: 'pdf' };
  expect(await stranger.reads.decisionPaperFile(id, ask)).toMatchObject({ code: 'not-found' });
  expect(await nobody(world).reads.decisionPaper(id, 'board')).toMatchObject({ code: 'signed-out' });
  expect(await nobody(world).reads.decisionPaperFile(id, ask)).toMatchObject({ code: 'signed-out' });
  expect(await boards.helen.reads.decisionPaper(id, 'minutes')).toMatchObject({ code: 'not-found' });
  expect(await boards.helen.reads.decisionPaperFile(id, { ...ask, format: 'exe' })).toMatchObject({
    code: 'invalid-input',
    field: 'format'
  });
  expect((await paper('council', boards.patrick)).kind).toBe('council');
});

test('PAP-13 a paper about a record that was tampered with begins by saying so', async () => {
  const rewritten = sql`update decision set wording = 'Fund nothing.' where id = ${id}`;
  await inTamperedCopy(world, [rewritten], async (db) => {
    const context = { actor: boards.helen.actor, tools: toolsOn(world, db), present: () => new Set<never>() };
    const { html } = done(await readsFor(context).decisionPaper(id, 'board'));
    expect(html.slice(0, 400)).toContain('no longer fit the fingerprint of this decision');
  });
});
