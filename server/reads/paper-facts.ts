import { clauseName } from '#domain/clause-state';
import type { ClauseId } from '#domain/ids';
import type { PaperBallot, PaperFacts } from '#domain/paper/facts';
import { voiceMeter } from '#domain/voice-meter/meter';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { organisationsInFull } from '../db/organisations';
import { partnershipById } from '../db/partnerships';
import { ballotPage } from './ballot-page';
import { clausesNow, type ClausesNow } from './clause-overview';
import { visibleSpecification } from './comment-thread';
import type { DecisionPage } from './decision-page';
import { meterFacts } from './meter-facts';
import type { ReadContext } from './read-context';

/** All that the papers of a decision are made of, as its reader may see it. */
export async function paperFacts(
  context: ReadContext,
  decision: DecisionPage
): Promise<PaperFacts | Refusal> {
  const { specificationId } = decision.version;
  const specification = await visibleSpecification(context, specificationId);
  if (isRefusal(specification)) return specification;
  const { db, now } = context.tools;
  const clauses = await clausesNow(context, specification);
  const partnership = await partnershipById(db, specification.partnershipId);
  if (!partnership) return refuse('not-found');
  const { title, serviceNumber, partnershipId } = specification;
  return {
    partnership,
    organisations: await organisationsInFull(db, partnershipId, await now(db)),
    decision,
    version: { ...decision.version, hash: decision.versionHash },
    specification: { title, serviceNumber },
    clauses: clauses.states,
    kept: clauses.facts,
    clauseNames: namesOf(clauses),
    threads: clauses.threads,
    points: clauses.points,
    ballot: await ballotOf(context, decision),
    meter: voiceMeter(await meterFacts(context, specification, decision.id))
  };
}

function namesOf({ states, gone }: ClausesNow): ReadonlyMap<ClauseId, string> {
  const present = states.flatMap((state) => (state.id ? ([[state.id, clauseName(state)]] as const) : []));
  return new Map([...gone.map(({ id, name }) => [id, name] as const), ...present]);
}

async function ballotOf(context: ReadContext, { ballot }: DecisionPage): Promise<PaperBallot | null> {
  const page = ballot && (await ballotPage(context, ballot.id));
  if (!page || isRefusal(page) || !page.result) return null;
  const { title, question, endsAt: closedAt, options, result, assisted } = page;
  const optionTitles = new Map(options.map((option) => [option.key, option.name]));
  return { title, question, closedAt, optionTitles, ...result, assisted: assisted?.words ?? null };
}
