import { STAKEHOLDER_GROUPS, type StakeholderGroup } from '#domain/membership';
import type { DecisionId } from '#domain/ids';
import { endOf as overAt, isOpen } from '#domain/consultation';
import type {
  MeterBallot,
  MeterDecision,
  MeterExperience,
  MeterFacts,
  PlainPapers,
  Stage
} from '#domain/voice-meter/facts';
import { endOf } from '#domain/voice-meter/people-measures';
import { clauseHash, clauseTexts } from '#schema/clause-text';
import type { DocumentJson } from '#schema/document-json';
import { hasWords } from '#schema/written-words';
import { optionsOf as optionsOfBallot, rollOf, type BallotRow } from '../db/ballots';
import { consultationsOn } from '../db/consultations';
import type { Database } from '../db/database';
import { frozenVersion, hashOfText } from '../db/decision-evidence';
import { decisionsOnVersions, optionsOf, type DecisionRow } from '../db/decisions';
import { experienceOf } from '../db/experience';
import { ballotsAbout, confirmedClauses, dayOf, meterComments, meterMembers } from '../db/meter-rows';
import { versionsOf, type SpecificationRow } from '../db/specifications';
import { wordsByKey } from '../documents/authored-words';
import { jsonFromDoc } from '../documents/document-bytes';
import { documentOf } from '../documents/frozen-text';
import { sha256 } from '../sha256';
import { authoredText } from './authored-text';
import { ballotResult } from './ballot-result';
import type { ReadContext } from './read-context';

/** Who calls has asked whether the specification may be seen. `about`: the decision to look at, otherwise the newest on this text. */
export async function meterFacts(
  context: ReadContext,
  specification: SpecificationRow,
  about?: DecisionId
): Promise<MeterFacts> {
  const { db, now } = context.tools;
  const time = await now(db);
  const decisions = await decisionsOn(db, specification);
  const decision = about ? decisions.find(({ id }) => id === about) : decisions.at(-1);
  const ballots = await ballotsAbout(db, specification.id);
  const closed = await closedBallots(db, ballots);
  const { ydoc, runs } = await authoredText(context, specification);
  return {
    now: time,
    comments: await meterComments(db, specification.id),
    words: groupsOnly(wordsByKey(runs)),
    members: await meterMembers(db, specification.partnershipId),
    decision: decision ? await decisionOf(db, decision) : null,
    ballot: ballotFor(decision, closed),
    ballots: closed.map(({ ballot }) => ballot),
    optionsFixed: optionsFixed(ballots, decisions),
    experience: await experience(db, specification, { decision, time }),
    papers: await papers(db, specification, { decision, draft: () => jsonFromDoc(ydoc) }),
    stages: await stages(db, specification, { ballots, decisions, time })
  };
}

/** Oldest first. */
async function decisionsOn(db: Database, { id }: SpecificationRow): Promise<DecisionRow[]> {
  const versions = await versionsOf(db, id);
  return decisionsOnVersions(
    db,
    versions.map((version) => version.id)
  );
}

async function decisionOf(db: Database, row: DecisionRow): Promise<MeterDecision> {
  const options = await optionsOf(db, row.id);
  return {
    reference: row.reference,
    proposedOn: dayOf(row.proposedAt),
    settledOn: row.settledAt && dayOf(row.settledAt),
    reasons: [row.reasons, ...options.map(({ reason }) => reason)]
  };
}

interface ClosedBallot {
  readonly row: BallotRow;
  readonly ballot: MeterBallot;
}

/** In order of their end. */
async function closedBallots(db: Database, rows: readonly BallotRow[]): Promise<ClosedBallot[]> {
  const closed = rows
    .flatMap((row) => (row.closedAt ? [{ row, closedAt: row.closedAt }] : []))
    .sort((a, b) => a.closedAt.getTime() - b.closedAt.getTime());
  return Promise.all(
    closed.map(async ({ row, closedAt }) => {
      const options = await optionsOfBallot(db, row.id);
      const { tally, turnout } = await ballotResult(db, row.id, await rollOf(db, row.id));
      const ours = turnout.find(({ group }) => group === 'patient-carer');
      return {
        row,
        ballot: {
          title: row.title,
          openedOn: dayOf(row.openedAt),
          closedOn: dayOf(closedAt),
          optionNames: new Map(options.map(({ key, name }) => [key, name])),
          tally,
          patients: { voters: ours?.voters ?? 0, voted: ours ? ours.voted : 0 }
        }
      };
    })
  );
}

/** The one that the decision rests on; without a decision the last that closed. */
function ballotFor(decision: DecisionRow | undefined, closed: readonly ClosedBallot[]): MeterBallot | null {
  const wanted = decision ? closed.find(({ row }) => row.id === decision.ballotId) : closed.at(-1);
  return (wanted ?? closed.at(-1))?.ballot ?? null;
}

function optionsFixed(
  ballots: readonly BallotRow[],
  decisions: readonly DecisionRow[]
): MeterFacts['optionsFixed'] {
  const fixed = [
    ...ballots.map(({ openedAt, title }) => ({ at: openedAt, what: `the ballot “${title}” opened` })),
    ...decisions.map(({ proposedAt, reference }) => ({
      at: proposedAt,
      what: `decision ${reference} was put to the boards`
    }))
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  const [first] = fixed;
  return first ? { day: dayOf(first.at), what: first.what } : null;
}

interface Published {
  readonly decision: DecisionRow | undefined;
  readonly draft: () => DocumentJson;
}

/** The full text is published when a decision on it is put to the boards; before that, when people are consulted on it. */
async function papers(
  db: Database,
  { id, ownTerms }: SpecificationRow,
  { decision, draft }: Published
): Promise<PlainPapers | null> {
  const opened = (await consultationsOn(db, id)).at(-1);
  const [what, at] = decision
    ? [`the text for decision ${decision.reference}`, decision.proposedAt]
    : [`the text that people were consulted on`, opened?.openedAt];
  const text = decision ? await textOf(db, decision) : draft();
  if (!at || !text) return null;
  const day = dayOf(at);
  const confirmed = await confirmedClauses(db, id, endOf(day));
  const clauses = clauseTexts(text).filter((clause) => hasWords(clause, ownTerms));
  const inPlainWords = clauses.filter((clause) => confirmed.has(clauseHash(clause, sha256))).length;
  return { what, day, clauses: clauses.length, inPlainWords };
}

/** Of the newest consultation that is over; with a decision, of those that opened before it was put to the boards. */
async function experience(
  db: Database,
  { id }: SpecificationRow,
  { decision, time }: { readonly decision: DecisionRow | undefined; readonly time: Date }
): Promise<MeterExperience | null> {
  const consultations = await consultationsOn(db, id);
  const over = consultations.find(
    (each) => !isOpen(each, time) && (!decision || each.openedAt < decision.proposedAt)
  );
  if (!over) return null;
  const closedOn = over.endedEarly ? dayOf(over.endedEarly.at) : over.lastDay;
  return { over: overAt(over), closedOn, said: await experienceOf(db, over.id) };
}

/** Null when it no longer has the fingerprint that it was frozen with: then nothing can be said of it. */
async function textOf(db: Database, { versionId }: DecisionRow): Promise<DocumentJson | null> {
  const version = await frozenVersion(db, versionId);
  return version && hashOfText(version.canonical) === version.hash ? documentOf(version) : null;
}

async function stages(
  db: Database,
  { id }: SpecificationRow,
  around: {
    readonly ballots: readonly BallotRow[];
    readonly decisions: readonly DecisionRow[];
    readonly time: Date;
  }
): Promise<Stage[]> {
  const consultations = await consultationsOn(db, id);
  const moments: { readonly at: Date | null; readonly what: string }[] = [
    ...consultations.flatMap((each) => [
      { at: each.openedAt, what: 'a consultation opened' },
      {
        at: isOpen(each, around.time) ? null : (each.endedEarly?.at ?? each.endsAt),
        what: 'a consultation was over'
      }
    ]),
    ...around.ballots.flatMap(({ title, openedAt, closedAt }) => [
      { at: openedAt, what: `the ballot “${title}” opened` },
      { at: closedAt, what: `the ballot “${title}” closed` }
    ]),
    ...around.decisions.flatMap(({ reference, proposedAt, settledAt }) => [
      { at: proposedAt, what: `decision ${reference} was put to the boards` },
      { at: settledAt, what: `decision ${reference} was settled` }
    ])
  ];
  return moments
    .flatMap(({ at, what }) => (at ? [{ at, what }] : []))
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, what }) => ({ day: dayOf(at), what }));
}

function groupsOnly(words: ReadonlyMap<string, number>): Map<StakeholderGroup, number> {
  return new Map(STAKEHOLDER_GROUPS.map((group) => [group, words.get(group) ?? 0]));
}
