import { checkPersonalData } from '#domain/personal-data';
import { isRefusal, type Refusal } from '#domain/refusal';
import { textField } from './fields';

/** A text field that everyone in the partnership will read: `textField`, and nothing in it that names one person. */
export function publicField(
  raw: unknown,
  field: string,
  rule: { readonly most: number; readonly missing?: string }
): string | Refusal {
  const text = textField(raw, field, rule);
  if (isRefusal(text)) return text;
  const clean = checkPersonalData(text, field);
  return isRefusal(clean) ? clean : text;
}
