import { sql, type SQL } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DecisionId } from '#domain/ids';
import type { Database } from '#server/db/database';
import { commandsFor } from '#server/commands/all-commands';
import { readsFor } from '#server/reads/all-reads';
import { openedBy } from '#tests/builders/ballots';
import {
  boardsOf,
  decisionFields,
  decisionRows,
  done,
  proposedBy,
  sign,
  type Boards
} from '#tests/builders/decisions';
import { inTamperedCopy, toolsOn } from '#tests/builders/tampering';
import { buildWorld, type TestPerson, type World } from '#tests/builders/world';

let world: World;
let boards: Boards;
let id: DecisionId;

beforeAll(async () => {
  world = await buildWorld();
  boards = await boardsOf(world);
  const ballotId = await openedBy(boards.helen);
  // Five, since the result of fewer is not shown, and so not hashed either.
  for (const voter of [boards.patrick, boards.helen, boards.ngozi, boards.ivor, boards.tom]) {
    done(await voter.commands.castVote({ ballotId, ranking: ['P1', 'P2', 'P3'] }));
  }
  done(await boards.helen.commands.closeBallot({ ballotId }));
  id = await proposedBy(boards, 'G-1', { ballotId });
  done(await sign(boards.ngozi, id));
});
afterAll(() => world.close());

describe('the database itself', () => {
  it.each([
    ['a frozen text is changed', sql`update specification_version set canonical = canonical || ' '`],
    ['a frozen version is removed', sql`delete from specification_version`],
    ['all frozen versions are removed', sql`truncate specification_version cascade`],
    ['a signature is changed', sql`update signature set outcome = 'refused'`],
    ['a signature is removed', sql`delete from signature`],
    ['all signatures are removed', sql`truncate signature`],
    ['a decision is reworded', sql`update decision set wording = 'Fund nothing.'`],
    [
      'a decision is settled and reworded at once',
      sql`update decision set settled_at = now(), outcome = 'agreed', wording = ''`
    ],
    ['a decision is removed', sql`delete from decision`],
    ['all decisions are removed', sql`truncate decision cascade`],
    ['an option is changed', sql`update decision_option set chosen = not chosen`],
    ['an option is removed', sql`delete from decision_option`]
  ])('DEC-38 refuses when %s', async (_what, statement) => {
    const before = await decisionRows(world);
    await expect(world.runtime.tools.db.execute(statement)).rejects.toMatchObject({
      cause: { message: expect.stringContaining('append-only') as unknown }
    });
    expect(await decisionRows(world)).toEqual(before);
  });
});

/** Tom, working on this database instead. */
function tomOn(db: Database): TestPerson {
  const tools = toolsOn(world, db);
  const { actor } = boards.tom;
  return {
    ...boards.tom,
    reads: readsFor({ tools, actor, present: () => new Set() }),
    commands: commandsFor(actor, tools)
  };
}

describe('somebody who gets past the guards', () => {
  it.each<[string, SQL]>([
    [
      'the frozen text',
      sql`update specification_version set canonical = replace(canonical, 'two hours', 'two weeks')`
    ],
    ['the frozen text into no document at all', sql`update specification_version set canonical = 'x'`],
    ['the words of the decision', sql`update decision set wording = 'Fund nothing.'`],
    ['how many must sign', sql`update decision set organisations_needed = 3`],
    ['an option', sql`update decision_option set annual_cost = 1 where key = 'B'`],
    ['the list of options', sql`delete from decision_option where key = 'D'`],
    ['a vote', sql`update ballot_paper set ranking = '["P3", "P2", "P1"]'`]
  ])('DEC-39 changes %s: the page says so and nobody can sign', async (_what, statement) => {
    await inTamperedCopy(world, [statement], async (db) => {
      const tom = tomOn(db);
      expect(await tom.reads.decision(id)).toMatchObject({ intact: false, may: { sign: false } });
      expect(await tom.reads.decisionToSign(id)).toMatchObject({
        versionHtml: '',
        cannotSign: { code: 'version-changed' }
      });
      expect(await sign(tom, id)).toMatchObject({ refused: true, code: 'version-changed' });
      const { signatures } = await decisionRows({
        ...world,
        runtime: { ...world.runtime, tools: toolsOn(world, db) }
      });
      expect(signatures).toHaveLength(1);
    });
    expect(await boards.tom.reads.decision(id)).toMatchObject({ intact: true, may: { sign: true } });
  });

  it('DEC-39 no decision is put on a frozen text that no longer fits its hash', async () => {
    await inTamperedCopy(
      world,
      [sql`update specification_version set canonical = canonical || ' '`],
      async (db) => {
        const commands = commandsFor(boards.helen.actor, toolsOn(world, db));
        const answer = await commands.proposeDecision(decisionFields(boards, { reference: 'G-2' }));
        expect(answer).toMatchObject({ refused: true, code: 'version-changed', field: 'versionId' });
      }
    );
  });
});
