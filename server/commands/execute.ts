import { membershipIn, type Actor } from '#domain/membership';
import { can, type Subject } from '#domain/policy';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { RegisterEvent } from '#domain/register-entry';
import type { Transaction } from '../db/database';
import type { Tools } from '../runtime';
import { appendToRegister } from './append-to-register';
import type { Acting, Command } from './command';
import { registerPerson } from '../db/members';

/**
 * The one way in: every command passes these stations in this order, and nobody else opens a write transaction
 * (the edit log's append is the one exception). A refusal at any station leaves the database as it was.
 */
export async function execute<Input, Prepared, Facts extends Subject, Outcome, Output>(
  command: Command<Input, Prepared, Facts, Outcome, Output>,
  raw: unknown,
  actor: Actor,
  tools: Tools
): Promise<Output | Refusal> {
  if (actor.kind === 'nobody') return refuse('signed-out');
  const input = command.parse(raw);
  if (isRefusal(input)) return input;
  const prepared = command.prepare ? await command.prepare(input, actor, tools) : (undefined as Prepared);
  if (isRefusal(prepared)) return prepared;
  const done = await inTransaction(command, { input, prepared, actor, tools });
  if (isRefusal(done)) return done;
  tools.announce(command.announces(done.outcome, done.facts));
  command.afterwards?.(done.output, tools);
  return done.output;
}

interface Given<Input, Prepared> {
  readonly input: Input;
  readonly prepared: Prepared;
  readonly actor: Acting['actor'];
  readonly tools: Tools;
}

async function inTransaction<Input, Prepared, Facts extends Subject, Outcome, Output>(
  command: Command<Input, Prepared, Facts, Outcome, Output>,
  { input, prepared, actor, tools }: Given<Input, Prepared>
): Promise<{ outcome: Outcome; facts: Facts; output: Output } | Refusal> {
  return rollingBackOnRefusal(tools, async (tx) => {
    const facts = await command.load(tx, input, actor, tools);
    if (isRefusal(facts)) return facts;
    const allowed = can(actor, command.needs, facts);
    if (allowed !== true) return allowed;
    const acting = await actingAs(tx, actor, facts, tools);
    const outcome = command.decide(facts, input, prepared, acting);
    if (isRefusal(outcome)) return outcome;
    const { partnershipId } = facts;
    const record = (event: RegisterEvent) =>
      appendToRegister(tx, tools, { partnershipId, event, now: acting.now });
    return { outcome, facts, output: await command.store(tx, outcome, { facts, acting, tools, record }) };
  });
}

async function actingAs(
  tx: Transaction,
  actor: Acting['actor'],
  { partnershipId }: Subject,
  tools: Tools
): Promise<Acting> {
  const membership = membershipIn(actor, partnershipId)!;
  const by = await registerPerson(tx, membership.memberId);
  return { actor, membership, by, now: await tools.now(tx), newId: tools.newId };
}

class RolledBack extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
  }
}

/** A refusal inside the transaction rolls it back, locks and all. */
async function rollingBackOnRefusal<T>(
  tools: Tools,
  work: (tx: Transaction) => Promise<T | Refusal>
): Promise<T | Refusal> {
  try {
    return await tools.db.transaction(async (tx) => {
      const result = await work(tx);
      if (isRefusal(result)) throw new RolledBack(result);
      return result;
    });
  } catch (error) {
    if (error instanceof RolledBack) return error.refusal;
    throw error;
  }
}
