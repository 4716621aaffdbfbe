import { GROUP_NAMES } from './membership';
import { formatDate } from './dates';
import { REMOVAL_REASONS } from './moderation';
import { countOf, joinWords } from './words';
import type { RegisterContents, RegisterEvent, RegisterKind, RegisterPerson } from './register-entry';

/** What each kind is called on the register page and in its filter. */
export const REGISTER_KIND_NAMES: Record<RegisterKind, string> = {
  'partnership-created': 'Partnership started',
  'specification-created': 'Specification started',
  'specification-imported': 'Specification imported',
  'word-file-merged': 'Word file merged',
  'version-frozen': 'Version frozen',
  'version-restored': 'Version brought back',
  'comment-answered': 'Comment answered',
  'answer-published': 'Answer published',
  'answer-unpublished': 'Answer taken from the public page',
  'comment-not-let-through': 'Not let through',
  'comment-removed': 'Contribution removed',
  'removal-looked-at': 'Second look at a removal',
  'answer-duty-changed': 'Answer handed over',
  'responsibility-changed': 'Responsibility changed',
  'owner-left-open': 'Owner left open',
  'open-point-resolved': 'Question resolved',
  'summary-confirmed': 'Plain summary confirmed',
  'easy-read-reviewed': 'Easy read checked',
  'invitation-made': 'Invitation made',
  'invitation-withdrawn': 'Invitation withdrawn',
  'guest-access-ended': 'Guest’s access ended',
  'guest-link-handed-over': 'Guest’s link handed over',
  'consultation-opened': 'Consultation opened',
  'consultation-ended': 'Consultation ended early',
  'ballot-opened': 'Ballot opened',
  'ballot-closed': 'Ballot closed',
  'decision-proposed': 'Decision proposed',
  'decision-signed': 'Decision signed',
  'decision-refused': 'Decision refused',
  'decision-agreed': 'Decision agreed'
};

export function isRegisterKind(kind: string): kind is RegisterKind {
  return Object.hasOwn(REGISTER_KIND_NAMES, kind);
}

/** What is said of an entry whose content was erased. */
export const ERASED_SENTENCE =
  'The details of this entry were erased. That it was made, and when, still stands.';

/** One plain sentence for the register page. */
export function registerSentence(event: RegisterEvent): string {
  if (isAboutInvitation(event)) return invitationSentence(event);
  switch (event.kind) {
    case 'partnership-created':
    case 'specification-created':
    case 'specification-imported':
    case 'word-file-merged':
    case 'version-frozen':
    case 'version-restored':
      return textSentence(event);
    case 'comment-answered':
    case 'answer-duty-changed':
    case 'answer-published':
    case 'answer-unpublished':
    case 'comment-not-let-through':
    case 'comment-removed':
    case 'removal-looked-at':
      return commentSentence(event);
    case 'responsibility-changed':
    case 'owner-left-open':
    case 'open-point-resolved':
    case 'summary-confirmed':
    case 'easy-read-reviewed':
      return clauseSentence(event);
    case 'consultation-opened':
    case 'consultation-ended':
      return consultationSentence(event);
    case 'ballot-opened':
    case 'ballot-closed':
      return ballotSentence(event);
    case 'decision-proposed':
    case 'decision-signed':
    case 'decision-refused':
    case 'decision-agreed':
      return decisionSentence(event);
  }
}

type EventOf<Kind extends RegisterKind> = Extract<RegisterEvent, { kind: Kind }>;
type DecisionKind = 'decision-proposed' | 'decision-signed' | 'decision-refused' | 'decision-agreed';
const INVITATION_KINDS = [
  'invitation-made',
  'invitation-withdrawn',
  'guest-access-ended',
  'guest-link-handed-over'
] as const satisfies readonly RegisterKind[];
type InvitationKind = (typeof INVITATION_KINDS)[number];

/** It is about an invitation, or a guest who came by one. */
export function isAboutInvitation(event: RegisterEvent): event is EventOf<InvitationKind> {
  return INVITATION_KINDS.some((kind) => kind === event.kind);
}

type VersionKind = 'version-frozen' | 'version-restored';
type BeginningKind =
  'partnership-created' | 'specification-created' | 'specification-imported' | 'word-file-merged';

function textSentence(event: EventOf<BeginningKind | VersionKind>): string {
  const by = who(event.content.by);
  switch (event.kind) {
    case 'partnership-created':
      return `${by} started the partnership “${event.content.name}” for ${event.content.localityName}.`;
    case 'specification-created':
      return `${by} started the specification “${event.content.title}”.`;
    case 'specification-imported':
      return `${by} imported “${event.content.title}” from the Word file “${event.content.fileName}”.`;
    case 'word-file-merged':
      return `${by} brought changes from the Word file “${event.content.fileName}” into “${event.content.title}”: ${mergedWords(event.content)}.`;
    case 'version-frozen':
    case 'version-restored':
      return versionSentence(event);
  }
}

function versionSentence(event: EventOf<VersionKind>): string {
  const { by, title } = event.content;
  return event.kind === 'version-frozen'
    ? `${who(by)} froze version ${event.content.number} of “${title}”${named(event.content.label)}.`
    : `${who(by)} brought ${restored(event.content)} back into the draft of “${title}”.`;
}

function summarySentence(event: EventOf<SummaryKind>): string {
  const { by, clause, title } = event.content;
  return event.kind === 'summary-confirmed'
    ? `${who(by)} confirmed the plain summary of “${clause}” in “${title}”.`
    : `${event.content.reviewer} checked the plain summary of “${clause}” in “${title}” as easy read; recorded by ${who(by)}.`;
}

function consultationSentence(event: EventOf<'consultation-opened' | 'consultation-ended'>): string {
  const { by, title } = event.content;
  return event.kind === 'consultation-opened'
    ? `${who(by)} opened a consultation on “${title}”, until ${formatDate(event.content.lastDay)}: “${event.content.question}”`
    : `${who(by)} ended the consultation on “${title}” early: “${event.content.reason}”`;
}

const PUBLISHED_IN = { own: 'in its own words', short: 'in a shorter form', none: 'without its words' };

type AnswerKind = 'comment-answered' | 'answer-duty-changed' | 'answer-published' | 'answer-unpublished';

function commentSentence(event: EventOf<AnswerKind | ModerationKind>): string {
  const { by, title } = event.content;
  switch (event.kind) {
    case 'comment-answered':
      return `${who(by)} answered a comment on “${title}”: ${ANSWERS[event.content.outcome]}.`;
    case 'answer-duty-changed':
      return `${who(by)} said that ${event.content.owner} answers a comment on “${title}” by ${formatDate(event.content.dueOn)}.`;
    case 'answer-published':
      return `${who(by)} published a comment on “${title}” with its answer, ${PUBLISHED_IN[event.content.words]}.`;
    case 'answer-unpublished':
      return `${who(by)} took a comment on “${title}” and its answer from the public page.`;
    case 'comment-not-let-through':
    case 'comment-removed':
    case 'removal-looked-at':
      return moderationSentence(event);
  }
}

type ModerationKind = 'comment-not-let-through' | 'comment-removed' | 'removal-looked-at';

function moderationSentence(event: EventOf<ModerationKind>): string {
  const { by, title } = event.content;
  switch (event.kind) {
    case 'comment-not-let-through':
      return `${who(by)} did not let something through on “${title}”: “${event.content.reason}”`;
    case 'comment-removed':
      return `${who(by)} removed something from “${title}” because ${REMOVAL_REASONS[event.content.removal].because}.`;
    case 'removal-looked-at': {
      const became = event.content.outcome === 'back' ? 'brought it back' : 'left it removed';
      return `${who(by)} looked again at something that was removed from “${title}”, and ${became}.`;
    }
  }
}

type SummaryKind = 'summary-confirmed' | 'easy-read-reviewed';
type ClauseKind = SummaryKind | 'responsibility-changed' | 'owner-left-open' | 'open-point-resolved';

/** Of what is kept about a clause. */
function clauseSentence(event: EventOf<ClauseKind>): string {
  if (event.kind === 'summary-confirmed' || event.kind === 'easy-read-reviewed')
    return summarySentence(event);
  if (event.kind === 'open-point-resolved')
    return `${who(event.content.by)} resolved ${POINTS[event.content.pointKind]} on “${event.content.title}”: “${event.content.resolution}”`;
  if (event.kind === 'responsibility-changed') return responsibilityChanged(event.content);
  return `${who(event.content.by)} said that the owner of ${clauseOf(event.content)} ${event.content.open ? 'is still to be found' : 'is that of the clause above'}.`;
}

function ballotSentence(event: EventOf<'ballot-opened' | 'ballot-closed'>): string {
  if (event.kind === 'ballot-closed') return ballotClosed(event.content);
  const { by, title, voters, assisted = 0 } = event.content;
  const onPaper = assisted > 0 ? `, ${assisted} of them on paper or by telephone` : '';
  return `${who(by)} opened the ballot “${title}” to ${countOf(voters, 'voter')}${onPaper}.`;
}

function decisionSentence(event: EventOf<DecisionKind>): string {
  switch (event.kind) {
    case 'decision-proposed':
      return `${who(event.content.by)} put decision ${about(event.content)} to the boards; ${countOf(event.content.organisationsNeeded, 'organisation')} must sign.`;
    case 'decision-signed':
      return `${who(event.content.by)} signed decision ${about(event.content)}.`;
    case 'decision-refused':
      return `${who(event.content.by)} refused to sign decision ${about(event.content)}: “${event.content.reason}”`;
    case 'decision-agreed':
      return `Decision ${about(event.content)} was agreed by ${joinWords(event.content.organisations)}.`;
  }
}

function invitationSentence(event: EventOf<InvitationKind>): string {
  switch (event.kind) {
    case 'invitation-made':
      return `${who(event.content.by)} made an invitation for ${countOf(event.content.most, 'guest')} (${GROUP_NAMES[event.content.group]}): “${event.content.purpose}”`;
    case 'invitation-withdrawn':
      return `${who(event.content.by)} withdrew the invitation “${event.content.purpose}”; ${countOf(event.content.used, 'guest')} had come by it.`;
    case 'guest-access-ended':
      return `${who(event.content.by)} ended the access of ${guestOf(event.content)}.`;
    case 'guest-link-handed-over':
      return `${who(event.content.by)} made a new private link to hand over to ${guestOf(event.content)}.`;
  }
}

function guestOf(content: RegisterContents['guest-access-ended']): string {
  return 'purpose' in content ? `a guest of the invitation “${content.purpose}”` : 'a guest without a name';
}

const ANSWERS: Record<RegisterContents['comment-answered']['outcome'], string> = {
  changed: 'the text was changed',
  partly: 'the text was changed in part',
  'not-changed': 'the text was not changed',
  'passed-on': 'it was passed on'
};

const POINTS: Record<RegisterContents['open-point-resolved']['pointKind'], string> = {
  contradiction: 'a contradiction',
  question: 'an open question'
};

function responsibilityChanged(content: RegisterContents['responsibility-changed']): string {
  const { by, organisation, responsibility, change } = content;
  return change === 'given'
    ? `${who(by)} named ${organisation} as ${responsibility} for ${clauseOf(content)}.`
    : `${who(by)} took ${organisation} off as ${responsibility} for ${clauseOf(content)}.`;
}

function clauseOf({ clause, title }: { clause: string; title: string }): string {
  return `“${clause}” of “${title}”`;
}

function restored({ number, clause }: RegisterContents['version-restored']): string {
  return clause === '' ? `version ${number}` : `“${clause}” of version ${number}`;
}

/** "2 clauses changed, 1 added and 3 comments"; of what was merged, for a sentence. */
export function mergedWords(
  counts: Pick<RegisterContents['word-file-merged'], 'changed' | 'added' | 'removed' | 'moved' | 'comments'>
): string {
  const verbs = ['changed', 'added', 'removed', 'moved'] as const;
  const some = verbs.filter((verb) => counts[verb] > 0);
  const clauses = some.map(
    (verb, index) => `${index === 0 ? countOf(counts[verb], 'clause') : counts[verb]} ${verb}`
  );
  const comments = counts.comments > 0 ? [countOf(counts.comments, 'comment')] : [];
  return joinWords([...clauses, ...comments]) || 'nothing';
}

function ballotClosed(closed: RegisterContents['ballot-closed']): string {
  const { by, title, votes, voters } = closed;
  const turnout = `${votes} of ${countOf(voters, 'voter')} voted${enteredVotes(closed)}`;
  return by
    ? `${who(by)} closed the ballot “${title}”: ${turnout}.`
    : `The ballot “${title}” closed at its set time: ${turnout}.`;
}

function enteredVotes({ enteredBy = [], entered }: RegisterContents['ballot-closed']): string {
  if (enteredBy.length === 0) return '';
  const helpers = joinWords(enteredBy.map(who));
  if (entered === undefined) return `; votes given on paper or by telephone were entered by ${helpers}`;
  return `; ${countOf(entered, 'vote')} given on paper or by telephone ${entered === 1 ? 'was' : 'were'} entered by ${helpers}`;
}

function about({ reference, title }: { reference: string; title: string }): string {
  return `${reference}, “${title}”`;
}

function who({ name, organisation }: RegisterPerson): string {
  return `${name} (${organisation})`;
}

function named(label: string): string {
  return label === '' ? '' : `, “${label}”`;
}
