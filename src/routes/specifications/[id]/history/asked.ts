import type { Passage } from '#domain/comment-thread';

/** What stands in the address: `from`, `to` and `quote` of words, or `clause` ("clause-scope"). */
export function historyAsked(address: URLSearchParams) {
  return {
    clause: address.get('clause'),
    from: address.get('from'),
    to: address.get('to'),
    quote: address.get('quote')
  };
}

/** The address's query for these words. */
export function queryOf({ from, to, quote }: Passage): string {
  return `?${new URLSearchParams({ from: String(from), to: String(to), quote })}`;
}
