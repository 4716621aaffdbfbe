import { prosemirrorJSONToYXmlFragment } from '@tiptap/y-tiptap';
import { eq } from 'drizzle-orm';
import * as Y from 'yjs';
import type { Id, SpecificationId } from '#domain/ids';
import type { DocumentJson } from '#schema/document-json';
import { BODY, documentSchema } from '#schema/schema';
import { appendUpdates } from '#server/db/documents';
import { specification } from '#server/db/schema/specifications';
import { insertSpecification } from '#server/db/specifications';
import { documentFromJson, jsonFromDoc } from '#server/documents/document-bytes';
import type { TestPerson, World } from './world';

export const heading = (level: number, text: string, number: string | null = null): DocumentJson => ({
  type: 'heading',
  attrs: { level, number },
  content: [{ type: 'text', text }]
});

/** A heading with the id that its clause keeps for ever. */
export function clauseHeading(clause: string, text: string, number: string | null = null): DocumentJson {
  return { ...heading(1, text), attrs: { level: 1, number, clause } };
}

export const paragraph = (text: string): DocumentJson => ({
  type: 'paragraph',
  content: text === '' ? [] : [{ type: 'text', text }]
});

export const documentOf = (...content: DocumentJson[]): DocumentJson => ({ type: 'doc', content });

/** A specification with this text, as if it had been imported; answers its id. */
export async function specificationWith(
  world: World,
  owner: TestPerson,
  json: DocumentJson,
  more: { importReport?: unknown; sourceFileName?: string } = {}
): Promise<SpecificationId> {
  const { newId, db, now } = world.runtime.tools;
  const id = newId<'specification'>();
  await db.transaction(async (tx) =>
    insertSpecification(tx, {
      id,
      documentId: newId<'document'>(),
      partnershipId: owner.actor.memberships[0]!.partnershipId,
      title: 'Integrated falls and frailty service',
      serviceNumber: 'WV/2027/FF/01',
      createdAt: await now(tx),
      createdBy: owner.memberId,
      personId: owner.actor.personId,
      sessionHash: owner.actor.sessionHash,
      origin: 'word-file',
      sourceFileName: more.sourceFileName ?? null,
      ownTerms: null,
      importReport: more.importReport ?? null,
      bytes: documentFromJson(json)
    })
  );
  return id;
}

/** Where words stand in the newest draft: positions and the words, as a browser sends them. */
export async function passage(world: World, id: SpecificationId, words: string) {
  return passageIn((await draftOf(world, id)).json, words);
}

/** The first place of words in a document. */
export function passageIn(json: DocumentJson, words: string) {
  const node = documentSchema.nodeFromJSON(json);
  let from: number | undefined;
  node.descendants((child, position) => {
    const index = child.isText ? (child.text ?? '').indexOf(words) : -1;
    if (index !== -1) from ??= position + index;
  });
  if (from === undefined) throw new Error(`The text does not say “${words}”.`);
  return { from, to: from + words.length, quote: words };
}

/** Changes the draft as somebody's editor would: the difference only, stored as one update. */
export async function edit(
  world: World,
  id: SpecificationId,
  by: TestPerson,
  change: (json: DocumentJson) => DocumentJson
): Promise<void> {
  const { documentId, json, ydoc } = await draftOf(world, id);
  const before = Y.encodeStateVector(ydoc);
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(ydoc));
  copy.transact(() => prosemirrorJSONToYXmlFragment(documentSchema, change(json), copy.getXmlFragment(BODY)));
  const { db, now } = world.runtime.tools;
  const bytes = Y.encodeStateAsUpdate(copy, before);
  const { personId, sessionHash } = by.actor;
  await db.transaction(async (tx) =>
    appendUpdates(tx, documentId, [{ personId, sessionHash, bytes }], await now(tx))
  );
}

/** Replaces words in every text of a document. */
export function replacing(words: string, by: string): (json: DocumentJson) => DocumentJson {
  const replace = (node: DocumentJson): DocumentJson => ({
    ...node,
    ...(node.text === undefined ? {} : { text: node.text.replace(words, by) }),
    ...(node.content ? { content: node.content.map(replace).filter(({ text }) => text !== '') } : {})
  });
  return replace;
}

export async function draftOf(world: World, id: SpecificationId) {
  const { db, drafts } = world.runtime.tools;
  const [row] = await db.select().from(specification).where(eq(specification.id, id));
  const documentId: Id<'document'> = row!.documentId;
  const { ydoc } = await drafts.newest(documentId);
  return { documentId, ydoc, json: jsonFromDoc(ydoc) };
}
