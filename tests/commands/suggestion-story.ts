import { asc, eq } from 'drizzle-orm';
import type { CommentId, DocumentId, PersonId, SpecificationId } from '#domain/ids';
import { textOf } from '#schema/document-json';
import { commandsFor, type Commands } from '#server/commands/all-commands';
import { registerEntry } from '#server/db/schema/decisions';
import { comment, commentResponse } from '#server/db/schema/comments';
import { documentUpdate } from '#server/db/schema/specifications';
import { suggestion } from '#server/db/schema/suggestions';
import { done } from '#tests/builders/decisions';
import {
  documentOf,
  draftOf,
  heading,
  paragraph,
  passage,
  specificationWith
} from '#tests/builders/specification';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';
import { LossyNetwork } from '#tests/cluster/lossy-network';
import { seeded } from '#tests/builders/seeded';
import { TestNode } from '#tests/cluster/two-nodes';

export const SENTENCE = 'Response within 2 hours if not injured, and 999 if injured.';
export const TEXT = documentOf(heading(1, 'Pathway', '3.2'), paragraph(SENTENCE));
export const QUICKER = SENTENCE.replace('2 hours', '1 hour');

/** People, a second node, and a specification of one sentence for which other words are suggested. */
export class SuggestionStory {
  id!: SpecificationId;
  documentId!: DocumentId;

  private constructor(
    readonly world: World,
    readonly node: TestNode,
    readonly lead: TestPerson,
    readonly priya: TestPerson,
    readonly secretary: TestPerson,
    readonly patient: TestPerson,
    readonly stranger: TestPerson
  ) {}

  static async start(): Promise<SuggestionStory> {
    const world = await buildWorld();
    const partnershipId = await world.partnership('Ashdyke');
    return new SuggestionStory(
      world,
      await TestNode.start(world.runtime.tools.db, new LossyNetwork(seeded(1)).bus()),
      await world.person('Helen Marsh', { roles: ['lead'] }),
      await world.person('Priya Nair', { roles: ['editor'], group: 'social-care' }),
      await world.person('Sam Secretary', { roles: ['secretary'] }),
      await world.person('Patrick Doyle', { roles: ['contributor'], group: 'patient-carer' }),
      await world.person('Sid Stranger', { roles: ['lead'], partnershipId })
    );
  }

  async close(): Promise<void> {
    await this.node.close();
    await this.world.close();
  }

  async begin(): Promise<void> {
    this.id = await specificationWith(this.world, this.lead, TEXT);
    ({ documentId: this.documentId } = await draftOf(this.world, this.id));
  }

  get db() {
    return this.world.runtime.tools.db;
  }

  /** The same person's commands on the other node. */
  elsewhere({ actor }: TestPerson): Commands {
    const { changeText } = this.node.runtime.tools;
    return commandsFor(actor, { ...this.world.runtime.tools, changeText });
  }

  /** Patrick suggests how the sentence should read. */
  async suggested(wording = QUICKER): Promise<CommentId> {
    const sent = {
      specificationId: this.id,
      ...(await passage(this.world, this.id, await this.says())),
      wording
    };
    return done(await this.patient.commands.suggestWording(sent)).id;
  }

  async says(): Promise<string> {
    return textOf((await draftOf(this.world, this.id)).json.content![1]!);
  }

  async thread(commentId: CommentId) {
    return done(await this.patient.reads.comment(commentId));
  }

  /** Who wrote which words of these, as their history tells it. */
  async writersOf(words: string): Promise<ReadonlyMap<string, string | undefined>> {
    const { from, to, quote } = await passage(this.world, this.id, words);
    const asked = { clause: null, from: String(from), to: String(to), quote };
    const { parts } = done(await this.priya.reads.passageHistory(this.id, asked));
    return new Map(parts.map(({ text, writer }) => [text.trim(), writer?.name]));
  }

  /** Whose the rows of the log are. */
  async logRows(): Promise<PersonId[]> {
    const rows = await this.db
      .select()
      .from(documentUpdate)
      .where(eq(documentUpdate.documentId, this.documentId))
      .orderBy(asc(documentUpdate.sequence));
    return rows.map(({ personId }) => personId);
  }

  /** Everything that accepting could change. */
  async everything() {
    return [
      await this.says(),
      await this.logRows(),
      await this.db.select().from(suggestion).orderBy(suggestion.commentId),
      await this.db.select().from(comment).orderBy(comment.id),
      await this.db.select().from(commentResponse).orderBy(commentResponse.commentId),
      await this.db.$count(registerEntry)
    ];
  }
}
