import type { Config } from '../config';

/**
 * Headers that every answer carries: pages, API, files, errors, refusals. The content security policy here allows
 * nothing and is for what is not a page; pages bring their own, with nonces (svelte.config.js).
 */
export function safetyHeaders({ secure }: Pick<Config, 'secure'>): readonly (readonly [string, string])[] {
  return [
    [
      'content-security-policy',
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ],
    ['x-content-type-options', 'nosniff'],
    ['referrer-policy', 'same-origin'],
    ['x-frame-options', 'DENY'],
    ['permissions-policy', 'camera=(), microphone=(), geolocation=()'],
    ...(secure ? ([['strict-transport-security', 'max-age=31536000; includeSubDomains']] as const) : [])
  ];
}

/** A service worker's own policy says what it may ask for: the pages and files that it stands in front of. */
export const WORKER_POLICY = {
  path: '/service-worker.js',
  policy: "default-src 'none'; connect-src 'self'"
} as const;
