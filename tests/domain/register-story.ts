import { fromHex } from '#domain/bytes';
import type {
  BallotId,
  ClauseId,
  ConsultationId,
  CommentId,
  DecisionId,
  InvitationId,
  MemberId,
  OpenPointId,
  PartnershipId,
  SpecificationId,
  VersionId
} from '#domain/ids';
import type { StoredEntry } from '#domain/register-check';
import type { RegisterContents, RegisterEvent } from '#domain/register-entry';
import { readVectors } from './sha256';

interface EntryVector {
  kind: string;
  at: string;
  salt: string;
  content: unknown;
  contentHash: string;
  canonical: string;
  leafHash: string;
  chainHash: string;
}

const vectors = readVectors<{ register: string; entries: EntryVector[]; head: string; root: string }>(
  'register-entries'
);

/** The seven entries of the vectors, worked out outside this code base. */
export const register = {
  id: vectors.register as PartnershipId,
  head: vectors.head,
  root: vectors.root,
  entries: vectors.entries.map((entry) => ({
    ...entry,
    event: { kind: entry.kind, content: entry.content } as RegisterEvent
  }))
};

/** The vectors as rows of the database, fresh at each call so that a test may damage them. */
export function storedEntries(): StoredEntry[] {
  return vectors.entries.map((entry, sequence) => ({
    sequence,
    kind: entry.kind,
    recordedAt: new Date(entry.at),
    canonical: new TextEncoder().encode(entry.canonical),
    leafHash: fromHex(entry.leafHash),
    chainHash: fromHex(entry.chainHash),
    details: { salt: fromHex(entry.salt), content: structuredClone(entry.content) }
  }));
}

/** One event of each kind. */
export function eventsOfEachKind(): RegisterEvent[] {
  return [
    ...eventsOnText(),
    ...eventsOnClauses(),
    ...eventsOnInvitations(),
    ...eventsOnVotes(),
    ...eventsOnDecisions()
  ];
}

const by = { memberId: 'm1' as MemberId, name: 'Helen Marsh', organisation: 'Wenmoor Vale Council' };
const hash = 'a'.repeat(64);

function eventsOnText(): RegisterEvent[] {
  const about = { specificationId: 's1' as SpecificationId, title: 'Falls', by };
  const place = {
    partnershipId: vectors.register as PartnershipId,
    name: 'Wenmoor',
    localityName: 'Wenmoor Vale'
  };
  const version = { versionId: 'v1' as VersionId, number: 7, label: '0.7', hash };
  const answer = {
    commentId: 'c1' as CommentId,
    outcome: 'partly',
    answer: 'Weekend visits were added.'
  } as const;
  const summary = { clauseId: 'scope-aims' as ClauseId, clause: '3.1 Aims', summaryHash: hash };
  return [
    { kind: 'summary-confirmed', content: { ...about, ...summary, clauseHash: hash } },
    { kind: 'easy-read-reviewed', content: { ...about, ...summary, reviewer: 'Sheila Brand' } },
    { kind: 'partnership-created', content: { ...place, by } },
    { kind: 'specification-created', content: about },
    { kind: 'specification-imported', content: { ...about, fileName: 'falls.docx', fileHash: hash } },
    {
      kind: 'word-file-merged',
      content: {
        ...about,
        fileName: 'falls.docx',
        fileHash: hash,
        changed: 2,
        added: 1,
        removed: 0,
        moved: 1,
        comments: 3
      }
    },
    { kind: 'version-frozen', content: { ...about, ...version } },
    {
      kind: 'version-restored',
      content: { ...about, versionId: version.versionId, number: 7, clause: '', hash }
    },
    { kind: 'comment-answered', content: { ...about, ...answer } },
    { kind: 'answer-published', content: { ...about, commentId: answer.commentId, words: 'short' } },
    { kind: 'answer-unpublished', content: { ...about, commentId: answer.commentId } },
    { kind: 'comment-not-let-through', content: { ...about, reason: 'It names a neighbour.' } },
    { kind: 'comment-removed', content: { ...about, removal: 'insult' } },
    { kind: 'removal-looked-at', content: { ...about, removal: 'insult', outcome: 'back' } },
    {
      kind: 'answer-duty-changed',
      content: { ...about, commentId: answer.commentId, owner: 'Priya Nair', dueOn: '2026-12-08' }
    }
  ];
}

function eventsOnClauses(): RegisterEvent[] {
  const about = { specificationId: 's1' as SpecificationId, title: 'Falls', by };
  const clause = { ...about, clauseId: 'scope' as ClauseId, clause: '3 Scope' };
  const named = { organisation: 'Wenmoor Vale Council', responsibility: 'accountable' } as const;
  const point = {
    openPointId: 'p1' as OpenPointId,
    pointKind: 'contradiction',
    words: 'Two working days or five?',
    resolution: 'Two, as the text says.'
  } as const;
  return [
    { kind: 'responsibility-changed', content: { ...clause, ...named, change: 'given' } },
    { kind: 'owner-left-open', content: { ...clause, open: true } },
    { kind: 'open-point-resolved', content: { ...about, ...point } },
    ...eventsOnConsultations(about)
  ];
}

function eventsOnConsultations(
  about: Pick<RegisterContents['consultation-ended'], 'specificationId' | 'title' | 'by'>
): RegisterEvent[] {
  const consultationId = 'k1' as ConsultationId;
  const promise = {
    level: 'consulted',
    question: 'What is missing?',
    decider: 'The committee.',
    lastDay: '2027-01-15'
  } as const;
  return [
    { kind: 'consultation-opened', content: { ...about, consultationId, ...promise } },
    { kind: 'consultation-ended', content: { ...about, consultationId, reason: 'The money is gone.' } }
  ];
}

function eventsOnInvitations(): RegisterEvent[] {
  const invitationId = 'i1' as InvitationId;
  const about = { invitationId, purpose: 'Tell us what matters.', group: 'patient-carer', by } as const;
  const expiresAt = '2026-12-08T23:59:00.000Z';
  return [
    { kind: 'invitation-made', content: { ...about, most: 20, expiresAt } },
    { kind: 'invitation-withdrawn', content: { ...about, used: 3 } },
    { kind: 'guest-access-ended', content: about },
    { kind: 'guest-link-handed-over', content: about }
  ];
}

function eventsOnVotes(): RegisterEvent[] {
  const about = { ballotId: 'b1' as BallotId, title: 'Priorities' };
  const frozen = {
    question: 'In which order?',
    method: 'borda',
    options: [{ key: 'P1', name: 'Response' }]
  } as const;
  const closesAt = '2026-11-24T17:00:00.000Z';
  return [
    { kind: 'ballot-opened', content: { ...about, ...frozen, voters: 27, closesAt, by } },
    { kind: 'ballot-closed', content: { ...about, votes: 25, voters: 27, resultHash: hash, by: null } }
  ];
}

function eventsOnDecisions(): RegisterEvent[] {
  const named = { decisionId: 'd1' as DecisionId, reference: 'JCC-2027-004', title: 'Falls' };
  const about = { ...named, decisionHash: hash, versionHash: hash };
  const organisations = ['Wenmoor Vale Council', 'NHS Fenwold and Coast Integrated Care Board'];
  return [
    { kind: 'decision-proposed', content: { ...about, organisationsNeeded: 2, by } },
    { kind: 'decision-signed', content: { ...about, by } },
    { kind: 'decision-refused', content: { ...about, reason: 'Not costed', by } },
    { kind: 'decision-agreed', content: { ...about, organisations } }
  ];
}
