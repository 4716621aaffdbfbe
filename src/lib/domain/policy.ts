import type { PartnershipId } from './ids';
import { membershipIn, type Actor, type Role } from './membership';
import { refuse, type Refusal } from './refusal';

/**
 * Everything a member can be allowed to do, and the roles that allow it. This table is the whole of
 * authorisation: a capability or a role that does not stand here means no.
 * `docs/permissions.md` is generated from it.
 */
export const CAPABILITIES = {
  'read-partnership': { does: 'See the partnership, its people and what was decided', roles: everyone() },
  'read-specification': { does: 'Read specifications, their comments and versions', roles: everyone() },
  'create-specification': { does: 'Start a specification or import a Word file', roles: ['lead', 'editor'] },
  'manage-templates': {
    does: 'Make a template of a specification, and take it away',
    roles: ['lead', 'editor']
  },
  'edit-specification': { does: 'Change the draft text and its plain summaries', roles: ['lead', 'editor'] },
  'confirm-summary': {
    does: 'Confirm that a plain summary says what its clause says',
    roles: ['lead', 'editor']
  },
  'review-easy-read': {
    does: 'Record who has checked a plain summary as easy read',
    roles: ['lead', 'editor', 'facilitator']
  },
  'edit-glossary': { does: 'Add, change and remove words of the glossary', roles: ['lead', 'editor'] },
  'freeze-version': { does: 'Freeze a numbered version', roles: ['lead', 'editor', 'secretary'] },
  'close-text': {
    does: 'Close the draft text for editing, and open it again',
    roles: ['lead', 'secretary']
  },
  comment: {
    does: 'Comment on a passage, suggest other words for it, and reply',
    roles: ['lead', 'editor', 'contributor', 'facilitator', 'secretary', 'board-member']
  },
  'enter-for-others': {
    does: 'Enter what somebody without an account said on paper, by telephone or in person, and hand them a slip',
    roles: ['lead', 'editor', 'facilitator']
  },
  'end-slips': {
    does: 'End the private link of a slip that somebody else handed out',
    roles: ['lead']
  },
  'answer-comment': { does: 'Give the answer a comment is owed', roles: ['lead', 'editor', 'secretary'] },
  'review-comments': {
    does: 'Let through what is held, and remove what breaks the rules',
    roles: ['lead', 'facilitator']
  },
  'raise-concern': {
    does: 'Say that something may be a safeguarding or complaint matter',
    roles: everyone()
  },
  'see-concerns': {
    does: 'See the restricted queue of safeguarding and complaint matters, and settle them',
    roles: ['lead', 'facilitator']
  },
  'keep-local-contacts': { does: 'Enter whom to tell of such a matter locally', roles: ['lead'] },
  'edit-clause-facts': {
    does: 'Say who answers for a clause, and keep its evidence, measures and budget lines',
    roles: ['lead', 'editor']
  },
  'raise-open-point': {
    does: 'Raise a question or a contradiction, and resolve those they own',
    roles: ['lead', 'editor', 'contributor', 'facilitator', 'secretary', 'board-member']
  },
  'resolve-any-open-point': {
    does: 'Resolve a question or a contradiction that somebody else owns',
    roles: ['lead', 'editor']
  },
  'run-consultation': {
    does: 'Open a consultation on a specification, and end it early',
    roles: ['lead', 'facilitator', 'secretary']
  },
  'answer-experience': {
    does: 'Say without their name what taking part in a consultation is like',
    roles: ['lead', 'editor', 'contributor', 'facilitator', 'secretary', 'board-member']
  },
  'open-ballot': { does: 'Open a ballot', roles: ['lead', 'facilitator', 'secretary'] },
  'close-ballot': { does: 'Close a ballot', roles: ['lead', 'facilitator', 'secretary'] },
  'enter-votes': {
    does: 'Enter votes given on paper, by telephone or in person, for people on a ballot’s roll without an account',
    roles: ['lead', 'facilitator', 'secretary']
  },
  vote: {
    does: 'Vote in a ballot whose electoral roll names them',
    roles: ['lead', 'editor', 'contributor', 'facilitator', 'secretary', 'board-member']
  },
  'read-ballot': { does: 'See ballots, and their results once closed', roles: everyone() },
  'propose-decision': { does: 'Put a decision to the boards', roles: ['lead', 'secretary'] },
  'read-decision': { does: 'See decisions and their signatures', roles: everyone() },
  'sign-decision': { does: 'Sign a decision for their organisation, or refuse', roles: ['board-member'] },
  'invite-guests': {
    does: 'Make and withdraw invitation links',
    roles: ['lead', 'facilitator']
  },
  'end-guest-access': { does: 'End the access of a guest who came by an invitation', roles: ['lead'] },
  'hand-over-link': {
    does: 'Make a private link for a guest who lost theirs, to hand over',
    roles: ['lead']
  },
  'state-access-needs': { does: 'Say what they need to take part', roles: everyone() },
  'see-access-needs': {
    does: 'See what members need to take part',
    roles: ['lead', 'facilitator']
  },
  'own-notices': {
    does: 'See what they are told of, mark it read, and choose what comes by e-mail',
    roles: everyone()
  },
  'own-receipts': {
    does: 'See everything they said and what became of it, and make a private link to it',
    roles: everyone()
  },
  'publish-answers': {
    does: 'Publish comments with their answers on the page “You said, we did”, and take them away',
    roles: ['lead', 'facilitator']
  },
  'read-register': { does: 'Read the register', roles: everyone() }
} as const satisfies Record<string, { does: string; roles: readonly Role[] }>;

export type Capability = keyof typeof CAPABILITIES;

/** What the question is about. Every object of the product belongs to one partnership. */
export interface Subject {
  readonly partnershipId: PartnershipId;
}

function everyone(): readonly Role[] {
  return ['lead', 'editor', 'contributor', 'facilitator', 'secretary', 'board-member', 'observer'];
}

/** True, or the refusal with a reason a person can read. Someone outside the partnership learns nothing. */
export function can(actor: Actor, capability: Capability, subject: Subject): true | Refusal {
  if (actor.kind === 'nobody') return refuse('signed-out');
  const membership = membershipIn(actor, subject.partnershipId);
  if (!membership) return refuse('not-found');
  const allowed: readonly Role[] | undefined = CAPABILITIES[capability]?.roles;
  if (allowed?.some((role) => membership.roles.includes(role))) return true;
  return refuse('not-allowed');
}

/** The same question as a yes or no, for what a page offers. */
export function may(actor: Actor, capability: Capability, subject: Subject): boolean {
  return can(actor, capability, subject) === true;
}
