import { isCommentKind, type CommentKind } from './comment-kind';
import type { CommentThread } from './comment-thread';
import { waitsForAnswer } from './comment-thread';
import { isId, type MemberId } from './ids';
import { STAKEHOLDER_GROUPS, type StakeholderGroup } from './membership';

/** Which comments without an answer to show. */
export interface OwedFilter {
  /** Null: whoever owes them. */
  readonly owner: MemberId | null;
  /** "all": also those of groups to which no answer was promised. */
  readonly group: StakeholderGroup | 'all';
  readonly kind: CommentKind | null;
  readonly late: boolean;
}

/** As it stands in an address: what is left out or not known does not narrow the list. */
export function owedFilter(asked: URLSearchParams): OwedFilter {
  const [owner, group, kind] = [asked.get('owner'), asked.get('group'), asked.get('kind')];
  return {
    owner: isId<'member'>(owner) ? owner : null,
    group: [...STAKEHOLDER_GROUPS, 'all' as const].find((each) => each === group) ?? 'patient-carer',
    kind: isCommentKind(kind) ? kind : null,
    late: asked.get('late') === 'yes'
  };
}

/** Nobody has answered it, and it was neither withdrawn nor brought in with a Word file. */
export function isUnanswered({
  answer,
  withdrawnAt,
  brought
}: Pick<CommentThread, 'answer' | 'withdrawnAt' | 'brought'>): boolean {
  return answer === null && withdrawnAt === null && brought === null;
}

/** Those that the filter lets through: the most urgent first, then those that nobody promised an answer; otherwise as they stand. */
export function owedComments<Thread extends CommentThread>(
  threads: readonly Thread[],
  { owner, group, kind, late }: OwedFilter
): Thread[] {
  const urgency = ({ duty }: Thread): number => duty?.daysLeft ?? Number.MAX_SAFE_INTEGER;
  return threads
    .filter(isUnanswered)
    .filter(({ duty }) => owner === null || duty?.owner?.memberId === owner)
    .filter(({ by }) => group === 'all' || by.group === group)
    .filter((thread) => kind === null || thread.kind === kind)
    .filter(({ duty }) => !late || (duty !== null && duty.daysLeft < 0))
    .sort((a, b) => urgency(a) - urgency(b));
}

/** How many are owed an answer, and how many of these are late. */
export function countOwed(threads: readonly CommentThread[]): {
  readonly owed: number;
  readonly late: number;
} {
  const owed = threads.filter(waitsForAnswer);
  return { owed: owed.length, late: owed.filter(({ duty }) => duty !== null && duty.daysLeft < 0).length };
}
