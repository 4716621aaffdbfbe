import type { Carried, Origin, TextWriter } from '#domain/authorship';
import type { PersonId } from '#domain/ids';
import { shownMoment, shownWriter } from '#domain/shown-as';
import type { SpecificationRow } from '../db/specifications';
import type { UnnamedWriter } from '../db/suggestions';
import type { AuthoredRun } from './authored-words';
import type { DraftHistory } from './draft-histories';
import type { WrittenRun } from './written-runs';

/** What the server knows of who writes in a text. */
interface Known {
  readonly specification: Pick<SpecificationRow, 'origin' | 'sourceFileName'>;
  /** Whose each client id is. */
  readonly owners: ReadonlyMap<number, PersonId>;
  readonly members: ReadonlyMap<PersonId, TextWriter>;
  /** Of suggestions that were made without a name or entered for somebody. */
  readonly unnamed: ReadonlyMap<UnnamedWriter['suggestion'], UnnamedWriter>;
  readonly history: DraftHistory;
}

/** Who wrote something with a row of the log, as others see it. */
type Writing = Pick<AuthoredRun, 'writer' | 'writtenBy' | 'at' | 'dayOnly'>;

/** The row of the log with which every document begins. */
const BEGINNING = 1;

/** Tells of the letters of a text who wrote them, also of those that were moved, copied or brought back. */
export class Writers {
  constructor(private readonly known: Known) {}

  authored(runs: readonly WrittenRun[]): AuthoredRun[] {
    const authored: AuthoredRun[] = [];
    for (const run of runs) this.#tell(run, authored);
    return authored;
  }

  /** Letters that stand beside one another may have been written in several places. */
  #tell(run: WrittenRun, told: AuthoredRun[]): void {
    const { carried, rows } = this.known.history;
    const end = run.isNote ? 1 : run.text.length;
    for (let at = 0; at < end;) {
      const root = carried.rootOf(run.client, run.clock + at);
      const row = rows.rowOf(root.id.client, root.id.clock);
      if (!row) return;
      const some = Math.min(root.length, row.until - root.id.clock, end - at);
      const written = this.#writing(root.id.client, row.sequence);
      const origin = this.#originOf(root.id.client, row.sequence);
      const how = root.carried && written ? this.#carried(run, written) : null;
      if (written)
        told.push(toldOf(some === end ? run : partOf(run, at, some), written, { origin, carried: how }));
      at += some;
    }
  }

  #writing(client: number, sequence: number): Writing | undefined {
    const { owners, members, unnamed, history } = this.known;
    const row = history.facts(sequence);
    const personId = owners.get(client) ?? row?.personId;
    const member = personId && members.get(personId);
    if (!row || !personId || !member) return undefined;
    const { name, group, organisation } = member;
    const writing = {
      writer: { name, group, organisation },
      writtenBy: personId,
      at: row.at,
      dayOnly: false
    };
    const shown = row.suggestion === null ? undefined : unnamed.get(row.suggestion);
    const isTheirs = shown?.personId === personId || shown?.partedFrom === personId;
    return shown && isTheirs ? withoutName(writing, shown) : writing;
  }

  #originOf(client: number, sequence: number): Origin {
    const { specification, owners, history } = this.known;
    // What stood in the text when it was made was written by nobody here: no id is bound to anybody before that.
    if (sequence === BEGINNING && !owners.has(client)) {
      const { origin, sourceFileName } = specification;
      return origin === 'template' ? { kind: origin } : { kind: origin, fileName: sourceFileName ?? '' };
    }
    const brought = history.brought(sequence);
    if (brought?.kind === 'merged') return { kind: 'word-file', fileName: brought.fileName };
    return brought ? { kind: 'restored', version: brought.version.number } : { kind: 'written' };
  }

  /** Null also of words that who wrote them has moved: they are theirs as before. */
  #carried({ client, sequence }: WrittenRun, written: Writing): Carried | null {
    const carrying = this.#writing(client, sequence);
    if (!carrying) return null;
    const how = { by: carrying.writer, at: carrying.at, dayOnly: carrying.dayOnly };
    const brought = this.known.history.brought(sequence);
    if (brought?.kind === 'merged') return { ...how, kind: 'merged', fileName: brought.fileName };
    if (brought) return { ...how, kind: 'restored', version: brought.version.number };
    return carrying.writtenBy === written.writtenBy ? null : { ...how, kind: 'moved' };
  }
}

/** Field by field: a long text has tens of thousands of these, and spreading them takes several times as long. */
function toldOf(
  { from, to, text, client, clock, sequence, isNote }: WrittenRun,
  { writer, writtenBy, at, dayOnly }: Writing,
  { origin, carried }: Pick<AuthoredRun, 'origin' | 'carried'>
): AuthoredRun {
  return { from, to, text, client, clock, sequence, isNote, writer, writtenBy, at, dayOnly, origin, carried };
}

function partOf(run: WrittenRun, at: number, length: number): WrittenRun {
  const from = run.from + at;
  const text = run.text.slice(at, at + length);
  return { ...run, text, from, to: from + length, clock: run.clock + at };
}

/**
 * Words of a suggestion without a name, or of one that was entered for somebody else: told as it is, and together with nothing else that the
 * same person wrote.
 */
function withoutName(writing: Writing, shown: UnnamedWriter): Writing {
  const { name, group, organisation } = shownWriter({ memberId: null, ...writing.writer }, shown);
  const { enteredName, enteredGroup } = shown;
  const writer = { name: enteredName ?? name, group: enteredGroup ?? group, organisation };
  return { writer, writtenBy: shown.suggestion, at: shownMoment(writing.at, shown), dayOnly: true };
}
