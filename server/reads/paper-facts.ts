import { clauseName } from '#domain/clause-state';
import type { ClauseId } from '#domain/ids';
import type { PaperBallot, PaperFacts } from '#domain/paper/facts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { organisationsInFull } from '../db/organisations';
import { partnershipById } from '../db/partnerships';
import { ballotPage } from './ballot-page';
import { clauseMap, type ClauseMap } from './clause-map';
import { commentList, visibleSpecification } from './comment-thread';
import type { DecisionPage } from './decision-page';
import type { ReadContext } from './read-context';

/** All that the papers of a decision are made of, as its reader may see it. */
export async function paperFacts(
  context: ReadContext,
  decision: DecisionPage
): Promise<PaperFacts | Refusal> {
  const { specificationId } = decision.version;
  const specification = await visibleSpecification(context, specificationId);
  if (isRefusal(specification)) return specification;
  const map = await clauseMap(context, specificationId);
  if (isRefusal(map)) return map;
  const comments = await commentList(context, specificationId);
  if (isRefusal(comments)) return comments;
  const { db, now } = context.tools;
  const partnership = await partnershipById(db, specification.partnershipId);
  if (!partnership) return refuse('not-found');
  const { title, serviceNumber, partnershipId } = specification;
  return {
    partnership,
    organisations: await organisationsInFull(db, partnershipId, await now(db)),
    decision,
    version: { ...decision.version, hash: decision.versionHash },
    specification: { title, serviceNumber },
    clauses: map.states,
    kept: map.facts,
    clauseNames: namesOf(map),
    threads: comments.items,
    points: map.points,
    ballot: await ballotOf(context, decision)
  };
}

function namesOf({ states, gone }: ClauseMap): ReadonlyMap<ClauseId, string> {
  const present = states.flatMap((state) => (state.id ? ([[state.id, clauseName(state)]] as const) : []));
  return new Map([...gone.map(({ id, name }) => [id, name] as const), ...present]);
}

async function ballotOf(context: ReadContext, { ballot }: DecisionPage): Promise<PaperBallot | null> {
  const page = ballot && (await ballotPage(context, ballot.id));
  if (!page || isRefusal(page) || !page.result) return null;
  const { title, question, endsAt: closedAt, options, result } = page;
  const optionTitles = new Map(options.map((option) => [option.key, option.name]));
  return { title, question, closedAt, optionTitles, ...result };
}
