import type { SpecificationId } from '#domain/ids';
import type { DocumentJson } from '#schema/document-json';
import type { Rewrite } from '#server/documents/rewrite-draft';
import { done } from '#tests/builders/decisions';
import { editAs } from '#tests/builders/edit-as';
import { paragraph } from '#tests/builders/specification';
import type { TestPerson, World } from '#tests/builders/world';

/** Has the draft say something else than its version, and answers its fingerprint. */
export async function editedDraft(world: World, by: TestPerson, specificationId: string): Promise<string> {
  await append(world, by, specificationId, paragraph('And more.'));
  return done(await by.reads.versionRestore(specificationId, { number: '1', clause: null })).seen;
}

/** Puts a line that is only bold at the end of the draft. */
export async function boldLine(world: World, by: TestPerson, specificationId: string): Promise<void> {
  const text = { type: 'text', text: BOLD_LINE, marks: [{ type: 'bold' }] };
  await append(world, by, specificationId, { type: 'paragraph', content: [text] });
}

const BOLD_LINE = 'Note';
/** SHA-256 of what it is, its words and how often they came before, as the page names it. */
export const BOLD_LINE_FIELD = 'line-7be88e47812b5920';

async function append(world: World, by: TestPerson, specificationId: string, block: DocumentJson) {
  const rewrite: Rewrite = (text) => ({ ...text, content: [...(text.content ?? []), block] });
  await editAs(world, specificationId as SpecificationId, by, rewrite);
}
