/** The name of a check box on the page of what is owed: "comment." and the comment's id. */
const TICKED = /^comment\.(.*)$/;

/** The ids of the comments that are ticked in this form. */
export function tickedIn(fields: Readonly<Record<string, string>>): string[] {
  return Object.keys(fields).flatMap((name) => TICKED.exec(name)?.[1] ?? []);
}
