import type { NewId } from '#domain/ids';
import type { Actor, Membership } from '#domain/membership';
import type { Capability, Subject } from '#domain/policy';
import type { Refusal } from '#domain/refusal';
import type { RegisterEvent, RegisterPerson } from '#domain/register-entry';
import type { Topic } from '#protocol/topics';
import type { Transaction } from '../db/database';
import type { Tools } from '../runtime';

/** Who acts, when, and through which membership: the one in the subject's partnership. */
export interface Acting {
  readonly actor: Extract<Actor, { kind: 'person' }>;
  readonly membership: Membership;
  /** The same, as the register names people. */
  readonly by: RegisterPerson;
  readonly now: Date;
  readonly newId: NewId;
}

/** What storing may use besides the outcome. */
export interface Storing<Facts> {
  readonly facts: Facts;
  readonly acting: Acting;
  readonly tools: Tools;
  /** Adds an entry to the partnership's register, in this transaction. */
  record(event: RegisterEvent): Promise<void>;
}

/**
 * One thing a person can do, as one object in one file. `execute` runs the stations in this order:
 * parse → prepare → (transaction: load → policy → decide → store) → announce.
 */
export interface Command<Input, Prepared, Facts extends Subject, Outcome, Output> {
  readonly name: string;
  /** The capability that the actor must hold in the facts' partnership. */
  readonly needs: Capability;
  /** Unknown in, input out; or the refusal that says which field is wrong. */
  parse(raw: unknown): Input | Refusal;
  /** Slow work that must not hold a transaction: reading a file, checking a password. */
  prepare?(input: Input, actor: Actor, tools: Tools): Promise<Prepared | Refusal>;
  /** Facts, read in the transaction; locks what it will change. */
  load(tx: Transaction, input: Input, actor: Actor, tools: Tools): Promise<Facts | Refusal>;
  /** Pure. */
  decide(facts: Facts, input: Input, prepared: Prepared, acting: Acting): Outcome | Refusal;
  /** Rows and, where it counts, register entries. */
  store(tx: Transaction, outcome: Outcome, given: Storing<Facts>): Promise<Output>;
  /** Whose pages should ask again. */
  announces(outcome: Outcome, facts: Facts): readonly Topic[];
  /** What sockets are told after the commit, when sessions or rights ended with it. */
  afterwards?(output: Output, tools: Pick<Tools, 'sessionEnded' | 'rightsChanged'>): void;
}

export type OutputOf<C> = C extends { store(...given: never[]): Promise<infer Output> } ? Output : never;
