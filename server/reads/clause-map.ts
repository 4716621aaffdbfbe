import type { ClauseState } from '#domain/clause-state';
import { stateSentence } from '#domain/clause-words';
import type { SpecificationId } from '#domain/ids';
import { may } from '#domain/policy';
import { isRefusal, type Refusal } from '#domain/refusal';
import type { Topic } from '#protocol/topics';
import { clausesNow, type ClauseOverview } from './clause-overview';
import { visibleSpecification } from './comment-thread';
import type { ReadContext } from './read-context';

export interface ClauseMap extends ClauseOverview {
  readonly specification: { readonly id: SpecificationId; readonly title: string };
  readonly may: { readonly editFacts: boolean; readonly raise: boolean };
  readonly topics: readonly Topic[];
}

/** Every clause of the draft with its state, and what is kept of those that are gone. */
export async function clauseMap(context: ReadContext, id: string): Promise<ClauseMap | Refusal> {
  const specification = await visibleSpecification(context, id);
  if (isRefusal(specification)) return specification;
  const { states, facts, gone, points } = await clausesNow(context, specification);
  return {
    specification: { id: specification.id, title: specification.title },
    ...{ states, facts, gone, points },
    may: {
      editFacts: may(context.actor, 'edit-clause-facts', specification),
      raise: may(context.actor, 'raise-open-point', specification)
    },
    topics: [{ kind: 'specification', id: specification.id }]
  };
}

export interface ClauseList {
  readonly items: readonly (ClauseState & { readonly sentence: string })[];
  readonly gone: ClauseMap['gone'];
}

/** The same for scripts: each state with its sentence. */
export async function clauseList(context: ReadContext, id: string): Promise<ClauseList | Refusal> {
  const map = await clauseMap(context, id);
  if (isRefusal(map)) return map;
  return {
    items: map.states.map((state) => ({ ...state, sentence: stateSentence(state) })),
    gone: map.gone
  };
}
