import { formatDate } from '#domain/dates';

interface Named {
  readonly frozen: { readonly number: number; readonly label: string; readonly at: Date } | null;
}

/** "Version 3, “For the boards”"; "the draft". */
export function textName({ frozen }: Named): string {
  if (!frozen) return 'the draft';
  return frozen.label ? `version ${frozen.number}, “${frozen.label}”` : `version ${frozen.number}`;
}

/** As an option of a list. */
export function textOption(text: Named): string {
  if (!text.frozen) return 'The draft as it stands now';
  const { number, label, at } = text.frozen;
  return [`Version ${number}`, label, formatDate(at)].filter((part) => part !== '').join(', ');
}
