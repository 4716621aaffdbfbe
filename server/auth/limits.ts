import { isIPv6 } from 'node:net';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { refuse, type Refusal } from '#domain/refusal';

/** How often a password may be tried (only wrong tries count in the end: a right one is given back), and a comment sent. */
export interface Limits {
  signIn(email: string, address: string): Promise<true | Refusal>;
  signedIn(email: string, address: string): Promise<void>;
  /** Password confirmations (signing a decision), per person. */
  confirm(personId: string): Promise<true | Refusal>;
  confirmed(personId: string): Promise<void>;
  /** Comments and replies together, per person. */
  comment(personId: string): Promise<true | Refusal>;
  /** Links that let people in: whether another may be tried from there. */
  link(address: string): Promise<true | Refusal>;
  /** One that was tried from there is not valid. */
  linkNotValid(address: string): Promise<void>;
}

const MINUTES = 60;
const MANY_COMMENTS =
  'You have sent many comments in a short time. Wait a few minutes, then send it again; what you typed is kept.';
/** Pairs of e-mail address and place that are remembered for having signed in. */
const MOST_KNOWN = 5000;

export function memoryLimits(
  caps: { perEmail: number; perAddress: number; confirms: number; comments?: number; links?: number } = {
    perEmail: 10,
    perAddress: 100,
    confirms: 10
  }
): Limits {
  const perEmail = new RateLimiterMemory({ points: caps.perEmail, duration: 15 * MINUTES });
  const perAddress = new RateLimiterMemory({ points: caps.perAddress, duration: 15 * MINUTES });
  const confirms = new RateLimiterMemory({ points: caps.confirms, duration: 15 * MINUTES });
  const comments = new RateLimiterMemory({ points: caps.comments ?? 30, duration: 10 * MINUTES });
  const known = new Set<string>();
  return {
    async signIn(email, address) {
      // The pair, not the address alone: a stranger's tries must not lock the real owner out.
      const pair = `${email} ${placeOf(address)}`;
      const tries = await take(perEmail, pair);
      if (tries !== true) return tries;
      const triesOfAll = await take(perAddress, placeOf(address));
      return known.has(pair) ? true : triesOfAll;
    },
    async signedIn(email, address) {
      const pair = `${email} ${placeOf(address)}`;
      remember(known, pair);
      await perEmail.delete(pair);
      await perAddress.reward(placeOf(address), 1);
    },
    confirm: (personId) => take(confirms, personId),
    async confirmed(personId) {
      await confirms.delete(personId);
    },
    comment: (personId) => take(comments, personId, MANY_COMMENTS),
    ...linkLimits(caps.links ?? 30)
  };
}

/** Only wrong links are counted: a whole hall follows a right one from one place. */
function linkLimits(most: number): Pick<Limits, 'link' | 'linkNotValid'> {
  const wrong = new RateLimiterMemory({ points: most, duration: 15 * MINUTES });
  return {
    async link(address) {
      const tried = await wrong.get(placeOf(address));
      return (tried?.consumedPoints ?? 0) < most || refuse('too-many-tries');
    },
    async linkNotValid(address) {
      await wrong.penalty(placeOf(address), 1);
    }
  };
}

/** Adds the newest and forgets the oldest. */
function remember(known: Set<string>, pair: string): void {
  known.delete(pair);
  known.add(pair);
  const [oldest] = known;
  if (known.size > MOST_KNOWN && oldest !== undefined) known.delete(oldest);
}

/** What tries are counted by: the address, of IPv6 its first 64 bits, since one household or server holds them all. */
export function placeOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  // Written the one way that addresses in a URL are: lower case, without leading zeros, no dots.
  const [front = '', back] = new URL(`http://[${plain}]`).hostname.slice(1, -1).split('::');
  const groups = front.split(':').filter((group) => group !== '');
  const after = back?.split(':').filter((group) => group !== '') ?? [];
  const between = new Array<string>(8 - groups.length - after.length).fill('0');
  return `${[...groups, ...between, ...after].slice(0, 4).join(':')}::/64`;
}

async function take(limiter: RateLimiterMemory, key: string, message?: string): Promise<true | Refusal> {
  try {
    await limiter.consume(key);
    return true;
  } catch (error) {
    if (error instanceof Error) throw error;
    return refuse('too-many-tries', message === undefined ? {} : { message });
  }
}
