import type { BallotId, DecisionId, PartnershipId, SpecificationId } from '#domain/ids';
import { isId } from '#domain/ids';

/**
 * What an announcement is about. An announcement says only *that* something changed; whoever watches asks for
 * the page again, so readers pass one permission filter.
 */
export type Topic =
  | { readonly kind: 'partnership'; readonly id: PartnershipId }
  | { readonly kind: 'specification'; readonly id: SpecificationId }
  | { readonly kind: 'ballot'; readonly id: BallotId }
  | { readonly kind: 'decision'; readonly id: DecisionId };

export const TOPIC_KINDS = ['partnership', 'specification', 'ballot', 'decision'] as const;

/** The topic as one word on the wire, e.g. "ballot/0b6c…". */
export function topicName(topic: Topic): string {
  return `${topic.kind}/${topic.id}`;
}

/** Undefined when the word is not a topic's canonical form. */
export function parseTopic(name: unknown): Topic | undefined {
  if (typeof name !== 'string') return undefined;
  const [kind, id, ...rest] = name.split('/');
  const known = TOPIC_KINDS.find((each) => each === kind);
  if (!known || rest.length > 0 || !isId(id)) return undefined;
  return { kind: known, id } as Topic;
}
