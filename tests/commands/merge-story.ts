import { asc, eq } from 'drizzle-orm';
import { expect } from 'vitest';
import type { DocumentId, SpecificationId } from '#domain/ids';
import type { DocumentJson } from '#schema/document-json';
import { registerEntry } from '#server/db/schema/decisions';
import { pendingMerge } from '#server/db/schema/pending-merges';
import { comment, commentReply } from '#server/db/schema/comments';
import { documentUpdate, specificationVersion } from '#server/db/schema/specifications';
import type { OfferedMerge } from '#server/reads/merge-page';
import { done } from '#tests/builders/decisions';
import { editAs } from '#tests/builders/edit-as';
import {
  clauseHeading,
  documentOf,
  draftOf,
  paragraph,
  specificationWith
} from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';
import { editedWord } from '../documents/edited-word';

const TEXT = documentOf(
  clauseHeading('aa1', 'Needs', '1'),
  paragraph('Falls are common and costly for older people in the vale.'),
  clauseHeading('bb2', 'Response', '2'),
  paragraph('Somebody comes within two hours.'),
  clauseHeading('cc3', 'Carers', '3'),
  paragraph('Carers are asked every year how they are.')
);

/** In the XML of a Word file: other words in place of these. */
export const swap = (words: string, by: string) => (xml: string) => {
  expect(xml).toContain(words);
  return xml.replace(words, by);
};

/** Four people, and a specification of three clauses into which Word files are merged. */
export class MergeStory {
  id!: SpecificationId;
  #documentId!: DocumentId;

  private constructor(
    readonly world: World,
    readonly helen: TestPerson,
    readonly tom: TestPerson,
    readonly patrick: TestPerson,
    readonly stranger: TestPerson
  ) {}

  static async start(): Promise<MergeStory> {
    const world = await buildWorld();
    const partnershipId = await world.partnership('Other');
    return new MergeStory(
      world,
      await world.person('Helen Marsh', { roles: ['lead'] }),
      await world.person('Tom Adeyemi', { roles: ['editor'] }),
      await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' }),
      await world.person('Sam Stranger', { roles: ['lead'], partnershipId })
    );
  }

  /** A fresh specification. */
  async begin(): Promise<void> {
    this.id = await specificationWith(this.world, this.helen, TEXT);
    ({ documentId: this.#documentId } = await draftOf(this.world, this.id));
  }

  close(): Promise<void> {
    return this.world.close();
  }

  async edit(by: TestPerson, change: (text: DocumentJson) => DocumentJson): Promise<void> {
    await editAs(this.world, this.id, by, change);
  }

  async draft(): Promise<DocumentJson> {
    return (await draftOf(this.world, this.id)).json;
  }

  /** The draft as a Word file, with what somebody changed in its text and in its comments. */
  async word(
    change: (xml: string) => string = (xml) => xml,
    changeComments?: (xml: string) => string
  ): Promise<Uint8Array<ArrayBuffer>> {
    const ask = { format: 'docx', version: null };
    const { body } = done(await this.helen.reads.specificationExport(this.id, ask));
    return editedWord(body as Uint8Array, change, changeComments);
  }

  send(by: TestPerson, bytes: Uint8Array<ArrayBuffer>, name = 'falls.docx') {
    return by.commands.readForMerge({ specificationId: this.id, file: new File([bytes], name) });
  }

  async offered(by: TestPerson): Promise<OfferedMerge> {
    const page = done(await by.reads.mergePage(this.id));
    if (!page.offered) throw new Error('no file waits');
    return page.offered;
  }

  /** As the page's form sends it, with the choices that it begins with or others. */
  formOf(
    { id: merge, rows }: OfferedMerge,
    chosen: Readonly<Record<string, 'take' | 'keep'>> = {}
  ): Record<string, string> {
    const fields = rows.flatMap(({ key, usual, seen, name }) => [
      [`take-${key}`, chosen[name] ?? usual],
      [`seen-${key}`, seen],
      [`name-${key}`, name]
    ]);
    return { specificationId: this.id, merge, ...(Object.fromEntries(fields) as Record<string, string>) };
  }

  /** Everything that merging could change. */
  async everything() {
    const { db } = this.world.runtime.tools;
    const ofThis = eq(specificationVersion.specificationId, this.id);
    return {
      log: await db
        .select()
        .from(documentUpdate)
        .where(eq(documentUpdate.documentId, this.#documentId))
        .orderBy(asc(documentUpdate.sequence)),
      versions: await db.select().from(specificationVersion).where(ofThis),
      comments: await db.select().from(comment).where(eq(comment.specificationId, this.id)),
      replies: await db.$count(commentReply),
      register: await db.$count(registerEntry)
    };
  }

  async pending(): Promise<(typeof pendingMerge.$inferSelect)[]> {
    const { db } = this.world.runtime.tools;
    return db.select().from(pendingMerge).where(eq(pendingMerge.specificationId, this.id));
  }
}
