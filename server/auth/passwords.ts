import { hash, verify } from '@node-rs/argon2';

/** argon2id with OWASP's first choice of cost: 19 MiB, 2 passes, 1 lane. Runs off the main thread. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** A PHC string, salt included. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, COST);
}

/**
 * Whether the password is right. With no hash (unknown address, no password set) the same work is done against
 * a fixed hash, so that the time it takes tells nobody which addresses exist.
 */
export async function passwordMatches(hashed: string | null | undefined, password: string): Promise<boolean> {
  const matches = await verify(hashed ?? DECOY, password);
  return matches && hashed !== null && hashed !== undefined;
}

/** A hash, at the same cost, of random bytes that were thrown away. */
const DECOY =
  '$argon2id$v=19$m=19456,t=2,p=1$LntPr8qB+geS9EhDeGJ98A$3yb+EGcSt/FlFYv+1MBA8HPz+Lls9B9taBTFOunlNLE';
