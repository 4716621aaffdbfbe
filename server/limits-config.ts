import { LIVE_LIMITS, SYNC_LIMITS, type LiveLimits, type SyncLimits } from '#protocol/limits';
import { LIVE_MEANINGS, SYNC_MEANINGS, type Unit } from './limit-meanings';

/** The limits of both sockets, with what the environment says. */
export interface SocketLimits {
  readonly sync: SyncLimits;
  readonly live: LiveLimits;
}

type Environment = Readonly<Record<string, string | undefined>>;
type Wrong = { readonly wrong: string };

/** Timers cannot wait longer, and no size or count of ours comes near. */
const HIGHEST = 2 ** 31 - 1;
const UNIT_WORDS: Record<Unit, string> = {
  bytes: 'a whole number of bytes',
  ms: 'a whole number of milliseconds',
  count: 'a whole number'
};

/** E.g. "SYNC" and "socketsPerSession" give "SYNC_SOCKETS_PER_SESSION". */
export function variableOf(prefix: 'SYNC' | 'LIVE', limit: string): string {
  return `${prefix}_${limit.replace(/[A-Z]/g, (capital) => `_${capital}`).toUpperCase()}`;
}

/** Every limit has its variable; an unknown SYNC_ or LIVE_ name is a limit somebody believes to have set. */
export function readLimits(environment: Environment): SocketLimits | Wrong {
  const known = new Map([...variables('SYNC', SYNC_MEANINGS), ...variables('LIVE', LIVE_MEANINGS)]);
  for (const [name, value] of Object.entries(environment)) {
    const wrong = /^(SYNC|LIVE)_/.test(name) && wrongWith(name, value, known.get(name));
    if (wrong) return { wrong };
  }
  return {
    sync: withChosen('SYNC', SYNC_LIMITS, environment),
    live: withChosen('LIVE', LIVE_LIMITS, environment)
  };
}

function variables(
  prefix: 'SYNC' | 'LIVE',
  meanings: Record<string, { readonly unit: Unit }>
): (readonly [string, Unit])[] {
  return Object.entries(meanings).map(([limit, { unit }]) => [variableOf(prefix, limit), unit] as const);
}

function wrongWith(name: string, value: string | undefined, unit: Unit | undefined): string | undefined {
  if (unit === undefined) return `${name} must be one of the limits that docs/limits.md lists.`;
  if (!value || valueOf(value) !== undefined) return undefined;
  return `${name} must be ${UNIT_WORDS[unit]} from 1 to ${HIGHEST}.`;
}

function withChosen<Limits extends Readonly<Record<string, number>>>(
  prefix: 'SYNC' | 'LIVE',
  defaults: Limits,
  environment: Environment
): Limits {
  const chosen = Object.keys(defaults).flatMap((limit) => {
    const value = environment[variableOf(prefix, limit)];
    return value ? [[limit, valueOf(value)!] as const] : [];
  });
  return { ...defaults, ...Object.fromEntries(chosen) };
}

function valueOf(text: string): number | undefined {
  const number = Number(text);
  return /^\d+$/.test(text) && number >= 1 && number <= HIGHEST ? number : undefined;
}
