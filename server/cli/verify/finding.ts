/** One thing that was found out, in words, with a code that scripts can look for. */
export interface Finding {
  readonly code: string;
  readonly sentence: string;
  /** Undefined: it agrees. "differs": it does not. "unreadable": it could not be found out. */
  readonly wrong?: 'differs' | 'unreadable';
}

/** Names and titles come out of files that anybody may have written: what would move the cursor or turn words round is shown as it is. */
export function shown(words: string): string {
  return words.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (sign) => `⟦U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}⟧`
  );
}

export function unreadable(code: string, sentence: string): Finding {
  return { code, sentence, wrong: 'unreadable' };
}

export function differs(code: string, sentence: string): Finding {
  return { code, sentence, wrong: 'differs' };
}

export function isFinding(value: object): value is Finding {
  return 'sentence' in value;
}

type Fields = Record<string, unknown>;

/** The value when it is an object of named fields. */
export function fieldsIn(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** The file's fields, or why it has none. */
export function parsed(text: string, what: string): Fields | Finding {
  try {
    // Some programs write a byte order mark in front.
    const found = fieldsIn(JSON.parse(text.replace(/^\uFEFF/, '')));
    if (found) return found;
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof RangeError)) throw error;
  }
  return unreadable('not-json', `The ${what} is not JSON, or not whole.`);
}
