import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyPostgres } from '#tests/builders/test-database';
import { freePort } from '#tests/builders/product';

const VERSIONS = '/usr/lib/postgresql';

/** Where PostgreSQL's programs are installed, if they are: the newest version. */
export const postgresPrograms = (existsSync(VERSIONS) ? readdirSync(VERSIONS) : [])
  .sort((one, other) => Number(other) - Number(one))
  .map((version) => join(VERSIONS, version, 'bin'))
  .find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'pg_ctl')));

/** A PostgreSQL server of a test's own, which it may stop as roughly as it likes. It syncs as a real one does. */
export class OwnPostgres {
  readonly #folder = mkdtempSync(join(tmpdir(), 'concordat-postgres-'));

  private constructor(readonly port: number) {}

  static async start(): Promise<OwnPostgres> {
    const server = new OwnPostgres(await freePort());
    // The server refuses to run as root, and its own user must be able to enter the folder.
    chmodSync(server.#folder, 0o777);
    await run('initdb', '-D', server.#data, '-U', 'postgres', '--auth', 'trust', '-N', '-E', 'UTF8');
    await server.start();
    return server;
  }

  get url(): string {
    return `postgres://postgres@127.0.0.1:${this.port}/postgres`;
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  async start(): Promise<void> {
    const options = `-p ${this.port} -k ${this.#folder} -c listen_addresses=127.0.0.1 -c max_connections=200`;
    await run('pg_ctl', '-D', this.#data, '-o', options, '-l', join(this.#folder, 'log'), '-w', 'start');
  }

  /** "immediate": without finishing anything, as if the power had gone. */
  stop(mode: 'fast' | 'immediate' = 'fast'): Promise<void> {
    return run('pg_ctl', '-D', this.#data, '-m', mode, '-w', 'stop');
  }

  async remove(): Promise<void> {
    await this.stop('immediate').catch(() => undefined);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

function run(program: string, ...args: string[]): Promise<void> {
  const path = join(postgresPrograms!, program);
  const [command, ...before] = process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--', path] : [path];
  return new Promise((resolve, reject) => {
    // Not a pipe: the server would keep it open for as long as it runs.
    const child = spawn(command!, [...before, ...args], { stdio: 'ignore', cwd: tmpdir() });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}`))
    );
  });
}

/** An empty database for one test file: on the server of TEST_DATABASE_URL, else on one of its own. */
export async function databaseForTests(): Promise<{ url: string; drop(): Promise<void> } | undefined> {
  if (process.env.TEST_DATABASE_URL) return emptyPostgres();
  if (!postgresPrograms) return undefined;
  const own = await OwnPostgres.start();
  return { url: own.url, drop: () => own.remove() };
}
