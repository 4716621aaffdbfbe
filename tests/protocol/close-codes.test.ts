import { describe, expect, it } from 'vitest';
import { CLOSE, mayReconnect } from '#protocol/close-codes';

describe('close codes', () => {
  it('SYN-34 a client comes back after a pause of the server or of the network, and not after a decision', () => {
    const { malformed, sessionEnded, notAllowed, tooFast, tooMuchWaiting, unavailable } = CLOSE;
    for (const code of [1000, 1001, 1006, tooMuchWaiting, unavailable])
      expect(mayReconnect(code), `${code}`).toBe(true);
    for (const code of [1009, malformed, sessionEnded, notAllowed, tooFast]) {
      expect(mayReconnect(code), `${code}`).toBe(false);
    }
  });
});
