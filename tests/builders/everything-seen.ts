import type { CommentId, DecisionId, SpecificationId } from '#domain/ids';
import { isRefusal } from '#domain/refusal';
import { strFromU8, unzipSync } from 'fflate';
import { done } from './decisions';
import type { TestPerson } from './world';

/** All that somebody can read that could tell of a comment on this text, as JSON; of one comment that is shown, too. */
export async function everythingSeen(
  { reads }: TestPerson,
  id: SpecificationId,
  shown: CommentId,
  { inbox = true } = {}
): Promise<string[]> {
  const asked = (words: string) => new URLSearchParams(words);
  const answers = [
    reads.specificationPage(id),
    reads.specifications(),
    reads.comments(id),
    reads.comment(shown),
    reads.owed(id, asked('group=all')),
    reads.clauseMap(id),
    reads.clauses(id),
    reads.voice(id, null),
    reads.voiceCsv(id, null),
    reads.consultations(id),
    reads.experience(id),
    reads.openPoints(id),
    reads.authors(id),
    reads.specificationEdit(id, { withText: true }),
    ...(['html', 'json'] as const).map((format) => reads.specificationExport(id, { format, version: null })),
    reads.decisions(),
    withoutNumber(await reads.decisionProposal()),
    reads.register(),
    reads.registerExport(),
    reads.people(),
    ...(inbox ? [reads.home(), reads.frame(), reads.inbox()] : [])
  ];
  const word = done(await reads.specificationExport(id, { format: 'docx', version: null }));
  return [...(await Promise.all(answers)).map((answer) => JSON.stringify(answer)), wordsOf(word.body)];
}

/** All that somebody can read around a decision on this text. */
export async function decisionSeen(
  { reads }: TestPerson,
  id: SpecificationId,
  decision: DecisionId
): Promise<string[]> {
  const place = { clause: 'clause-1', from: null, to: null, quote: null };
  const answers = [
    ...[reads.decision(decision), reads.decisionToSign(decision), reads.onDecision(decision)],
    ...[reads.decisionPaper(decision, 'board'), reads.decisionPaper(decision, 'council')],
    reads.decisionPaperFile(decision, { kind: 'council', format: 'html' }),
    reads.decisionPaperFile(decision, { kind: 'board', format: 'json' }),
    ...[reads.versions(id), reads.version(id, '1')],
    ...[reads.passageHistory(id, place), reads.passageChoice(id, place)],
    ...[reads.published(id), reads.youSaid(id), reads.receipts()]
  ];
  return (await Promise.all(answers)).map((answer) => JSON.stringify(answer));
}

/** The draft as a Word file with its comments, and the paper for the council in the formats of offices, part by part. */
export async function filesSeen(
  { reads }: TestPerson,
  id: SpecificationId,
  decision: DecisionId
): Promise<string[]> {
  const made = [done(await reads.specificationExport(id, { format: 'docx', version: null }))];
  for (const format of ['docx', 'odt', 'pdf'])
    made.push(done(await reads.decisionPaperFile(decision, { kind: 'council', format })));
  return made.map(({ fileName, body }) => (fileName.endsWith('.pdf') ? pdfOf(body) : wordsOf(body)));
}

/** Without the second in which it was made, and the number that is made of that. */
function pdfOf(body: unknown): string {
  const bytes = Buffer.from(body as Uint8Array).toString('latin1');
  return bytes.replace(/\(D:\d{14}Z\)|<xmp:CreateDate>[^<]*|\/ID \[[^\]]*\]/g, '');
}

/** Who puts decisions to the boards is told how many are looked at first (MOD-17); the rest is compared. */
function withoutNumber(page: Awaited<ReturnType<TestPerson['reads']['decisionProposal']>>) {
  if (isRefusal(page)) return page;
  const shown = page.unanswered.map(({ comments, ...on }) => ({
    ...on,
    comments: comments.filter(({ hidden }) => !hidden)
  }));
  return { ...page, unanswered: shown };
}

/** The parts of a Word or OpenDocument file; it names the second in which it was made, in the container and in one part. */
function wordsOf(body: unknown): string {
  const parts = Object.entries(unzipSync(body as Uint8Array)).filter(
    ([name]) => name !== 'docProps/core.xml' && name !== 'meta.xml'
  );
  return parts.map(([name, bytes]) => `${name}\n${strFromU8(bytes)}`).join('\n');
}
