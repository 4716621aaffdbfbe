import { parseId, type SpecificationId } from '#domain/ids';
import type { Subject } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { specificationById } from '../db/specifications';
import { withStructure, type HeadingLevel, type StructureKind } from '../documents/typed-structure';
import type { Command } from './command';
import { editDraft } from './edit-draft';
import { fieldsOf } from './fields';

interface Input {
  readonly specificationId: SpecificationId;
  readonly kind: StructureKind;
  readonly keys: ReadonlySet<string>;
  readonly level: HeadingLevel;
}

interface Structured {
  readonly kind: StructureKind;
  /** How many were asked for. */
  readonly count: number;
}

interface Facts extends Subject {
  readonly id: SpecificationId;
}

/** Each chosen line is a field of its own: forms send the last of several fields with one name. */
const LINE = /^line-([0-9a-f]{16})$/;
const MOST_LINES = 200;

/**
 * Makes headings of lines that are only bold, or lists of lines that start with a typed bullet, as the person's own edit.
 * Fields: `specificationId`, `kind` ("headings" or "lists"), `line-<key>` for each that is chosen, and for headings `level`
 * ("below", "1", "2" or "3").
 */
export const structureLines: Command<Input, Structured, Facts, Structured, Structured> = {
  name: 'structure-lines',
  needs: 'edit-specification',

  parse(raw) {
    const fields = fieldsOf(raw);
    const specificationId = parseId<'specification'>(fields.specificationId);
    if (isRefusal(specificationId)) return specificationId;
    const kind = kindField(fields.kind);
    if (isRefusal(kind)) return kind;
    const level = levelField(fields.level);
    if (isRefusal(level)) return level;
    const keys = Object.keys(fields).flatMap((name) => LINE.exec(name)?.[1] ?? []);
    if (keys.length === 0)
      return refuse('missing-field', { field: 'lines', message: 'Choose at least one line.' });
    if (keys.length > MOST_LINES) return refuse('invalid-input', { field: 'lines' });
    return { specificationId, kind, keys: new Set(keys), level };
  },

  // The edit is a commit of its own; the policy is asked before it.
  async prepare({ specificationId, kind, keys, level }, actor, tools) {
    const rewrite = (json: Parameters<typeof withStructure>[0]) => withStructure(json, { kind, keys, level });
    const changed = await editDraft(specificationId, rewrite, { actor, tools });
    return isRefusal(changed) ? changed : { kind, count: keys.size };
  },

  async load(tx, { specificationId }) {
    return (await specificationById(tx, specificationId)) ?? refuse('not-found');
  },

  decide: (_facts, _input, structured) => structured,

  store: (_tx, structured) => Promise.resolve(structured),

  announces: (_outcome, { id }) => [{ kind: 'specification', id }]
};

function kindField(kind: unknown): StructureKind | Refusal {
  return kind === 'headings' || kind === 'lists' ? kind : refuse('invalid-input', { field: 'kind' });
}

function levelField(level: unknown): HeadingLevel | Refusal {
  if (level === undefined || level === 'below') return 'below';
  const found = ([1, 2, 3] as const).find((each) => String(each) === String(level));
  return found ?? refuse('invalid-input', { field: 'level' });
}
