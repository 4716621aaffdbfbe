import { ageInWords, daysLeft } from '#domain/answer-duty';
import { LEVEL_PROMISES } from '#domain/consultation';
import type { MemberId, PartnershipId, SpecificationId } from '#domain/ids';
import type { Membership, StakeholderGroup } from '#domain/membership';
import { can, may } from '#domain/policy';
import { isRefusal, type Refusal } from '#domain/refusal';
import { countOf } from '#domain/words';
import type { Topic } from '#protocol/topics';
import { answersOwedBy, ballotsAwaitingVote, decisionsAwaitingSignature } from '../db/awaiting';
import { openConsultations } from '../db/consultations';
import type { Database } from '../db/database';
import { pointsAwaiting } from '../db/open-points';
import { openBallots, openDrafts, recentDecisions } from '../db/overview';
import { membersById } from '../db/people';
import { accessNeedsPage } from './access-needs-page';
import { currentMembership, type ReadContext } from './read-context';
import { reviewTasks } from './review-tasks';

/** One thing that waits for this person, with where to do it and how long it takes. */
export interface Task {
  readonly kind: 'vote' | 'sign' | 'answer' | 'settle' | 'look' | 'restricted' | 'review';
  readonly title: string;
  readonly href: string;
  readonly minutes: number;
  readonly due: Date | string | null;
  /** "2 days late"; of what was promised by a day. */
  readonly age: string | null;
}

export interface PresentPerson {
  readonly name: string;
  readonly group: StakeholderGroup;
  readonly organisation: string;
}

/** A consultation that one can take part in now. */
export interface OpenConsultation {
  readonly specificationId: SpecificationId;
  /** The specification's. */
  readonly title: string;
  readonly question: string;
  /** What people's part is: "You are being consulted". */
  readonly name: string;
  readonly lastDay: string;
}

export interface HomePage {
  readonly tasks: readonly Task[];
  readonly openDrafts: Awaited<ReturnType<typeof openDrafts>>;
  readonly consultations: readonly OpenConsultation[];
  readonly openBallots: Awaited<ReturnType<typeof openBallots>>;
  readonly decisions: Awaited<ReturnType<typeof recentDecisions>>;
  readonly present: readonly PresentPerson[];
  readonly may: { readonly createSpecification: boolean; readonly review: boolean };
  readonly topics: readonly Topic[];
}

/** What needs me, what is open, what was decided, who is here. */
export async function homePage(context: ReadContext): Promise<HomePage | Refusal> {
  const membership = currentMembership(context.actor);
  if (isRefusal(membership)) return membership;
  const { partnershipId } = membership;
  const allowed = can(context.actor, 'read-partnership', { partnershipId });
  if (isRefusal(allowed)) return allowed;
  const { db } = context.tools;
  const now = await context.tools.now(db);
  return {
    tasks: await tasksOf(context, membership, now),
    openDrafts: await openDrafts(db, partnershipId),
    consultations: await consultationsOpen(db, partnershipId, now),
    openBallots: await openBallots(db, partnershipId, now),
    decisions: await recentDecisions(db, partnershipId),
    present: await presentPeople(context, partnershipId),
    may: {
      createSpecification: may(context.actor, 'create-specification', { partnershipId }),
      review: may(context.actor, 'review-comments', { partnershipId })
    },
    topics: [{ kind: 'partnership', id: partnershipId }]
  };
}

async function consultationsOpen(
  db: Database,
  partnershipId: PartnershipId,
  now: Date
): Promise<OpenConsultation[]> {
  const open = await openConsultations(db, partnershipId, now);
  return open.map(({ level, ...consultation }) => ({ ...consultation, name: LEVEL_PROMISES[level].name }));
}

async function tasksOf(context: ReadContext, membership: Membership, now: Date): Promise<Task[]> {
  const { partnershipId, memberId, organisationId } = membership;
  const { db } = context.tools;
  const allowed = (capability: Parameters<typeof may>[1]) =>
    may(context.actor, capability, { partnershipId });
  const votes = allowed('vote') ? await ballotsAwaitingVote(db, memberId, now) : [];
  const signatures = allowed('sign-decision')
    ? await decisionsAwaitingSignature(db, partnershipId, organisationId, memberId)
    : [];
  const answers = allowed('answer-comment') ? await answersOwedBy(db, partnershipId, memberId) : [];
  const points = allowed('raise-open-point') ? await pointsAwaiting(db, memberId, partnershipId) : [];
  return [
    ...votes.map((each): Task => ({
      kind: 'vote',
      title: each.title,
      href: `/priorities/${each.id}`,
      minutes: 5,
      due: each.closesAt,
      age: null
    })),
    ...signatures.map((each): Task => ({
      kind: 'sign',
      title: each.title,
      href: `/decisions/${each.id}`,
      minutes: 10,
      due: null,
      age: null
    })),
    ...answers.map((each) => answerTask(each, memberId, now)),
    ...points.map(settleTask),
    ...(await reviewTasks(context, membership)),
    ...(await reviewTask(context))
  ];
}

/** Once a year: whether what one needs to take part is still right. */
async function reviewTask(context: ReadContext): Promise<Task[]> {
  const page = await accessNeedsPage(context);
  if (isRefusal(page) || !page.isDue) return [];
  return [
    {
      kind: 'review',
      title: 'what you need to take part',
      href: '/account/access-needs',
      minutes: 2,
      due: null,
      age: null
    }
  ];
}

function answerTask(
  { id, title, count, dueOn }: Awaited<ReturnType<typeof answersOwedBy>>[number],
  owner: MemberId,
  now: Date
): Task {
  return {
    kind: 'answer',
    title: `${countOf(count, 'comment')} on ${title}`,
    href: `/specifications/${id}/owed?owner=${owner}`,
    minutes: 5 * count,
    due: dueOn,
    age: ageInWords(daysLeft(dueOn, now))
  };
}

function settleTask(point: Awaited<ReturnType<typeof pointsAwaiting>>[number]): Task {
  const { id, kind, words, specificationId } = point;
  return {
    kind: 'settle',
    title: `the ${kind} “${shortened(words)}”`,
    href: `/specifications/${specificationId}/points#point-${id}`,
    minutes: 10,
    due: null,
    age: null
  };
}

/** A card's title is one or two lines. */
function shortened(words: string): string {
  const line = words.replace(/\s+/g, ' ');
  return line.length <= 120 ? line : `${line.slice(0, 119).trimEnd()}…`;
}

async function presentPeople(context: ReadContext, partnershipId: PartnershipId): Promise<PresentPerson[]> {
  const present = [...context.present(partnershipId)];
  const people = await membersById(context.tools.db, present);
  return people.map(({ name, group, organisation }) => ({ name, group, organisation }));
}
