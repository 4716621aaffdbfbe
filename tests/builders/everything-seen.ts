import type { CommentId, SpecificationId } from '#domain/ids';
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

/** Who puts decisions to the boards is told how many are looked at first (MOD-17); the rest is compared. */
function withoutNumber(page: Awaited<ReturnType<TestPerson['reads']['decisionProposal']>>) {
  if (isRefusal(page)) return page;
  const shown = page.unanswered.map(({ comments, ...on }) => ({
    ...on,
    comments: comments.filter(({ hidden }) => !hidden)
  }));
  return { ...page, unanswered: shown };
}

/** The parts of a Word file; it names the second in which it was made, in the container and in one part. */
function wordsOf(body: unknown): string {
  const parts = Object.entries(unzipSync(body as Uint8Array)).filter(
    ([name]) => name !== 'docProps/core.xml'
  );
  return parts.map(([name, bytes]) => `${name}\n${strFromU8(bytes)}`).join('\n');
}
