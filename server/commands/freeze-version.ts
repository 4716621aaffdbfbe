import { parseId, type SpecificationId, type VersionId } from '#domain/ids';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { lockedSpecification, type VersionRow } from '../db/versions';
import type { Command } from './command';
import { fieldsOf } from './fields';
import { frozenText, hasWords, storeVersion, textToFreeze, type TextToFreeze } from './freeze-text';
import { publicField } from './public-words';

interface Input {
  readonly specificationId: SpecificationId;
  readonly label: string;
}

type Facts = Subject & TextToFreeze;

interface Frozen {
  readonly version: VersionRow;
  readonly sameTextAs: number | null;
}

export interface FrozenVersionOutput {
  readonly id: VersionId;
  readonly number: number;
  /** SHA-256, hex, of the canonical text. */
  readonly hash: string;
  /** The number of the version before, when its text is the same; null otherwise. */
  readonly sameTextAs: number | null;
}

/** Freezes the draft as it stands into a numbered version that never changes. Fields: `specificationId`, `label`. */
export const freezeVersion: Command<Input, undefined, Facts, Frozen, FrozenVersionOutput> = {
  name: 'freeze-version',
  needs: 'freeze-version',

  parse(raw) {
    const specificationId = parseId<'specification'>(fieldsOf(raw).specificationId);
    if (isRefusal(specificationId)) return specificationId;
    const label = publicField(raw, 'label', { most: 120 });
    return isRefusal(label) ? label : { specificationId, label };
  },

  // What people have seen as saved must be in what is frozen.
  async prepare(_input, _actor, tools): Promise<undefined> {
    await tools.drafts.settle();
  },

  async load(tx, { specificationId }, _actor, tools): Promise<Facts | Refusal> {
    const specification = await lockedSpecification(tx, specificationId);
    if (!specification) return refuse('not-found');
    const text = await textToFreeze(tx, specification, tools);
    return { partnershipId: specification.partnershipId, ...text };
  },

  decide(facts, { label }, _prepared, acting) {
    const { json, damaged, newest } = facts;
    if (damaged) return refuse('text-damaged');
    if (!hasWords(json)) return refuse('nothing-to-freeze');
    const version = frozenText(facts, { label, occasion: null }, acting);
    return { version, sameTextAs: newest?.hash === version.hash ? newest.number : null };
  },

  async store(tx, { version, sameTextAs }, storing) {
    await storeVersion(tx, { version, json: storing.facts.json }, storing);
    const { id, number, hash } = version;
    return { id, number, hash, sameTextAs };
  },

  announces: ({ version }, { partnershipId }) => [
    { kind: 'specification', id: version.specificationId },
    { kind: 'partnership', id: partnershipId }
  ]
};
