import { toHex } from '#domain/bytes';
import { parseId, type SpecificationId, type VersionId } from '#domain/ids';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { canonicalDocument } from '#schema/canonical';
import { clauseIdsOf } from '#schema/clause-ids';
import { textOf, type DocumentJson } from '#schema/document-json';
import { rememberHeadings } from '../db/clause-headings';
import type { SpecificationRow } from '../db/specifications';
import { insertVersion, lockedSpecification, newestVersion, type VersionRow } from '../db/versions';
import { clauseOutline } from '../documents/clause-outline';
import { readDraft } from '../documents/read-draft';
import { sha256 } from '../sha256';
import type { Command } from './command';
import { fieldsOf } from './fields';
import { publicField } from './public-words';

interface Input {
  readonly specificationId: SpecificationId;
  readonly label: string;
}

interface Facts extends Subject {
  readonly specification: SpecificationRow;
  /** The committed draft, as this transaction sees it. */
  readonly json: DocumentJson;
  /** Something in the draft could not be read, and `json` is without it. */
  readonly damaged: boolean;
  readonly logSequence: number;
  readonly newest: Pick<VersionRow, 'number' | 'hash'> | undefined;
}

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
    const { ydoc, sequence } = await tools.drafts.within(tx, specification.documentId);
    return {
      partnershipId: specification.partnershipId,
      specification,
      ...readDraft(ydoc),
      logSequence: sequence,
      newest: await newestVersion(tx, specificationId)
    };
  },

  decide(facts, { label }, _prepared, { membership, now, newId }) {
    const { specification, json, damaged, logSequence, newest } = facts;
    if (damaged) return refuse('text-damaged');
    if (textOf(json).trim() === '') return refuse('nothing-to-freeze');
    const canonical = canonicalDocument(json);
    const hash = toHex(sha256(new TextEncoder().encode(canonical)));
    const version: VersionRow = {
      id: newId(),
      specificationId: specification.id,
      number: (newest?.number ?? 0) + 1,
      label,
      title: specification.title,
      canonical,
      hash,
      clauseIds: clauseIdsOf(json),
      logSequence,
      frozenAt: now,
      frozenBy: membership.memberId
    };
    return { version, sameTextAs: newest?.hash === hash ? newest.number : null };
  },

  async store(tx, { version, sameTextAs }, { facts, acting, record }) {
    await insertVersion(tx, version);
    await rememberHeadings(tx, version.specificationId, clauseOutline(facts.json), acting.now);
    const { id, specificationId, title, number, label, hash } = version;
    await record({
      kind: 'version-frozen',
      content: { specificationId, title, by: acting.by, versionId: id, number, label, hash }
    });
    return { id, number, hash, sameTextAs };
  },

  announces: ({ version }, { partnershipId }) => [
    { kind: 'specification', id: version.specificationId },
    { kind: 'partnership', id: partnershipId }
  ]
};
