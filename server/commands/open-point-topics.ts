import type { DecisionId, SpecificationId } from '#domain/ids';
import type { Subject } from '#domain/policy';
import type { Topic } from '#protocol/topics';

export interface OnDecisions {
  /** Decisions that rest on the specification: their pages show what is open. */
  readonly decisions: readonly DecisionId[];
}

/** Whose pages show the open points of this specification. */
export function openPointTopics(
  specificationId: SpecificationId,
  { partnershipId, decisions }: Subject & OnDecisions
): readonly Topic[] {
  return [
    { kind: 'specification', id: specificationId },
    { kind: 'partnership', id: partnershipId },
    ...decisions.map((id) => ({ kind: 'decision' as const, id }))
  ];
}
