import { expect } from 'vitest';

/** For a test file: does it, and finds it refused with this code and everything that is `kept` as it was. Answers the refusal. */
export function refusing(kept: () => Promise<unknown>) {
  return async (code: string, act: () => Promise<unknown>) => {
    const before = await kept();
    const refusal = await act();
    expect(refusal).toMatchObject({ refused: true, code });
    expect(await kept()).toEqual(before);
    return refusal as { readonly field?: string; readonly message: string };
  };
}
