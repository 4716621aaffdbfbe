import type { MarkType } from '@tiptap/pm/model';
import { isLawfulAttribute } from '#schema/attribute-rules';
import { documentSchema } from '#schema/schema';

/** y-tiptap tells marks that may overlap themselves apart by a hash behind the name. */
const HASHED = /^(.*)--[a-zA-Z0-9+/=]{8}$/;

/** The mark that a browser reads this formatting as. Undefined: none of the schema. */
export function markTypeOf(key: string): MarkType | undefined {
  const type = Object.hasOwn(documentSchema.marks, key) ? documentSchema.marks[key] : undefined;
  if (type) return type;
  const name = HASHED.exec(key)?.[1];
  const overlapping = name !== undefined && Object.hasOwn(documentSchema.marks, name);
  const hashed = overlapping ? documentSchema.marks[name] : undefined;
  return hashed && !hashed.excludes(hashed) ? hashed : undefined;
}

/** Whether a text may be formatted so. Null ends a mark; `true` is what tools write for a mark without attributes. */
export function isLawfulFormat(key: string, value: unknown): boolean {
  const type = markTypeOf(key);
  if (!type) return false;
  if (value === null) return true;
  if (value === true) return !hasAttributes(type);
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  if (type.name === 'link' && !Object.hasOwn(value, 'href')) return false;
  return Object.entries(value).every(([name, each]) => isLawfulAttribute(type.name, name, each));
}

function hasAttributes(type: MarkType): boolean {
  return Object.keys(type.spec.attrs ?? {}).length > 0;
}
