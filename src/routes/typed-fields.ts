/** The text fields of a form, to fill it again after a refusal. Files are left out, and so are passwords, which are not shown again. */
export function typedFields(fields: Iterable<readonly [string, unknown]>): Record<string, string> {
  const typed = [...fields].filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && !/password/i.test(entry[0])
  );
  return Object.fromEntries(typed);
}
