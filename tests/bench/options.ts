import { parseArgs } from 'node:util';
import type { Effort } from './scenarios/scenario';

export interface Options {
  readonly effort: Effort;
  /** Names of scenarios; undefined: all. */
  readonly only: readonly string[] | undefined;
  /** Names of servers, or the beginnings of names; undefined: all that belong to the run. */
  readonly servers: readonly string[] | undefined;
  readonly repeat: number | undefined;
  readonly json: string | undefined;
}

const KILLS = 3;
const KILLS_IN_FULL = 10;

/** The flags of `npm run bench --`; tests/bench/README.md says what they do. Throws on an unknown one. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      full: { type: 'boolean', default: false },
      only: { type: 'string' },
      servers: { type: 'string' },
      kills: { type: 'string' },
      repeat: { type: 'string' },
      json: { type: 'string' }
    }
  });
  const full = values.full;
  const kills = values.kills === undefined ? (full ? KILLS_IN_FULL : KILLS) : count(values.kills, 'kills');
  return {
    effort: { full, kills },
    only: values.only?.split(','),
    servers: values.servers?.split(','),
    repeat: values.repeat === undefined ? undefined : count(values.repeat, 'repeat'),
    json: values.json
  };
}

function count(text: string, name: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new Error(`--${name} must be a whole number above 0.`);
  return number;
}
