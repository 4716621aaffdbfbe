import pg from 'pg';

/** Statements that are kept. There are fewer in the product, but for those with a list of values of any length in them. */
const MOST = 250;

/** Names of the statements of all connections, by their text. */
const names = new Map<string, string>();

/**
 * A connection on which PostgreSQL reads and plans a statement once and keeps it. node-postgres has every statement read and
 * planned afresh unless it has a name, which took more than half of the time of an append.
 */
export class KeepingClient extends pg.Client {
  override query = ((asked: unknown, ...rest: unknown[]) => {
    const query = super.query as (...all: unknown[]) => unknown;
    return query.call(this, isStatement(asked) ? { ...asked, name: nameOf(asked.text) } : asked, ...rest);
  }) as pg.Client['query'];
}

/** As drizzle asks; what node-postgres itself sends has a way of being sent. */
function isStatement(asked: unknown): asked is { readonly text: string } {
  return typeof asked === 'object' && asked !== null && 'text' in asked && !('submit' in asked);
}

/** Undefined once enough are kept: the statement is then read afresh each time. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST) return known;
  const name = `s${names.size}`;
  names.set(text, name);
  return name;
}
