import { FORMATS, MOST_LANGUAGE, MOST_WORDS, SUPPORT, type AccessNeeds } from '#domain/access-needs';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { fieldsOf, textField } from './fields';

/** What somebody needs, from fields `format-<choice>` and `support-<choice>` = "yes", `language` and `needs`. */
export function accessNeedsFields(raw: unknown): AccessNeeds | Refusal {
  const formats = chosen(fieldsOf(raw), 'format', FORMATS);
  if (isRefusal(formats)) return formats;
  const support = chosen(fieldsOf(raw), 'support', SUPPORT);
  if (isRefusal(support)) return support;
  const language = textField(raw, 'language', { most: MOST_LANGUAGE });
  if (isRefusal(language)) return language;
  const words = textField(raw, 'needs', { most: MOST_WORDS });
  return isRefusal(words) ? words : { formats, support, language, words };
}

/** The choices of one kind that a form names: "format-audio" = "yes". What nobody offered is refused. */
function chosen<Choice extends string>(
  fields: Readonly<Record<string, unknown>>,
  prefix: 'format' | 'support',
  choices: Readonly<Record<Choice, string>>
): Choice[] | Refusal {
  const asked = Object.keys(fields).filter((name) => name.startsWith(`${prefix}-`) && fields[name] === 'yes');
  const known = (Object.keys(choices) as Choice[]).filter((choice) => asked.includes(`${prefix}-${choice}`));
  return known.length === asked.length ? known : refuse('invalid-input', { field: prefix });
}
