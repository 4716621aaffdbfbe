import type { BallotId } from '#domain/ids';
import { isRefusal } from '#domain/refusal';
import { ballot, ballotHelper, ballotOption, ballotPaper, ballotVoter } from '#server/db/schema/ballots';
import { registerEntry } from '#server/db/schema/decisions';
import type { TestPerson, World } from './world';

export const OPTIONS = [
  {
    name: 'Same-day falls response',
    description: 'Somebody comes the same day.',
    annualCost: 1_180_000,
    peopleAYear: 6200
  },
  { name: 'Falls assessment', description: 'A full check of why someone falls.' },
  { name: 'Strength and balance', description: '' }
];

/** What `openBallot` is given as JSON; a day from the world's first moment unless a test says otherwise. */
export function ballotFields(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    title: 'Falls priorities',
    question: 'Which of these matters most?',
    purpose: 'It feeds the decision of the joint committee.',
    options: OPTIONS,
    groups: ['commissioner', 'clinician', 'social-care', 'patient-carer'],
    closesAt: '2026-11-25T10:00:00Z',
    ...more
  };
}

/** Patients and carers who vote on paper. */
export const SOME_ASSISTED = { assisted: { 'patient-carer': 3 } };

export async function openedBy(person: TestPerson, more: Record<string, unknown> = {}): Promise<BallotId> {
  const opened = await person.commands.openBallot(ballotFields(more));
  if (isRefusal(opened)) throw new Error(`The test ballot was refused: ${opened.code} ${opened.message}`);
  return opened.id;
}

/** Everything that voting could change, to show that a refusal changed none of it. */
export async function ballotRows({ runtime }: World) {
  const { db } = runtime.tools;
  return {
    ballots: await db.select().from(ballot).orderBy(ballot.id),
    options: await db.select().from(ballotOption).orderBy(ballotOption.ballotId, ballotOption.position),
    voters: await db
      .select()
      .from(ballotVoter)
      .orderBy(
        ballotVoter.ballotId,
        ballotVoter.memberId,
        ballotVoter.stakeholderGroup,
        ballotVoter.assistedLine
      ),
    helpers: await db.select().from(ballotHelper).orderBy(ballotHelper.ballotId, ballotHelper.memberId),
    papers: await db.select().from(ballotPaper).orderBy(ballotPaper.id),
    register: await db.select().from(registerEntry).orderBy(registerEntry.sequence)
  };
}
