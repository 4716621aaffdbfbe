import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allRoutes } from './all-routes';
import { requestFor } from './matrix-requests';
import { castOf, type Cast } from './people-and-objects';
import { serveWorld, type ServedWorld } from './served-world';

const HOSTILE = `</title></script><img src=x onerror=steal()>"'\``;
/** Nothing but markup that somebody typed holds these. */
const AS_MARKUP = ['<img src=x', '</title></script>'];
/** What people type, wherever it is stored; codes, hashes and texts that are checked stay as they are. */
const TYPED = [
  ...['name', 'title', 'purpose', 'body', 'quote', 'question', 'wording', 'reasons', 'reason', 'description'],
  ...['meaning', 'term', 'label', 'source', 'population', 'measure', 'baseline', 'target', 'entered_name'],
  ...['role_words', 'needs', 'words', 'note', 'reference']
];

let served: ServedWorld;
let cast: Cast;
let changed: readonly string[] = [];

beforeAll(async () => {
  served = await serveWorld();
  cast = await castOf(served.world);
  changed = await makeHostile();
});
afterAll(() => served.close());

/** Puts markup behind everything that people typed. Answers the columns, "person.name". */
async function makeHostile(): Promise<string[]> {
  const { db } = served.world.runtime.tools;
  const columns =
    (await db.execute(sql`select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and data_type = 'text' order by 1, 2`)) as unknown as {
      rows: { table: string; column: string }[];
    };
  const done: string[] = [];
  // What is frozen the database lets nobody change: its triggers sleep meanwhile.
  await db.execute(sql`set session_replication_role = replica`);
  for (const { table, column } of columns.rows.filter((each) => TYPED.includes(each.column))) {
    const [rows, name] = [sql.identifier(table), sql.identifier(column)];
    const put = sql`update ${rows} set ${name} = ${name} || ${HOSTILE} where ${name} is not null`;
    await db.execute(put);
    done.push(`${table}.${column}`);
  }
  await db.execute(sql`set session_replication_role = default`);
  return done;
}

describe('markup in everything that people typed', () => {
  it('UI-22 it stands where names, titles, comments, options and decisions are stored', () => {
    const most = [
      'person.name',
      'organisation.name',
      'specification.title',
      'comment.body',
      'decision.title'
    ];
    expect(changed).toEqual(
      expect.arrayContaining([...most, 'ballot.title', 'ballot.question', 'organisation.name'])
    );
  });

  it.each(allRoutes().filter((route) => route.startsWith('GET ')))(
    'UI-22 %s shows it as text',
    async (route) => {
      for (const visitor of [cast.people.lead, cast.people.contributor]) {
        const { status, text, headers } = await served.ask(visitor, requestFor(route, cast.own));
        expect(status).toBeLessThan(500);
        if (!(headers.get('content-type') ?? '').includes('text/html')) continue;
        for (const markup of AS_MARKUP) expect(text).not.toContain(markup);
      }
    }
  );

  it('UI-22 pages do show it', async () => {
    const { text } = await served.ask(cast.people.lead, {
      path: `/specifications/${cast.own.specification}`
    });
    expect(text).toContain('&lt;img src=x onerror=steal()');
  });
});
