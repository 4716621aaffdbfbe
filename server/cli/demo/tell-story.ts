import type { UnansweredComment } from '#domain/decision';
import type { BallotId, CommentId, SpecificationId, VersionId } from '#domain/ids';
import { wallClock } from '#domain/london-time';
import { documentFromJson } from '../../documents/document-bytes';
import { versionsOf, insertSpecification } from '../../db/specifications';
import { appendToRegister } from '../../commands/append-to-register';
import { registerPerson } from '../../db/members';
import type { Tools } from '../../runtime';
import { ABOUT_CRITERIA, COMMENTS, SUGGESTED, type DemoComment } from './comments';
import { DECISION } from './decision';
import { inviteGuests } from './guests';
import type { PlantedPartnership } from './plant-partnership';
import { writeSummaries } from './summaries';
import { PRIORITIES, rankingOf, SCENARIO_VOTES } from './priorities';
import { SPECIFICATION, specificationText } from './specification-text';
import { done, Story } from './story';
import { beginningOf, writersIn, writeText } from './write-text';
import { tellClauses } from './tell-clauses';
import { textBefore } from './written-by';

const VOTING_GROUPS = ['commissioner', 'clinician', 'social-care', 'patient-carer'] as const;

/** The partnership's last two months: a draft in full and in plain words, what was said of it, a ballot, a frozen version, a decision that waits. */
export async function tellStory(tools: Tools, planted: PlantedPartnership, today: Date): Promise<void> {
  const story = new Story(tools, planted, today);
  const specificationId = await writeDraft(tools, planted, story);
  await consult(story, specificationId);
  const exceptions: UnansweredComment[] = [];
  for (const comment of COMMENTS) {
    const commentId = await say(story, specificationId, comment);
    if (comment.published) await publish(story, commentId);
    if (comment.exception) exceptions.push({ commentId, reason: comment.exception });
  }
  await writeSummaries(story, specificationId);
  await say(story, specificationId, ABOUT_CRITERIA);
  await tellClauses(story, planted, specificationId);
  const first = await openPriorities(story, specificationId, FIRST_ROUND);
  await voteAll(story, first);
  done(await (await story.as('Grace Lindqvist', -14)).closeBallot({ ballotId: first }));
  const versionId = await freeze(tools, story, specificationId);
  done(
    await (
      await story.as('Grace Lindqvist', -7)
    ).proposeDecision({
      ...DECISION,
      versionId,
      ballotId: first,
      exceptions
    })
  );
  const second = await openPriorities(story, specificationId, SECOND_ROUND);
  await voteSome(story, second);
  await inviteGuests(tools, planted, { story, specificationId });
}

async function writeDraft(tools: Tools, planted: PlantedPartnership, story: Story): Promise<SpecificationId> {
  const author = await story.actor('Helen Marsh');
  const { memberId } = author.memberships[0]!;
  const { partnershipId } = planted;
  const id = tools.newId<'specification'>();
  const now = story.at(-45);
  const text = textBefore(specificationText(), SUGGESTED);
  const documentId = tools.newId<'document'>();
  const bytes = documentFromJson(beginningOf(text));
  const writers = await writersIn(story);
  await tools.db.transaction(async (tx) => {
    await insertSpecification(tx, {
      id,
      documentId,
      partnershipId,
      ...SPECIFICATION,
      createdAt: now,
      createdBy: memberId,
      personId: author.personId,
      sessionHash: author.sessionHash,
      origin: 'template',
      sourceFileName: null,
      importReport: null,
      ownTerms: null,
      bytes
    });
    await writeText(tx, writers, { documentId, bytes, text });
    const by = await registerPerson(tx, memberId);
    const content = { specificationId: id, title: SPECIFICATION.title, by };
    await appendToRegister(tx, tools, {
      partnershipId,
      now,
      event: { kind: 'specification-created', content }
    });
  });
  return id;
}

async function consult(story: Story, specificationId: SpecificationId): Promise<void> {
  const lastDay = wallClock(story.at(LAST_DAY)).slice(0, 10);
  done(await (await story.as('Helen Marsh', -32)).openConsultation({ specificationId, lastDay, ...ASKED }));
}

/** Days from today. */
const LAST_DAY = 20;
const ASKED = {
  level: 'consulted',
  question:
    'Would this service work for you or for the people you care for? What is missing, and what would you change first?',
  decider: 'the Joint Commissioning Committee recommends; the council’s Cabinet and the ICB Board decide.'
} as const;

async function say(story: Story, specificationId: SpecificationId, comment: DemoComment): Promise<CommentId> {
  const { by, kind, quote, wording, body, shownAs, reply, answer } = comment;
  const about = { specificationId, from: 1, to: 1 + quote.length, quote, body };
  const speaker = await story.as(by, -30);
  const said = wording
    ? speaker.suggestWording({ ...about, wording })
    : speaker.addComment({ ...about, kind, shownAs });
  const { id: commentId } = done(await said);
  if (reply) done(await (await story.as(reply.by, -29)).replyToComment({ commentId, body: reply.body }));
  if (!answer) return commentId;
  const answering = await story.as(answer.by, -26);
  const isAccepted = wording && answer.outcome === 'changed';
  if (isAccepted) done(await answering.acceptSuggestion({ commentId, body: answer.body }));
  else done(await answering.answerComment({ commentId, ...answer }));
  return commentId;
}

async function publish(story: Story, commentId: CommentId): Promise<void> {
  done(await (await story.as('Helen Marsh', -12)).publishAnswer({ commentId, words: 'own' }));
}

const FIRST_ROUND = {
  title: 'Six falls priorities, first ranking',
  openedDaysAgo: 20,
  closesInDays: -13,
  purpose:
    'Taken in workshop 2. The result feeds the committee’s decision; the committee decides, not the vote.'
};

const SECOND_ROUND = {
  title: 'Six falls priorities, second ranking after discussion',
  openedDaysAgo: 3,
  closesInDays: 14,
  purpose:
    'The same six, ranked again after the workshop. The result goes to the boards beside the first ranking.'
};

async function openPriorities(
  story: Story,
  specificationId: SpecificationId,
  round: typeof FIRST_ROUND
): Promise<BallotId> {
  const { title, purpose, openedDaysAgo, closesInDays } = round;
  const opener = await story.as('Helen Marsh', -openedDaysAgo);
  const answer = await opener.openBallot({
    title,
    purpose,
    question: 'In which order should we fund these six priorities?',
    options: PRIORITIES.map(({ name, description, annualCost, peopleAYear }) => ({
      name,
      description,
      annualCost,
      peopleAYear
    })),
    groups: VOTING_GROUPS,
    closesAt: story.at(closesInDays, 17).toISOString(),
    specificationId
  });
  return done(answer).id;
}

/** The scenario's 25 votes, each by a member of its group. */
async function voteAll(story: Story, ballotId: BallotId): Promise<void> {
  for (const group of VOTING_GROUPS) {
    const names = await story.namesIn(group);
    for (const [index, digits] of SCENARIO_VOTES[group].entries()) {
      const voter = await story.as(names[index]!, -15);
      done(await voter.castVote({ ballotId, ranking: rankingOf(digits) }));
    }
  }
}

/** Some have voted again already; those whom the sign-in page shows first have not. */
async function voteSome(story: Story, ballotId: BallotId): Promise<void> {
  const early = [
    'Grace Lindqvist',
    'Martin Frain',
    'Dr Amara Osei',
    'Bethan Cole',
    'Dr Hana Novak',
    'Agnes Mbeki',
    'Roy Endicott'
  ];
  for (const [index, name] of early.entries()) {
    const voter = await story.as(name, -2);
    done(await voter.castVote({ ballotId, ranking: rankingOf(SCENARIO_VOTES['patient-carer'][index]!) }));
  }
}

async function freeze(tools: Tools, story: Story, specificationId: SpecificationId): Promise<VersionId> {
  done(
    await (
      await story.as('Helen Marsh', -10)
    ).freezeVersion({ specificationId, label: '0.7, for the boards' })
  );
  const [version] = await versionsOf(tools.db, specificationId);
  return version!.id;
}
