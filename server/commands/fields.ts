import { refuse, type Refusal } from '#domain/refusal';

/** A form's or a JSON body's fields, whatever was sent. */
export function fieldsOf(raw: unknown): Record<string, unknown> {
  return typeof raw === 'object' && raw !== null ? (raw as Record<string, unknown>) : {};
}

/**
 * A text field, trimmed, in Unicode normal form C, without control characters. Empty is allowed unless
 * `missing` holds the sentence for it. `most` counts UTF-16 units.
 */
export function textField(
  raw: unknown,
  field: string,
  rule: { readonly most: number; readonly missing?: string }
): string | Refusal {
  const value = fieldsOf(raw)[field] ?? '';
  if (typeof value !== 'string') return refuse('invalid-input', { field });
  // Half a character (a lone surrogate) can be neither stored nor hashed.
  if (/\p{Surrogate}/u.test(value)) return refuse('invalid-input', { field });
  // Control characters: control characters other than tab and new line have no place in text.
  const text = value
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '')
    .replace(/\r\n?/g, '\n')
    .normalize('NFC')
    .trim();
  if (text === '' && rule.missing) return refuse('missing-field', { field, message: rule.missing });
  if (text.length > rule.most) {
    return refuse('too-long', { field, message: `This is too long: at most ${rule.most} characters.` });
  }
  return text;
}
