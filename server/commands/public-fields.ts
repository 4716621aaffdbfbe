import { isRefusal, type Refusal } from '#domain/refusal';
import { publicField } from './public-words';

interface Rule {
  readonly most: number;
  readonly missing?: string;
}

/** Several text fields that everyone in the partnership will read, by their names; the first that is wrong is refused. */
export function publicFields<Name extends string>(
  raw: unknown,
  rules: Readonly<Record<Name, Rule>>
): Record<Name, string> | Refusal {
  const texts: Partial<Record<Name, string>> = {};
  for (const [name, rule] of Object.entries(rules) as [Name, Rule][]) {
    const text = publicField(raw, name, rule);
    if (isRefusal(text)) return text;
    texts[name] = text;
  }
  return texts as Record<Name, string>;
}
