import type { DocumentId, PersonId } from '#domain/ids';
import { refuse } from '#domain/refusal';
import type { SyncLimits } from '#protocol/limits';
import type { ClientBindings } from '../db/document-clients';
import type { DocumentLog, StoredUpdate } from '../db/document-log/document-log';
import type { Metrics } from '../metrics';
import type { AuthorRow } from './author-runs';
import type { LogHint } from './bus';
import { ClientOwners } from './client-owners';
import { CommittedText } from './committed-text';
import { clientsIn } from './edit-batch';
import type { EventLog } from './event-log';
import type { GroupCommit, Submission } from './group-commit';
import type { Pace } from './pace';
import type { Scheduler } from './scheduler';
import { LiveDocument, type Edit, type Outcome } from './live-document';

/** What the rooms of a process share. */
export interface RoomTools {
  readonly clients: ClientBindings;
  readonly documents: DocumentLog;
  readonly commits: GroupCommit;
  readonly pace: Pace;
  readonly events: EventLog;
  readonly metrics: Metrics;
  readonly scheduler: Scheduler;
  readonly random: () => number;
  readonly limits: SyncLimits;
}

/** What became of a batch. */
export interface Stored {
  /** One for each edit, in order. */
  readonly outcomes: readonly Outcome[];
  /** Rows that others wrote meanwhile, to be sent to everybody first. */
  readonly missed: readonly Uint8Array[];
  /** Rows that hold the edits, to be sent to everybody but their authors. */
  readonly rows: readonly AuthorRow[];
}

interface Open {
  readonly text: CommittedText;
  readonly live: LiveDocument;
  /** The row that the newest snapshot ends with. */
  snapshot: number;
}

/** A text of so many bytes is worth a snapshot after any row: joining rows to an old one takes longer than reading it. */
const LARGE_TEXT = 64 * 1024;

/** How often a batch is tried again because another node was quicker. */
const MOST_TRIES = 50;
/** From so many on the node asks for its turn: it gets it unless another one has it just then. */
const PATIENT_TRIES = 4;
/** While another node has its turn. Milliseconds. */
const PAUSE = 10;

/** A room's document: what is committed of it, the gate over it, and whose its client ids are. One call at a time. */
export class RoomDocument {
  readonly owners: ClientOwners;
  #open: Open | undefined;
  /** Something was heard of rows that are not here. */
  #behind = false;
  #snapshotAt = -Infinity;

  constructor(
    readonly id: DocumentId,
    private readonly tools: RoomTools
  ) {
    this.owners = new ClientOwners(id, tools);
  }

  /** The newest row that is here; 0 before the document is open. */
  get sequence(): number {
    return this.#open?.text.sequence ?? 0;
  }

  /** Has the document open, and answers the rows in the log that were not here. */
  async catchUp(): Promise<readonly Uint8Array[]> {
    if (!this.#open) await this.#load();
    return this.#behind ? this.#readOn() : [];
  }

  /** Gates and commits edits: what is answered as taken is in the log. `together`: all of them or none. Never rejects. */
  async store(edits: readonly Edit[], how: 'together' | 'each' = 'each'): Promise<Stored> {
    const missed: Uint8Array[] = [];
    try {
      let outcomes: readonly Outcome[] = [];
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        missed.push(...(await this.catchUp()));
        // What was overtaken and stands on the others' rows too need not be looked at again, unless a right has gone meanwhile.
        if (!this.#live.batch.mayStand) this.#live.discard();
        if (this.#live.batch.isEmpty) outcomes = await this.#taken(edits, missed);
        const refused = how === 'together' && outcomes.find(({ kind }) => kind === 'refused');
        if (refused) {
          this.#live.discard();
          return { outcomes: edits.map(() => refused), missed, rows: [] };
        }
        const rows = this.#live.batch.rows();
        const answer = rows.length === 0 ? 'stored' : await this.#commit(rows, tries >= PATIENT_TRIES);
        if (answer === 'stored') return { outcomes, missed, rows };
        if (answer === 'locked') return { outcomes: await this.#locked(edits, outcomes), missed, rows: [] };
        this.#behind = true;
      }
    } catch (fault) {
      this.tools.events.commitFailed(fault, { document: this.id });
    }
    this.#open?.live.discard();
    return { outcomes: edits.map(() => LOST), missed, rows: [] };
  }

  /** What was read from the log on the way goes to `missed`. */
  async #taken(edits: readonly Edit[], missed: Uint8Array[]): Promise<readonly Outcome[]> {
    for (let looks = 1; ; looks += 1) {
      const outcomes = await this.#live.take(edits);
      const news = outcomes.some(mayBeAhead) && looks < MOST_TRIES ? await this.#readOn() : [];
      if (news.length === 0) return outcomes;
      missed.push(...news);
      this.#live.discard();
    }
  }

  /** A hint that the log goes on. Answers those that were not here. */
  async heard({ after, last, rows }: LogHint): Promise<readonly Uint8Array[]> {
    if (!this.#open || last <= this.sequence) return [];
    if (rows.length === last - after && after <= this.sequence) {
      const news = rows.slice(this.sequence - after);
      // Before they are taken in: whose text it is must be known when its author writes on over this node.
      if (this.#bringsUnknownClients(news)) await this.owners.load();
      this.#add(news.map((bytes, index) => ({ bytes, sequence: this.sequence + 1 + index })));
      return news;
    }
    this.#behind = true;
    return this.catchUp();
  }

  /**
   * An id for this person to write under, undefined over the limit; and rows that they must be sent first. Under an id
   * that was given back something may have been written over another node: whoever did not know that would write other
   * words in the same place.
   */
  async handOut(
    personId: PersonId
  ): Promise<{ clientId: number | undefined; missed: readonly Uint8Array[] }> {
    const free = await this.owners.takeFree(personId);
    if (free !== undefined) return { clientId: free, missed: await this.#readOn() };
    return { clientId: await this.owners.handOut(personId), missed: [] };
  }

  stateVector(): Uint8Array {
    return this.#live.stateVector();
  }

  /** All of it in one piece, as it is committed; only between batches. */
  whole(): Uint8Array {
    return this.#live.tidy();
  }

  /** What a client with this state vector lacks, or undefined when the vector is damaged. */
  lackedBy(stateVector: Uint8Array): Uint8Array | undefined {
    return this.#live.lackedBy(stateVector);
  }

  /** Whether a snapshot is worth its while: for a busy room now and then, for a `resting` one before it leaves memory. */
  snapshotDue(resting: boolean): boolean {
    const { snapshotRows, snapshotEvery } = this.tools.limits;
    const since = this.#open ? this.sequence - this.#open.snapshot : 0;
    if (resting && since > 0 && this.#ready.text.size >= LARGE_TEXT) return true;
    if (resting) return since >= snapshotRows / 10;
    return since >= snapshotRows && this.tools.scheduler.now() - this.#snapshotAt > snapshotEvery;
  }

  /** Between batches. Resolves when it is kept; a failure is logged and costs nothing but time at the next opening. */
  async keepSnapshot(): Promise<void> {
    const open = this.#ready;
    const snapshot = { sequence: this.sequence, bytes: open.live.tidy() };
    this.#snapshotAt = this.tools.scheduler.now();
    open.snapshot = snapshot.sequence;
    try {
      await this.tools.documents.keepSnapshot(this.id, snapshot);
    } catch (fault) {
      this.tools.events.snapshotFailed(fault, { document: this.id });
    }
  }

  close(): void {
    this.#open?.live.discard();
    this.#open = undefined;
  }

  get #ready(): Open {
    if (!this.#open) throw new Error('The document is used before it is open.');
    return this.#open;
  }

  get #live(): LiveDocument {
    return this.#ready.live;
  }

  async #load(): Promise<void> {
    const stored = await this.tools.documents.read(this.id);
    // Not beside it: an id is bound before the first row with it, so whoever reads later knows whose each row is.
    await this.owners.load();
    const text = new CommittedText(stored);
    const live = new LiveDocument(text, this.owners, this.tools.limits);
    this.#open = { text, live, snapshot: stored.snapshot?.sequence ?? 0 };
    this.#behind = false;
  }

  /** The rows after those that are here. For a document that was empty, a snapshot may stand for the first of them. */
  async #readAfter(): Promise<readonly StoredUpdate[]> {
    const { snapshot, updates } = await this.tools.documents.read(this.id, this.sequence);
    return snapshot ? [snapshot, ...updates] : updates;
  }

  /**
   * Brings in what the log has and this node has not, and answers it. What was taken and is not stored is forgotten
   * then, unless it stands on that as well.
   */
  async #readOn(): Promise<readonly Uint8Array[]> {
    const updates = await this.#readAfter();
    // Whose text it is may have been bound elsewhere too.
    if (this.#bringsUnknownClients(updates.map(({ bytes }) => bytes))) await this.owners.load();
    this.#behind = false;
    if (updates.length === 0) return [];
    this.#add(updates);
    return updates.map(({ bytes }) => bytes);
  }

  #bringsUnknownClients(rows: readonly Uint8Array[]): boolean {
    return rows.some((bytes) => clientsIn(bytes).some((id) => !this.owners.isBound(id)));
  }

  #add(updates: readonly StoredUpdate[]): void {
    const { text, live } = this.#ready;
    text.add(updates);
    live.heard(updates.map(({ bytes }) => bytes));
  }

  /** What was known only because of what is not stored is not stored either. */
  async #locked(edits: readonly Edit[], outcomes: readonly Outcome[]): Promise<readonly Outcome[]> {
    this.#live.discard();
    const answers: Outcome[] = [];
    for (const [index, outcome] of outcomes.entries()) {
      if (outcome.kind === 'known' && (await this.#isKnown(edits[index]!))) answers.push(outcome);
      else answers.push(outcome.kind === 'refused' ? outcome : LOCKED);
    }
    return answers;
  }

  async #isKnown(edit: Edit): Promise<boolean> {
    const [outcome] = await this.#live.take([edit]);
    if (outcome!.kind === 'known') return true;
    this.#live.discard();
    return false;
  }

  async #commit(rows: readonly AuthorRow[], claims: boolean): ReturnType<GroupCommit['store']> {
    const { text, live } = this.#ready;
    const after = text.sequence;
    const submission = { documentId: this.id, after, rows: rows.map(({ row }) => row), claims };
    const answer = await this.#append({ ...submission, updates: live.batch.updates.length });
    if (answer === 'stored') {
      text.add(submission.rows.map(({ bytes }, index) => ({ bytes, sequence: after + 1 + index })));
      live.stored();
    }
    return answer;
  }

  /** Never "not-yet": turns of other nodes pass by themselves. */
  async #append(submission: Submission): ReturnType<GroupCommit['store']> {
    const { commits, scheduler } = this.tools;
    for (;;) {
      const answer = await commits.store(submission);
      if (answer !== 'not-yet') return answer;
      await new Promise<void>((resume) => scheduler.after(PAUSE, resume));
    }
  }
}

/**
 * Who comes over from another node may bring rows that this one has not heard of yet: others' words, which are then
 * no forgery, and a reader's, which are then nothing new.
 */
function mayBeAhead(outcome: Outcome): boolean {
  return outcome.kind === 'refused' && ['owner', 'right', 'damaged'].includes(outcome.fault);
}

const LOST: Outcome = { kind: 'refused', fault: 'lost', refusal: refuse('not-stored') };
const LOCKED: Outcome = { kind: 'refused', fault: 'locked', refusal: refuse('draft-locked') };
