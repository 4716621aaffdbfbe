import { resolve } from 'node:path';
import { readMailSettings, type MailSettings } from './mail-config';
import { readLimits, type SocketLimits } from './limits-config';

/** Everything the environment decides, read once. Sizes in bytes, times in milliseconds. */
export interface Config {
  readonly demo: boolean;
  readonly host: string;
  readonly port: number;
  /** Origins whose pages may post forms and open sockets, e.g. "https://concordat.example". */
  readonly origins: readonly string[];
  /** True when people reach us over HTTPS: cookies are then Secure and carry the __Host- prefix. */
  readonly secure: boolean;
  /** Proxies of ours in front, each of which adds to X-Forwarded-For who it was asked by. 0: the header is not believed. */
  readonly trustedProxyHops: number;
  readonly dataDir: string;
  /** Set: PostgreSQL. Not set: the embedded database in `dataDir`. */
  readonly databaseUrl: string | undefined;
  /** Set: this Redis or Valkey carries what the nodes on this database tell one another. */
  readonly redisUrl: string | undefined;
  readonly sessionIdleLimit: number;
  readonly sessionAbsoluteLimit: number;
  readonly logLevel: string;
  /** Of the `/sync` and `/live` sockets. */
  readonly sockets: SocketLimits;
  /** Who shows it may read /metrics. Not set: nobody may. */
  readonly metricsToken: string | undefined;
  /** Not set: no e-mail is sent. */
  readonly mail: MailSettings | undefined;
}

const HOUR = 3_600_000;

/** Reads the environment, or answers the one sentence that says what is wrong with it. */
export function readConfig(
  environment: Record<string, string | undefined>,
  options: { demo: boolean }
): Config | { readonly wrong: string } {
  const port = wholeNumber(environment.PORT ?? '3000', 0, 65_535);
  if (port === undefined) return { wrong: 'PORT must be a whole number from 0 to 65535.' };
  const origins = readOrigins(environment.ORIGIN, port);
  if (!origins) return { wrong: 'ORIGIN must be a web address such as https://concordat.example.' };
  const trustedProxyHops = wholeNumber(environment.TRUSTED_PROXY_HOPS ?? '0', 0, 10);
  if (trustedProxyHops === undefined) {
    return { wrong: 'TRUSTED_PROXY_HOPS must be a whole number from 0 to 10.' };
  }
  const redis = wrongRedis(environment);
  if (redis) return { wrong: redis };
  const sockets = readLimits(environment);
  if ('wrong' in sockets) return sockets;
  const mail = readMailSettings(environment);
  if (mail && 'wrong' in mail) return mail;
  if (!goodToken(environment.METRICS_TOKEN)) return { wrong: WRONG_TOKEN };
  const session = sessionLimits(environment);
  if ('wrong' in session) return session;
  return {
    demo: options.demo,
    host: environment.HOST ?? '127.0.0.1',
    port,
    origins,
    secure: origins.every((origin) => origin.startsWith('https:')),
    trustedProxyHops,
    dataDir: resolve(environment.DATA_DIR ?? 'data'),
    databaseUrl: environment.DATABASE_URL || undefined,
    redisUrl: environment.REDIS_URL || undefined,
    ...session,
    logLevel: environment.LOG_LEVEL ?? 'info',
    sockets,
    metricsToken: environment.METRICS_TOKEN || undefined,
    mail
  };
}

function sessionLimits({
  SESSION_IDLE_HOURS,
  SESSION_ABSOLUTE_HOURS
}: Record<string, string | undefined>):
  Pick<Config, 'sessionIdleLimit' | 'sessionAbsoluteLimit'> | { readonly wrong: string } {
  const sessionIdleLimit = hours(SESSION_IDLE_HOURS, 4);
  const sessionAbsoluteLimit = hours(SESSION_ABSOLUTE_HOURS, 12);
  if (sessionIdleLimit && sessionAbsoluteLimit) return { sessionIdleLimit, sessionAbsoluteLimit };
  return { wrong: 'SESSION_IDLE_HOURS and SESSION_ABSOLUTE_HOURS must be numbers above 0.' };
}

/** Without ORIGIN only this machine's own names are served, which is what a first try needs and no more. */
function readOrigins(value: string | undefined, port: number): string[] | undefined {
  if (!value) return ['localhost', '127.0.0.1', '[::1]'].map((name) => `http://${name}:${port}`);
  try {
    const url = new URL(value);
    return ['http:', 'https:'].includes(url.protocol) ? [url.origin] : undefined;
  } catch {
    return undefined;
  }
}

/** The sentence about a REDIS_URL that cannot work, or undefined. */
function wrongRedis({ REDIS_URL, DATABASE_URL }: Record<string, string | undefined>): string | undefined {
  if (!REDIS_URL) return undefined;
  if (!/^rediss?:\/\/./.test(REDIS_URL) || !URL.canParse(REDIS_URL)) {
    return 'REDIS_URL must be an address such as redis://127.0.0.1:6379.';
  }
  if (DATABASE_URL) return undefined;
  return 'REDIS_URL is for several nodes, and they need one PostgreSQL database in common: set DATABASE_URL as well.';
}

const WRONG_TOKEN =
  'METRICS_TOKEN must be at least 32 letters, figures or signs, without spaces; make one with: openssl rand -hex 32.';

function goodToken(token: string | undefined): boolean {
  return !token || /^[!-~]{32,}$/.test(token);
}

function wholeNumber(text: string, least: number, most: number): number | undefined {
  const number = Number(text);
  return /^\d+$/.test(text) && number >= least && number <= most ? number : undefined;
}

function hours(text: string | undefined, otherwise: number): number | undefined {
  const number = text === undefined ? otherwise : Number(text);
  return number > 0 && Number.isFinite(number) ? number * HOUR : undefined;
}
