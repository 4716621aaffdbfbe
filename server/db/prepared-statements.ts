import {
  parse,
  protocol,
  type messages,
  type ParserOptions,
  type PGlite,
  type Results
} from '@electric-sql/pglite';
import type { Question } from './embedded-messages';

const { serialize } = protocol;

type Message = messages.BackendMessage;

interface Prepared {
  readonly name: string;
  readonly parameterTypes: readonly number[];
  /** What PostgreSQL said of it: the columns of its rows are in there. */
  readonly description: readonly Message[];
}

/** Statements that are kept. There are fewer in the product, but for those with a list of values of any length in them. */
const MOST = 250;

/**
 * Asks the embedded database, in PostgreSQL's own protocol, by statements that it has read and planned once and keeps. PGlite's
 * `query` has every statement read and planned afresh: of the one to four milliseconds that our questions took, all but
 * a fifth or less.
 */
export class PreparedStatements {
  /** By their text; the one that was used longest ago first. */
  readonly #prepared = new Map<string, Prepared>();
  #made = 0;

  constructor(
    private readonly pg: PGlite,
    private readonly parsers: ParserOptions
  ) {}

  /** Rejects with PostgreSQL's error. One at a time, in the order of the calls. */
  run({ statement, values, rowMode }: Question): Promise<Results> {
    return this.pg.runExclusive(async () => {
      const { name, parameterTypes, description } = await this.#prepare(statement);
      const bound = values.map((value, index) => this.#serialized(value, parameterTypes[index]!));
      const answer = await this.#send(
        serialize.bind({ statement: name, values: bound }),
        serialize.execute({})
      );
      const { parsers } = this;
      return parse.parseResults([...description, ...answer], this.pg.parsers, { rowMode, parsers })[0]!;
    });
  }

  async #prepare(text: string): Promise<Prepared> {
    const known = this.#prepared.get(text);
    if (known) this.#prepared.delete(text);
    const prepared = known ?? (await this.#make(text));
    this.#prepared.set(text, prepared);
    if (this.#prepared.size > MOST) await this.#dropOldest();
    return prepared;
  }

  async #make(text: string): Promise<Prepared> {
    const name = `s${(this.#made += 1)}`;
    const description = await this.#send(
      serialize.parse({ name, text }),
      serialize.describe({ type: 'S', name })
    );
    return { name, parameterTypes: parse.parseDescribeStatementResults(description), description };
  }

  async #dropOldest(): Promise<void> {
    const [[text, { name }]] = this.#prepared as Iterable<[string, Prepared]> as [[string, Prepared]];
    this.#prepared.delete(text);
    await this.#send(serialize.close({ type: 'S', name }));
  }

  #serialized(value: unknown, type: number): string | null {
    if (value === null || value === undefined) return null;
    return this.pg.serializers[type]?.(value) ?? String(value);
  }

  /** Up to the end of a transaction, or, within one, of this exchange: after a fault nothing of it is left over. */
  #send(...parts: readonly Uint8Array[]): Promise<Message[]> {
    return this.pg.execProtocolStream(Buffer.concat([...parts, serialize.sync()]), { throwOnError: true });
  }
}
